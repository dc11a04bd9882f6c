#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/trigger_design.hpp"

namespace premortem {

/// A number of days that is not the same every time.
struct DayLaw {
  double mean = 0, p50 = 0, p90 = 0, p95 = 0;
};

/// Days until the rule fires: checks / checks_per_day.
DayLaw detection_days(const Monitor& monitor, const RunLength& delay);

/// Days until harm ends: detection, plus half a check interval (a window) or minus half of one (an instant), since a
/// change does not wait for a check; plus the lag of the labels and the time to respond.
double days_to_rollback(const Monitor& monitor, double checks);
DayLaw rollback_days(const Monitor& monitor, const RunLength& delay);

/// Days until harm ends on average, where it ends after `most_days` in any case: E[min(days to rollback, most_days)].
double days_until_rollback(const Monitor& monitor, const RunLength& delay, double most_days);

/// Excess harm a day at a level, over that at the baseline: exposures a day * |level - baseline| * harm per exposure for
/// counts; for values exposures a day * harm per exposure at the bad level, and in proportion between. Absent where
/// exposures or harm per exposure are not stated.
std::optional<double> harm_per_day(const Monitor& monitor, double level, double exposure);

/// The level between baseline and bad level at which the trigger lets through most harm: a smaller failure is noticed
/// later. What is not noticed for `undetected_days`, or a year where that is not stated, is counted so long. Found by branch
/// and bound to 5%.
struct WorstShift {
  double level = 0, mean = 0;
};

struct HarmBeforeRollback {
  double mean = 0, p95 = 0;
  WorstShift worst;
};
/// @param delay_at  the delay at a level
std::optional<HarmBeforeRollback> harm_before_rollback(const Monitor& monitor, const TriggerCandidate& chosen, const std::function<RunLength(double)>& delay_at, double exposure);

/// The chance that the rule fires before the first user reports: reports come as a Poisson stream of excess bad exposures a
/// day (all exposures, for values) times the share of them that is reported.
std::optional<double> noticed_by_us(const Monitor& monitor, const RunLength& delay, double exposure);

/// Expected yearly loss without the trigger minus with it: shifts a year times the harm of the days that it saves, minus
/// false rollbacks a year times their cost. Absent, with the reason, where a part is not stated or the units differ.
struct TriggerValue {
  std::optional<double> per_year;
  std::string why;
};
TriggerValue value_of_trigger(const Monitor& monitor, const TriggerCandidate& chosen, double exposure);

/// Whether every part of the yearly cost of false rollbacks and of harm is stated, in money.
bool has_yearly_cost(const Monitor& monitor);

/// False alarms a quarter that make the yearly cost least: false rollbacks * their cost + shifts * harm before rollback.
/// Absent where a part of the cost is not stated.
std::optional<double> cheapest_budget(const Monitor& monitor, double exposure);

/// Time to alert of a burn rate rule in seconds, if errors come evenly after none: factor * (1 - slo) * window / error share,
/// which is never longer than the window. Absent where the error share is below factor * (1 - slo): the window never shows that much.
/// Source: Beyer et al. (2018), The Site Reliability Workbook, chapter 5.
std::optional<double> burn_rate_seconds(double factor, double slo, double window_hours, double error_share);

}  // namespace premortem
