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
  level                ///< no drift and no wandering: a constant seen through noise; only scored, no days are from it
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
  bool drift_is_shown = false;              ///< toward the limit, beyond chance at 5%, by the wiener (or seasonal) model or by a straight line; the limits of drift_per_day leave open more paths, and may hold 0
  double noise_inflation = 1;               ///< variance of one value over what its n explains; 1: no more than that, or n is not known
  std::optional<double> residual_autocorrelation;  ///< at lag 1, of the distances from the least-squares line
  std::optional<std::int32_t> breach_p10, breach_p50, breach_p90;  ///< days by which it will have happened so likely; absent: not within what is forecast, or no date
  std::vector<ForecastDay> days;            ///< as_of + step_days, ... up to the horizon; empty where nothing can be forecast
  std::vector<std::string> cautions;        ///< sentences: inflation, autocorrelation, few points
};

/// When will a metric pass its limit?
///
/// Model. y_i = level + drift t + W(t) [+ cycle] + noise, W a Wiener process whose drift may wander too. The variance of the noise is inflation times
/// p(1-p)/n_i at the mean share p, or v/n_i with v unknown (a missing n: the median of the others). The restricted likelihood is exact and takes time
/// linear in the points (Kalman filter, diffuse start); the ratio of wandering to noise is integrated over a grid, their scale by quadrature, level, drift
/// and cycle in closed form, so that limits are mixtures of Student's t and carry the doubt in all of them. The priors are wide on purpose: 90% bands
/// are to hold 90% also of short paths (measured: 86 to 100% of Wiener, gamma and seasonal paths of 12 to 110 values; not so of those whose drift
/// bends unnoticed: of 52 values 77 to 92% a quarter of the history ahead and 64 to 91% half of it, of 104 values 50 to 79% a quarter of it). The price: with few noisy values probability_ever_beyond is well above what
/// happens (12 values: 0.25 stated, 0.02 happened). In the days of wiener and local_linear_trend it is left open whether the drift bends.
///
/// Ranking. Mean CRPS of the values at rolling origins in the last third (at most ten), 1, 4 and 13 points ahead. The days are from the best, but never
/// from a constant, and from a bending drift only where it is 20 times as likely as a constant one: a short test is often won by luck.
///
/// Date. breach_* are given only where the drift toward the limit is shown (by the wiener model, one-sided 5%, or by a straight line in noise
/// that may be correlated or wander, one-sided 3%, which errs in about 5% together), or wandering
/// that noise about a constant does not explain, correlated up to 0.8 from one value to the next (a likelihood 40 times as large). Not of a series that
/// oscillates (it turns more often than chance, or one cycle, seen twice or more, holds 60% of its movement about a line; each at 1%, and only where the line holds less than 80%). Not beyond the
/// horizon, three times the history after its last value, or a quarter of it where the drift is seen to bend; nor from the next reset on. With fewer than six points since the last
/// reset, values all equal, or a last value longer ago than three times the history, nothing is computed. Breached is what is beyond today with a probability above 0.9; between one half and that, why
/// says so. The stretch since is of the smoothed metric. An event that does not reset adds, on its day, the variance of one difference of neighbouring
/// values, behind and ahead. A share's level, expectation and band are cut to [0, 1]. probability_ever_beyond is that of first_passage.hpp for a
/// straight path, else mostly within 0.02 and at most 0.05 off (26 checks, by brute force).
///
/// Without a limit the days carry probabilities of 0 and there is no date. The same bits in any order of the points.
/// @throws DomainError for a value or n that is not finite, n <= 0, a share outside [0, 1], two values on one day, a limit, drift or check that is not
///   finite, horizon or step < 1, confidence outside (0, 1)
/// Source: Durbin & Koopman (2012), Time Series Analysis by State Space Methods; Gneiting & Raftery (2007), JASA 102.
MetricForecast forecast_metric(const MetricSeries& series, const std::optional<MetricLimit>& limit, const ForecastSettings& settings);

}  // namespace premortem
