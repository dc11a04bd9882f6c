#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// A measured value of a metric.
struct SeriesPoint {
  std::int32_t day = 0;     ///< since 1970-01-01
  double value = 0;
  std::optional<double> n;  ///< items behind it; a share then has sampling variance p (1 - p) / n
};

/// How a metric is measured, which says what chance does to one value.
enum class MetricKind {
  share,  ///< in [0, 1], with n items: binomial
  mean    ///< anything else: the scatter of one value is estimated from the series, in proportion to 1 / n where n is known
};

/// One metric of one cohort, ascending by day, one value a day.
struct MetricSeries {
  std::string metric, cohort;
  MetricKind kind = MetricKind::mean;
  std::vector<SeriesPoint> points;
};

/// Which side of its limit is bad: below a floor, above a ceiling.
enum class LimitSide { floor, ceiling };

struct MetricLimit {
  double level = 0;
  LimitSide side = LimitSide::floor;
};

/// What is known to happen to the path of a metric on a day.
struct PathEvent {
  std::int32_t day = 0;
  bool resets = false;  ///< release, retrain: the values before it say nothing of the level or the drift after it
};

enum class ForecastModel {
  wiener,              ///< Brownian motion with drift, seen through sampling noise
  gamma_process,       ///< only ever worsens, in jumps; of paths that do
  local_linear_trend,  ///< level and drift both wander (Kalman)
  seasonal,            ///< wiener and a cycle of a week or a year, of which two must have been seen
  level                ///< no drift and no wandering: a constant seen through noise
};

struct ForecastSettings {
  double confidence = 0.95;       ///< two-sided, of the intervals of estimates; the band of the metric is 90%
  std::int32_t as_of = 0;         ///< the day taken as today; points after it are not looked at
  int horizon_days = 182;
  int step_days = 7;              ///< between the days that are returned
  std::optional<double> check_every_days;  ///< absent: the median step of the series; 0: watched all the time
  std::optional<double> drift_per_day;     ///< taken in place of the estimate, as known
  std::vector<PathEvent> events;
};

/// What may be expected of the metric on a day.
struct ForecastDay {
  std::int32_t day = 0;
  double expected = 0, low = 0, high = 0;  ///< of the metric itself, without sampling noise; 90%
  double probability_beyond = 0;           ///< P(it is on the bad side on that day)
  double probability_ever_beyond = 0;      ///< P(it has been there at a check by that day)
};

/// An estimate with limits; absent where it is not defined, and why.
struct ForecastEstimate {
  std::optional<double> value;
  std::optional<Interval> limits;
  std::string why;
};

/// One model's fit to the series, and how well it forecast values that it had not seen.
struct ForecastFit {
  ForecastModel model = ForecastModel::wiener;
  std::optional<double> crps;    ///< mean over rolling origins, in units of the metric; smaller is better
  std::size_t origins = 0;
  std::string why;               ///< why it was not fitted or not scored; empty: it was
};

enum class ForecastStatus { ok, breached, no_date };

struct MetricForecast {
  ForecastStatus status = ForecastStatus::no_date;
  std::string why;                          ///< of no_date
  std::optional<std::int32_t> breached_since;  ///< status breached: the first day of the stretch that has lasted until today
  ForecastModel model = ForecastModel::level;  ///< that the days are from
  std::vector<ForecastFit> models;          ///< best first, then those that were not scored
  std::size_t points = 0;                   ///< that were used, after the last reset
  ForecastEstimate drift_per_day;           ///< positive: upward
  ForecastEstimate volatility;              ///< per root day, of the metric itself without sampling noise
  ForecastEstimate level;                   ///< today
  bool drift_is_shown = false;              ///< toward the limit, beyond chance at 5%
  double noise_inflation = 1;               ///< variance of one value over what its n explains; 1: no more than that
  std::optional<double> residual_autocorrelation;  ///< at lag 1, of one-step residuals of a constant drift
  std::optional<std::int32_t> breach_p10, breach_p50, breach_p90;  ///< days by which it will have happened so likely; absent: not within what is forecast, or no date
  std::vector<ForecastDay> days;            ///< as_of + step_days, ... up to the horizon; empty where nothing can be forecast
  std::vector<std::string> cautions;        ///< sentences: inflation, autocorrelation, few points
};

/// When will the metric pass its limit?
/// A date (breach_*) is given only where the drift toward the limit, or wandering that sampling noise does not explain, is shown
/// beyond chance, and only within three times the history. Fewer than six points, no trend, an oscillating series, or a value
/// beyond the limit today: no date, and why.
/// Without a limit (absent) the days carry probabilities of 0 and there is no date.
/// The same bits in any order of the points.
/// @throws DomainError for a value or n that is not finite, n <= 0, a share outside [0, 1], horizon or step < 1
MetricForecast forecast_metric(const MetricSeries& series, const std::optional<MetricLimit>& limit, const ForecastSettings& settings);

}  // namespace premortem
