#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/metric_forecast.hpp"

namespace premortem {

enum class DayConfidence { high, medium, low };

/// high: P(ever beyond by that day) <= tolerance; low: above one half; medium: between.
DayConfidence day_confidence(double probability_ever_beyond, double tolerance);

/// First day with P(ever beyond by then) > tolerance, between the days of the forecast by linear interpolation, rounded down.
/// Absent: not within the horizon.
std::optional<std::int32_t> revalidate_by(std::int32_t as_of, const std::vector<ForecastDay>& days, double tolerance);

struct RetrainCosts {
  double preventive = 0;     ///< of a retraining that is planned
  double breach = 0;         ///< of a breach, with the retraining that follows
  std::optional<double> harm_per_day_beyond;  ///< accrued while it is beyond the limit and not yet noticed
  double effectiveness = 1;  ///< share of the margin at the last reset that a retraining restores, in (0, 1]
};

struct RetrainPlan {
  std::optional<double> after_days;  ///< optimum; absent: there is none, and why
  std::optional<double> cost_per_day;
  std::optional<double> retrains_per_year;
  std::string why;
};

/// Age replacement: minimises [c_p (1 - F(T)) + c_f F(T)] / integral_0^T (1 - F). Absent where F has no optimum within what is
/// known of it: "only on evidence".
/// Source: Barlow & Hunter (1960), Operations Research 8.
RetrainPlan retrain_plan(std::int32_t as_of, const std::vector<ForecastDay>& days, const RetrainCosts& costs);

}  // namespace premortem
