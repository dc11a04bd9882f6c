#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

#include "models/quit_hazard.hpp"
#include "models/quit_points.hpp"

namespace premortem {

struct QuitPlace {
  double rate = 1, shift = 0;
};

/// Gradient of the log-likelihood and its second derivatives with their sign turned.
struct QuitScore {
  double by_shift = 0, by_rate = 0;
  double shift_shift = 0, shift_rate = 0, rate_rate = 0;
};

/// Sums are of blocks first, which keeps their rounding small, and in one order always.
template <class Family>
QuitScore score_at(const QuitPoints& points, const QuitPlace& at) {
  constexpr std::size_t block = 512;
  QuitScore all;
  double left = 0;
  for (std::size_t begin = 0; begin < points.size(); begin += block) {
    QuitScore s;
    double block_left = 0;
    for (std::size_t i = begin; i < std::min(begin + block, points.size()); ++i) {
      const double y = points.y[i], w = Family::weight(points.left[i], points.people[i]);
      const Hazard h = Family::slopes_at(at.rate * y + at.shift);
      const double bend = w * h.bend, excess = points.left[i] - w * h.slope;
      block_left += points.left[i];
      s.by_shift += excess, s.by_rate += excess * y;
      s.shift_shift += bend, s.shift_rate += bend * y, s.rate_rate += bend * y * y;
    }
    left += block_left;
    all.by_shift += s.by_shift, all.by_rate += s.by_rate;
    all.shift_shift += s.shift_shift, all.shift_rate += s.shift_rate, all.rate_rate += s.rate_rate;
  }
  all.by_rate += left / at.rate;
  all.rate_rate += left / (at.rate * at.rate);
  return all;
}

/// Inverse of the second derivatives times a gradient, and the gradient's length in that metric: of the score here, how many
/// standard errors the maximum is away. By Cholesky of the two rows.
struct QuitMetric {
  double root, cross, rest;
  explicit QuitMetric(const QuitScore& s) : root(std::sqrt(s.shift_shift)), cross(s.shift_rate / root), rest(std::sqrt(s.rate_rate - cross * cross)) {}
  QuitPlace step(const QuitScore& g) const {
    const double first = g.by_shift / root, second = (g.by_rate - cross * first) / rest, rate = second / rest;
    return {rate, (first - cross * rate) / root};
  }
  double squared_length(const QuitScore& g) const {
    const double first = g.by_shift / root, second = (g.by_rate - cross * first) / rest;
    return first * first + second * second;
  }
};

inline constexpr double last_step = 1e-13;  // squared standard errors

/// Newton's method. A step is halved until the score falls in the metric of the place where it began (Deuflhard 2004, Newton
/// Methods for Nonlinear Problems, section 3.3). The last step is so short that its square, by which it misses, is lost among
/// roundings; the score where it ends is left to be looked at. Absent where steps do not end.
template <class Family>
std::optional<QuitPlace> maximum(const QuitPoints& points, QuitPlace at) {
  constexpr int most_steps = 200, most_halvings = 60;
  QuitScore score = score_at<Family>(points, at);
  for (int n = 0; n < most_steps; ++n) {
    const QuitMetric metric(score);
    const double away = metric.squared_length(score);
    const QuitPlace step = metric.step(score);
    if (!std::isfinite(away) || !std::isfinite(step.rate) || !std::isfinite(step.shift)) return std::nullopt;
    if (away <= last_step) return QuitPlace{at.rate + step.rate, at.shift + step.shift};
    double share = 1;
    for (int halvings = 0;; ++halvings, share /= 2) {
      if (halvings > most_halvings) return std::nullopt;
      const QuitPlace next{at.rate + share * step.rate, at.shift + share * step.shift};
      if (!(next.rate > 0)) continue;
      const QuitScore there = score_at<Family>(points, next);
      if (!(metric.squared_length(there) <= (1 - share / 4) * away)) continue;  // also where it overflows
      at = next, score = there;
      break;
    }
  }
  return std::nullopt;
}

/// One standard deviation of ln t as the scale, and as many expected to leave as did.
inline QuitPlace first_guess(const QuitPoints& points) {
  double people = 0, mean = 0, squares = 0, left = 0, most = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < points.size(); ++i) people += points.people[i], mean += points.people[i] * points.y[i], left += points.left[i];
  mean /= people;
  for (std::size_t i = 0; i < points.size(); ++i) squares += points.people[i] * (points.y[i] - mean) * (points.y[i] - mean);
  const double rate = std::sqrt(people / squares);
  for (const double y : points.y) most = std::max(most, rate * y);
  double hazard = 0;  // over that of `most`, which could overflow
  for (std::size_t i = 0; i < points.size(); ++i) hazard += points.people[i] * std::exp(rate * points.y[i] - most);
  return {rate, std::log(left / hazard) - most};
}

/// Where `falls` turns negative between low and high, but for a factor or difference of 2^-40 of the range.
template <class Falls>
double turning_point(double low, double high, Falls falls) {
  for (int i = 0; i < 40; ++i) {
    const double middle = low + (high - low) / 2;
    (falls(middle) > 0 ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

/// By halves, the shift for every rate: slow, but from anywhere, because both scores fall. For moments that lie near each
/// other with a few far away, where Newton's first step leads nowhere.
template <class Family>
QuitPlace sure_guess(const QuitPoints& points) {
  double farthest = 0, nearest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < points.size(); ++i) nearest = std::min(nearest, points.y[i] - points.y[i - 1]);
  for (const double y : points.y) farthest = std::max(farthest, std::abs(y));
  nearest = std::max(nearest, farthest * std::numeric_limits<double>::epsilon());
  const auto shift_of = [&](double rate) {
    const double most = rate * farthest + 100;  // 100: the hazard of e^100 people
    return turning_point(-most, most, [&](double shift) { return score_at<Family>(points, {rate, shift}).by_shift; });
  };
  const auto by_rate = [&](double log_rate) {
    const double rate = std::exp(log_rate);
    return score_at<Family>(points, {rate, shift_of(rate)}).by_rate;
  };
  const double rate = std::exp(turning_point(std::log(1e-3 / farthest), std::log(1e3 / nearest), by_rate));
  return {rate, shift_of(rate)};
}

template <class Family>
std::optional<QuitPlace> maximum(const QuitPoints& points) {
  const auto place = maximum<Family>(points, first_guess(points));
  return place ? place : maximum<Family>(points, sure_guess<Family>(points));
}

template <class Family>
std::optional<QuitPlace> fitted_place(const QuitPoints& points) {
  constexpr std::size_t many = 8192, few = 1024;
  if (points.size() <= many) return maximum<Family>(points);
  const auto start = maximum<Family>(coarse_points(points, few));
  return start ? maximum<Family>(points, *start) : maximum<Family>(points);
}

}  // namespace premortem
