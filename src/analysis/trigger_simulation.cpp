#include "analysis/trigger_simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/statistics/run_length_simulation.hpp"

namespace premortem {
namespace {

RunLengthDraws draws_of(const Monitor& m, const char* what, const TriggerSettings& settings) {
  RunLengthDraws draws;
  draws.key = {settings.seed, variable_id(fmt::format("trigger/{}/{}", m.title(), what))};
  return draws;
}

/// Checks after which a chart has forgotten how it began.
long warm_up(const ControlChart& chart) {
  constexpr long usual = 60;
  if (const auto* burn = std::get_if<BurnRateChart>(&chart)) return std::max(usual, static_cast<long>(burn->long_checks));
  if (const auto* streak = std::get_if<ConsecutiveChart>(&chart)) return std::max(usual, static_cast<long>(streak->window + streak->times));
  return usual;
}

/// P(the long window is at its limit at one check): no rule that needs it fires more often.
double window_passes(const Monitor& m, const BurnRateChart& chart, double exposure) {
  return exceedance(sum_of_checks_at(m, m.baseline, chart.long_checks, exposure), chart.long_limit);
}

/// A delay of which no run ended is not what none in so many leaves possible: nothing is known of it but that it is long.
RunLength without_bound(RunLength delay) {
  if (delay.relative_error >= 1) delay.hazard = 0;
  return delay;
}

}  // namespace

bool is_simulated(const Monitor& m, const TriggerRule& rule, double exposure) {
  return !has_exact_run_length(chart_of(m, rule, exposure)) || (m.phi != 0 && !rule.parameter("phi"));
}

TriggerCandidate simulated_candidate(const Monitor& m, const TriggerRule& rule, const TriggerSettings& settings) {
  const ControlChart chart = chart_of(m, rule, settings.exposure);
  const CheckLaw normal = step_at(m, rule, m.baseline, settings.exposure).later, bad = step_at(m, rule, m.bad_level, settings.exposure).later;
  const double phi = rule.parameter("phi") ? 0 : m.phi;  // what whitening leaves is independent
  RunLength quiet = simulated_run_length(chart, {normal, normal, phi}, draws_of(m, "false alarms", settings));
  const auto* burn = std::get_if<BurnRateChart>(&chart);
  if (burn && quiet.relative_error >= 1) quiet.hazard = std::min(quiet.hazard, window_passes(m, *burn, settings.exposure));
  const double checks = m.checks_per_day * days_per_quarter;
  TriggerCandidate c;
  c.rule = rule;
  c.false_alarms = {mean(quiet), checks / mean(quiet), fired_within(quiet, checks), {}, {}, quiet.relative_error};
  c.delay = without_bound(simulated_run_length_after(chart, {normal, bad, phi}, warm_up(chart), draws_of(m, "delay", settings)));
  return c;
}

RunLength simulated_delay(const Monitor& m, const TriggerRule& rule, double level, const TriggerSettings& settings) {
  const ControlChart chart = chart_of(m, rule, settings.exposure);
  const CheckLaw normal = step_at(m, rule, m.baseline, settings.exposure).later;
  auto draws = draws_of(m, "levels", settings);
  draws.most_checks = 400'000, draws.most_runs = 1'000;
  return without_bound(simulated_run_length_after(chart, {normal, step_at(m, rule, level, settings.exposure).later, rule.parameter("phi") ? 0 : m.phi}, warm_up(chart), draws));
}

}  // namespace premortem
