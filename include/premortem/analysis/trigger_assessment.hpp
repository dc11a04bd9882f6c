#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/case.hpp"
#include "premortem/models/trigger_harm.hpp"
#include "premortem/models/trigger_replay.hpp"
#include "premortem/models/triggered_harm.hpp"

namespace premortem {

struct TriggerSettings {
  double exposure = 1;  ///< multiple of exposures_per_day
  std::uint64_t seed = 1;
  int jobs = 1;         ///< threads; the result has the same bits for any number
  std::optional<std::string> as_of = {};  ///< ISO date taken as today, by which a history may be stale
};

/// Where the number of false alarms a monitor may have comes from.
enum class BudgetSource {
  own,       ///< its row
  cheapest,  ///< the one that makes its yearly cost least
  shared,    ///< an equal part of what feature.csv states for all that state none
  unstated,  ///< an equal part of one a quarter, because nothing is stated
};

/// How many items come between two checks.
struct MonitorTraffic {
  double per_check = 0;
  std::string of;  ///< the failure mode whose chain says so; empty: exposures_per_day does
};

/// What the case says of one monitor.
struct TriggerReading {
  std::size_t monitor = 0;   ///< number in Case::monitors
  Monitor watched;           ///< that monitor as it can be carried out: n_per_check is no more than there is at this exposure
  std::optional<MonitorTraffic> traffic;  ///< of a share, where the case says it
  std::string why;           ///< not empty: no rule, for this reason, and nothing else
  std::optional<TriggerCandidate> rule;  ///< the one audited or chosen
  bool audited = false;
  double budget = 0;         ///< false alarms a quarter that rules are chosen for; an audited rule's own rate
  BudgetSource budget_source = BudgetSource::own;
  std::vector<TriggerCandidate> others;  ///< chosen for the same budget, shortest delay first
  DayLaw detection, rollback;
  std::optional<double> creeping_days;  ///< until it fires on average if the level rises evenly to the bad one over `creep_over_days`
  std::optional<HarmBeforeRollback> harm;
  std::string harm_why;
  std::optional<double> noticed_by_us;
  std::string noticed_why;
  TriggerValue value;
  std::optional<double> even_burn_seconds;  ///< burn rate rules: time to alert if errors come evenly at the bad level
  std::string even_burn_why;
  std::optional<Replay> replay;
  std::string replay_why;
  std::string gate_why;  ///< not empty: the history does not say whether it fires today, for this reason
};

constexpr double creep_over_days = 28;

struct TriggerAssessment {
  TriggerSettings settings;
  std::vector<TriggerReading> triggers;  ///< in the order of the case
  double false_alarms_per_quarter = 0;   ///< of all together
  double any_false_in_quarter = 0;       ///< probability that at least one cries wolf, if they do so independently
};

/// @throws Refusal if the case has no monitors
TriggerAssessment assess_triggers(const Case& subject, const TriggerSettings& settings);

/// Whether a case's rules hold at the latest data, for a gate.
struct TriggerGate {
  std::vector<std::size_t> firing;   ///< positions in TriggerAssessment::triggers
  std::vector<std::size_t> unknown;  ///< those that no data can judge
};
TriggerGate trigger_gate(const TriggerAssessment& assessment);

/// The monitor that a failure mode names in its column monitor, if exactly one row has that name.
std::optional<std::size_t> monitor_of(const Case& subject, const FailureMode& mode);

}  // namespace premortem
