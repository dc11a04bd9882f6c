#include "analysis/harm_trigger.hpp"

#include <fmt/format.h>

#include <cmath>

#include "analysis/harm_mode.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

/// The monitor and the chain speak of the same traffic; where they differ by more than a rounding, one of them is off.
void compare_exposures(const Case& subject, const FailureMode& mode, const Monitor& monitor, double days, ModeAssessment& m) {
  const auto population = point_of(subject.leaves[mode.stages.front().leaf]);
  if (!population || !monitor.exposures_per_day) return;
  constexpr double rounding = 0.05;
  const double watched = *monitor.exposures_per_day * days;
  if (std::abs(watched / population->value - 1) <= rounding) return;
  m.cautions.push_back(fmt::format("The monitor counts {} exposures a {}, the chain begins with {}: with the trigger the limit follows the monitor.", number_text(watched, Rounding::nearest),
                                   period_of(subject, mode), number_text(population->value, Rounding::nearest)));
}

void add_trigger(const Case& subject, const TriggerAssessment& triggers, double exposure, ModeAssessment& m) {
  const FailureMode& mode = subject.failure_modes[m.mode];
  m.trigger = monitor_of(subject, mode);
  if (!m.trigger) {
    m.with_trigger_why = mode.monitor.empty() ? "no monitor is named" : fmt::format("monitors.csv has no single row \"{}\"", mode.monitor);
    return;
  }
  const auto& reading = triggers.triggers[*m.trigger];
  const auto days = days_in(period_of(subject, mode));
  const auto& bound = m.standing().bound;
  if (!reading.rule || !days || !bound.interval) {
    m.with_trigger_why = !reading.rule ? reading.why : !days ? "nothing says how long the period is" : bound.why;
    return;
  }
  const Monitor& monitor = reading.watched;
  try {
    m.with_trigger = triggered_harm(monitor, reading.rule->rule, bound.interval->high, *days, exposure);
    compare_exposures(subject, mode, monitor, *days, m);
  } catch (const Refusal& refusal) {
    m.with_trigger_why = refusal.what();
  }
}

}  // namespace

void add_triggers(const Case& subject, HarmAssessment& a) {
  if (subject.monitors.empty()) {
    for (auto& m : a.failure_modes) m.with_trigger_why = "no monitors.csv";
    return;
  }
  TriggerSettings settings{a.settings.exposure(), a.settings.simulation.seed, a.settings.simulation.jobs, a.settings.as_of};
  a.triggers = assess_triggers(subject, settings);
  for (auto& m : a.failure_modes) add_trigger(subject, *a.triggers, settings.exposure, m);
}

}  // namespace premortem
