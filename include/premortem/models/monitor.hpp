#pragma once
#include <map>
#include <optional>
#include <string>

#include "premortem/core/place.hpp"
#include "premortem/models/trigger_rule.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// What a check of a monitor shows.
enum class MonitorStatistic {
  normal,    ///< a value around its baseline with a standard deviation
  binomial,  ///< how many of n_per_check are bad; levels are shares
  poisson,   ///< how many events among the exposures since the last check; levels are events per exposure
};

std::string_view name_of(MonitorStatistic statistic);

/// What happens between two checks.
enum class Sampling {
  window,   ///< a check summarises what came since the one before
  instant,  ///< a check looks at the moment
};

/// A row of monitors.csv: what is watched, how often, what is normal and what must be noticed.
struct Monitor {
  std::string name, metric, cohort;
  double baseline = 0;   ///< the level while nothing is wrong
  double bad_level = 0;  ///< the level that must be noticed
  double checks_per_day = 1;
  std::optional<double> n_per_check, sd;
  double phi = 0;                          ///< correlation of neighbouring checks
  std::optional<double> baseline_n;        ///< observations behind the baseline: checks (normal), items (counts)
  double label_lag_days = 0, response_hours = 0;
  std::optional<double> false_alarms_per_quarter;  ///< its own budget
  std::optional<double> cost_false_rollback;
  std::optional<double> exposures_per_day, harm_per_exposure;
  std::string harm_currency;               ///< harm_per_exposure is money in it; empty: harms, or money as `harm_is_money` says
  bool harm_is_money = false;
  std::optional<double> shifts_per_year, user_report_rate;
  std::optional<double> undetected_days;   ///< how long a shift would last without the trigger
  Sampling sampling = Sampling::window;
  std::optional<TriggerRule> rule;         ///< to audit; absent: one is chosen
  std::string rule_text;                   ///< as written
  Place place;
  std::map<std::string, CellOrigin> cells = {};  ///< by column name, those that say something

  MonitorStatistic statistic() const;
  /// Whether the bad level lies below the normal one.
  bool falls() const { return bad_level < baseline; }
  /// Events that become fewer: a lower count is the worse one, and there is no number of items that it is missing from.
  bool watches_fewer_events() const { return falls() && statistic() == MonitorStatistic::poisson; }
  /// "agent errors (de)": name and cohort.
  std::string title() const;
  bool operator==(const Monitor&) const = default;
};

constexpr double days_per_quarter = 91.3125;

/// What one check shows at a level; a fall toward the bad level is turned into a rise. Normal checks are in standard
/// deviations from the baseline.
/// @param exposure  multiple of exposures_per_day, on which Poisson counts depend
CheckLaw check_at(const Monitor& monitor, double level, double exposure);

/// What the whitened checks of a rule with `phi` show after a step to a level: the first one, and the others. Without
/// `phi` both are check_at.
struct StepLaws {
  CheckLaw first, later;
};
StepLaws step_at(const Monitor& monitor, const TriggerRule& rule, double level, double exposure);

/// The chart of a rule in the units of check_at.
/// @throws Refusal where this monitor cannot have the rule, and why
ControlChart chart_of(const Monitor& monitor, const TriggerRule& rule, double exposure);

/// What the checks of so many in a row show together: counts only.
CheckLaw sum_of_checks_at(const Monitor& monitor, double level, int checks, double exposure);

/// Items of a binomial check; exposures of a Poisson one.
double items_per_check(const Monitor& monitor, double exposure);

/// Distance from baseline to bad level in standard deviations of a value, as a rule that takes out the correlation sees it.
double shift_of(const Monitor& monitor, double phi);

/// What a check shows as the chart is fed it (a value in standard deviations toward the bad level, a count of what is
/// missing where it falls), and back: a limit of a chart as the metric shows it.
double fed_value(const Monitor& monitor, double shown);
double shown_value(const Monitor& monitor, double fed);

/// The number of a check of which the value is known, in the units of check_at.
/// @param n  items of a binomial check, or exposures of a Poisson one, where they differ from the usual; the count is then
///           scaled to the usual number
double check_value(const Monitor& monitor, double value, std::optional<double> n, double exposure);

}  // namespace premortem
