#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/metric_forecast.hpp"

namespace premortem {

enum class DayConfidence { high, medium, low };

/// high: P(ever beyond by that day) <= tolerance; low: above one half, or above a tolerance that is larger; medium: between.
/// @param probability_ever_beyond  in [0, 1]
/// @param tolerance                in (0, 1)
/// @throws DomainError outside that domain
DayConfidence day_confidence(double probability_ever_beyond, double tolerance);

/// First day with P(ever beyond by then) > tolerance, between the days of the forecast by linear interpolation, rounded down.
/// The path begins at 0 on `as_of`. Absent: not within the horizon.
/// @param days  ascending, after `as_of` (or on it), probabilities in [0, 1] that do not fall
/// @throws DomainError outside that domain
std::optional<std::int32_t> revalidate_by(std::int32_t as_of, const std::vector<ForecastDay>& days, double tolerance);

struct RetrainCosts {
  double preventive = 0;     ///< of a retraining that is planned, > 0
  double breach = 0;         ///< of a breach, with the retraining that follows
  std::optional<double> harm_per_day_beyond;  ///< accrued while it is beyond the limit and not yet noticed; needs days_to_notice
  double effectiveness = 1;  ///< share of the margin at the last reset that a retraining restores, in (0, 1]
  std::optional<double> days_to_notice;  ///< from a breach until the retraining it calls for, >= 0, may be infinite; absent: at once
  std::optional<double> margin_left;     ///< share of the margin at the last reset that is left today, > 0; absent: all of it
};

struct RetrainPlan {
  std::optional<double> after_days;         ///< after as_of, of the next retraining; absent: there is no optimum, and why
  std::optional<double> cost_per_day;       ///< in the long run, all cycles after the next retraining
  std::optional<double> retrains_per_year;  ///< likewise, planned ones and those after a breach
  std::string why;
};

/// Age replacement on the forecast's F, straight between its days: minimises, with G(t) = F(t - days_to_notice),
///   [preventive (1 - G(T)) + breach G(T) + harm integral_0^T (F - G)] / integral_0^T (1 - G).
/// Without harm and at once noticed that is the textbook form. A retraining restores effectiveness / margin_left times the margin
/// of today, and the path from there takes that many times as long (exact where drift carries it; where wandering does, it would be
/// the square): later cycles cost g a day, and the next retraining minimises cost - g x length of the cycle that is running. With
/// both 1 that is the same T.
/// Absent where that is smallest at the end of what is forecast, or less than a thousandth below it: "only on evidence".
/// @param days  as for revalidate_by
/// @throws DomainError for costs or shares outside their domain, or days that are
/// Source: Barlow & Hunter (1960), Operations Research 8(1), 90-100. The path after a partial restoration is of our own.
RetrainPlan retrain_plan(std::int32_t as_of, const std::vector<ForecastDay>& days, const RetrainCosts& costs);

}  // namespace premortem
