#include "models/learning_profile.hpp"

#include <algorithm>
#include <cmath>

namespace premortem {
namespace {

using Points = std::vector<WeightedError>;

double sum_of_squares(const Points& points, double c, double a, double b) {
  double sum = 0;
  for (const auto& p : points) {
    const double residual = p.error - c - a * std::exp(-b * p.log_size);
    sum += p.weight * residual * residual;
  }
  return sum;
}

CurveCandidate candidate(const Points& points, double c, double a, double b) {
  return {c, a, b, sum_of_squares(points, c, a, b)};
}

/// a >= 0 of e = base + a (x - shift) by least squares; 0 where x does not differ from the shift.
double best_scale(const Points& points, double base, double shift, double b) {
  double xy = 0, xx = 0;
  for (const auto& p : points) {
    const double x = std::exp(-b * p.log_size) - shift;
    xy += p.weight * x * (p.error - base), xx += p.weight * x * x;
  }
  return xx > 0 ? std::max(0.0, xy / xx) : 0;
}

CurveCandidate best_for(const Points& points, double b) {
  double w = 0, x_sum = 0, y_sum = 0;
  for (const auto& p : points) {
    w += p.weight, x_sum += p.weight * std::exp(-b * p.log_size), y_sum += p.weight * p.error;
  }
  const double x_mean = x_sum / w, y_mean = y_sum / w, a = best_scale(points, y_mean, x_mean, b);
  const double c = y_mean - a * x_mean;
  if (c < 0) return candidate(points, 0, best_scale(points, 0, 0, b), b);
  return candidate(points, c, a, b);
}

/// Where a value over b is least: there may be several dips, so a scan comes before the golden section.
template <class At>
CurveCandidate best_over_b(const At& at) {
  constexpr int places = 128, steps = 44;  // 0.618^44 of one place is below the root of the last bit
  const double low = std::log(smallest_b), width = (std::log(largest_b) - low) / (places - 1);
  CurveCandidate best = at(smallest_b);
  int best_place = 0;
  for (int i = 1; i < places; ++i) {
    const auto here = at(i == places - 1 ? largest_b : std::exp(low + width * i));
    if (here.sum_of_squares < best.sum_of_squares) best = here, best_place = i;
  }
  double left = low + width * std::max(0, best_place - 1), right = low + width * std::min(places - 1, best_place + 1);
  constexpr double golden = 0.61803398874989485;
  const auto keep = [&](const CurveCandidate& c) {
    if (c.sum_of_squares < best.sum_of_squares) best = c;
    return c.sum_of_squares;
  };
  double x1 = right - golden * (right - left), x2 = left + golden * (right - left);
  double f1 = keep(at(std::exp(x1))), f2 = keep(at(std::exp(x2)));
  for (int i = 0; i < steps; ++i) {
    if (f1 <= f2) {
      right = x2, x2 = x1, f2 = f1, x1 = right - golden * (right - left), f1 = keep(at(std::exp(x1)));
    } else {
      left = x1, x1 = x2, f1 = f2, x2 = left + golden * (right - left), f2 = keep(at(std::exp(x2)));
    }
  }
  return best;
}

/// The sign of the slope of the least sum of squares over b. At the best (c, a) it is that at fixed (c, a), also on the
/// boundary.
double slope(const Points& points, const CurveCandidate& at) {
  double sum = 0;
  for (const auto& p : points) {
    const double x = std::exp(-at.b * p.log_size);
    sum += p.weight * (p.error - at.c - at.a * x) * p.log_size * x;
  }
  return sum;
}

}  // namespace

CurveCandidate best_curve(const Points& points) {
  const auto at = [&](double b) { return best_for(points, b); };
  const auto found = best_over_b(at);
  // A least value gives b to half the digits only; where the slope is 0 gives them all.
  constexpr double around = 1e-5;
  double low = std::max(smallest_b, found.b * (1 - around)), high = std::min(largest_b, found.b * (1 + around));
  if (!(slope(points, at(low)) < 0 && slope(points, at(high)) > 0)) return found;
  for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
    (slope(points, at(middle)) < 0 ? low : high) = middle;
  }
  return at(low);
}

CurveCandidate best_with_floor(const Points& points, double c) {
  return best_over_b([&](double b) { return candidate(points, c, best_scale(points, c, 0, b), b); });
}

CurveCandidate best_through(const Points& points, double log_size, double error) {
  return best_over_b([&](double b) {
    const double x = std::exp(-b * log_size), a = std::min(best_scale(points, error, x, b), error / x);
    return candidate(points, std::max(0.0, error - a * x), a, b);
  });
}

double outermost(const std::function<double(double)>& rise, double inside, double outside) {
  if (rise(outside) <= 0) return outside;
  constexpr int places = 16, halvings = 60;
  double in = inside, out = outside;
  for (int i = 1; i < places; ++i) {
    const double here = outside + (inside - outside) * i / places;
    if (rise(here) <= 0) {
      in = here;
      break;
    }
    out = here;
  }
  for (int i = 0; i < halvings; ++i) {
    const double middle = in + (out - in) / 2;
    if (middle == in || middle == out) break;
    (rise(middle) <= 0 ? in : out) = middle;
  }
  return in;
}

}  // namespace premortem
