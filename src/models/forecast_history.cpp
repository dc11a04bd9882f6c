#include "models/forecast_history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

double median(std::vector<double> x) {
  std::sort(x.begin(), x.end());
  return (x[(x.size() - 1) / 2] + x[x.size() / 2]) / 2;
}

void require_point(const MetricSeries& s, const SeriesPoint& p) {
  if (!std::isfinite(p.value) || (p.n && !(std::isfinite(*p.n) && *p.n > 0)))
    throw DomainError(fmt::format("forecast of {}: value {} and n must be finite, and n above 0", s.metric, p.value));
  if (s.kind == MetricKind::share && !(p.value >= 0 && p.value <= 1))
    throw DomainError(fmt::format("forecast of {}: the share {} is not in [0, 1]", s.metric, p.value));
}

/// Variances of the values: of shares p (1 - p) / n about their common mean with half a success and half a failure added, so that a
/// run of 0s is not free of chance; else in proportion to 1 / n. A missing n is taken to be the median of the others.
std::vector<double> value_variances(const MetricSeries& series, const std::vector<SeriesPoint>& points) {
  std::vector<double> known, variances;
  double hits = 0.5, all = 1;
  for (const auto& p : points)
    if (p.n) known.push_back(*p.n), hits += p.value * *p.n, all += *p.n;
  const double share = hits / all, usual = known.empty() ? 1 : median(known);
  const double of_one = series.kind == MetricKind::share && !known.empty() ? share * (1 - share) : 1;
  for (const auto& p : points) variances.push_back(of_one / p.n.value_or(usual));
  return variances;
}

/// Root mean square of neighbouring differences, which is what noise of variance 1 makes sqrt(2).
double difference_unit(const std::vector<SeriesPoint>& points) {
  double sum = 0;
  for (std::size_t i = 1; i < points.size(); ++i) sum += std::pow(points[i].value - points[i - 1].value, 2);
  return std::sqrt(sum / static_cast<double>(points.size() - 1) / 2);
}

}  // namespace

std::vector<SeriesPoint> points_in_use(const MetricSeries& series, const ForecastSettings& settings) {
  std::optional<std::int32_t> reset;
  for (const auto& e : settings.events)
    if (e.resets && e.day <= settings.as_of && (!reset || e.day > *reset)) reset = e.day;
  std::vector<SeriesPoint> points;
  for (const auto& p : series.points) {
    require_point(series, p);
    if (p.day <= settings.as_of && (!reset || p.day >= *reset)) points.push_back(p);
  }
  std::sort(points.begin(), points.end(), [](const SeriesPoint& a, const SeriesPoint& b) { return a.day < b.day; });
  for (std::size_t i = 1; i < points.size(); ++i)
    if (points[i].day == points[i - 1].day) throw DomainError(fmt::format("forecast of {}: two values on one day", series.metric));
  return points;
}

ForecastHistory forecast_history(const MetricSeries& series, std::vector<SeriesPoint> points, const ForecastSettings& settings) {
  ForecastHistory h;
  h.points = std::move(points);
  const std::size_t n = h.points.size();
  h.noise_is_known = series.kind == MetricKind::share && std::any_of(h.points.begin(), h.points.end(), [](const auto& p) { return p.n.has_value(); });
  h.drift_is_known = settings.drift_per_day.has_value(), h.known_drift = settings.drift_per_day.value_or(0);
  std::vector<double> steps;
  for (std::size_t i = 1; i < n; ++i) steps.push_back(h.points[i].day - h.points[i - 1].day);
  h.step = median(steps);
  h.path.noise = value_variances(series, h.points);
  double mean_noise = 0;
  for (std::size_t i = 0; i < n; ++i) mean_noise += h.path.noise[i] / static_cast<double>(n), h.centre += h.points[i].value / static_cast<double>(n);
  h.unit = h.noise_is_known ? std::sqrt(mean_noise) : difference_unit(h.points);
  for (std::size_t i = 0; i < n; ++i) {
    const double days = h.points[i].day - h.points.front().day;
    h.path.t.push_back(days / h.step);
    h.path.y.push_back((h.points[i].value - h.centre - h.known_drift * days) / h.unit);
    h.path.noise[i] /= mean_noise;
    double jumps = 0;
    for (const auto& e : settings.events)
      if (i > 0 && !e.resets && e.day > h.points[i - 1].day && e.day <= h.points[i].day) ++jumps;
    h.path.jumps.push_back(jumps);
    h.path.x.push_back({1, days / h.step});
  }
  h.path.coefficients = h.drift_is_known ? 1 : 2;
  return h;
}

std::array<double, most_coefficients> cycle_at(double days_since_first, double days, std::size_t harmonics) {
  constexpr double two_pi = 6.2831853071795864769;
  std::array<double, most_coefficients> x{1, 0};
  for (std::size_t k = 0; k < harmonics; ++k) {
    const double angle = two_pi * static_cast<double>(k + 1) * std::fmod(days_since_first, days) / days;
    x[2 + 2 * k] = std::cos(angle), x[3 + 2 * k] = std::sin(angle);
  }
  return x;
}

NoisyPath with_cycle(const ForecastHistory& history, double days, std::size_t harmonics) {
  NoisyPath path = history.path;
  path.coefficients = 2 + 2 * harmonics;
  for (std::size_t i = 0; i < path.x.size(); ++i) {
    path.x[i] = cycle_at(history.points[i].day - history.points.front().day, days, harmonics);
    path.x[i][1] = path.t[i];
  }
  return path;
}

}  // namespace premortem
