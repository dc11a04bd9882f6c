#pragma once
#include <vector>

#include "models/path_filter.hpp"
#include "premortem/models/metric_forecast.hpp"

namespace premortem {

/// What of a series a forecast looks at, in the units of its filter.
struct ForecastHistory {
  std::vector<SeriesPoint> points;  ///< ascending, after the last reset, not after as_of
  NoisyPath path;                   ///< level and drift; only the level where the drift is known
  double unit = 1;                  ///< of y, in the metric
  double centre = 0;                ///< of y
  double step = 1;                  ///< of t, in days: the median
  double known_drift = 0;           ///< a day, taken from y
  bool drift_is_known = false;
  bool noise_is_known = false;      ///< at least what chance does to shares of n
  double span() const { return points.back().day - points.front().day; }
};

/// Cut at the last reset at or before as_of, and sorted. @throws DomainError as forecast_metric
std::vector<SeriesPoint> points_in_use(const MetricSeries& series, const ForecastSettings& settings);

/// At least two points, not all of one value.
ForecastHistory forecast_history(const MetricSeries& series, std::vector<SeriesPoint> points, const ForecastSettings& settings);

/// The same with a cycle of `days`, of so many harmonics (one or two).
NoisyPath with_cycle(const ForecastHistory& history, double days, std::size_t harmonics);

/// cos and sin of the harmonics at a day after the first point.
std::array<double, most_coefficients> cycle_at(double days_since_first, double days, std::size_t harmonics);

}  // namespace premortem
