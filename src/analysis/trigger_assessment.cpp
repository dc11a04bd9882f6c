#include "premortem/analysis/trigger_assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/monitor_traffic.hpp"
#include "analysis/trigger_simulation.hpp"
#include "core/in_parallel.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/models/sampled_monitor.hpp"

namespace premortem {
namespace {

/// Monitors that state no budget share one; what makes its own cost least needs none.
double shared_budget(const Case& subject) {
  const auto sharing = std::count_if(subject.monitors.begin(), subject.monitors.end(), [&](const Monitor& m) {
    const bool priced = !subject.feature.false_alarms_per_quarter && has_yearly_cost(m);
    return !m.false_alarms_per_quarter && !m.rule && !priced;
  });
  return subject.feature.false_alarms_per_quarter.value_or(1) / static_cast<double>(std::max<std::ptrdiff_t>(1, sharing));
}

void choose_budget(const Case& subject, const Monitor& m, const TriggerSettings& settings, TriggerReading& r) {
  if (m.false_alarms_per_quarter) {
    r.budget = *m.false_alarms_per_quarter;
    return;
  }
  r.budget = shared_budget(subject);
  r.budget_source = subject.feature.false_alarms_per_quarter ? BudgetSource::shared : BudgetSource::unstated;
  if (subject.feature.false_alarms_per_quarter || m.rule) return;
  const auto cheapest = cheapest_budget(m, settings.exposure);
  if (cheapest) r.budget = *cheapest, r.budget_source = BudgetSource::cheapest;
}

/// The rules that could stand in its place: no more false alarms, and not the same.
void add_others(const Monitor& m, const TriggerSettings& settings, TriggerReading& r) {
  constexpr double least = 1e-6;
  try {
    r.others = candidates_within(m, std::max(r.budget, least), settings.exposure);
    std::erase_if(r.others, [&](const auto& c) { return c.false_alarms.per_quarter > r.budget * (1 + 1e-9) || text_of(c.rule) == text_of(r.rule->rule); });
  } catch (const Refusal&) {
    return;  // the audited rule stands alone
  }
}

void audit(const Monitor& m, const TriggerSettings& settings, TriggerReading& r) {
  r.audited = true;
  r.rule = is_simulated(m, *m.rule, settings.exposure) ? simulated_candidate(m, *m.rule, settings) : candidate(m, *m.rule, settings.exposure);
  r.budget = std::isfinite(r.rule->false_alarms.per_quarter) ? r.rule->false_alarms.per_quarter : 1;
  add_others(m, settings, r);
}

void choose(const Monitor& m, const TriggerSettings& settings, TriggerReading& r) {
  r.others = candidates_within(m, r.budget, settings.exposure);
  const auto best = recommended(r.others);
  r.rule = r.others[best];
  r.others.erase(r.others.begin() + static_cast<std::ptrdiff_t>(best));
}

/// Absent where that is too many checks to follow.
std::optional<double> creeping_days(const Monitor& m, const TriggerRule& rule, double exposure) {
  const auto chart = chart_of(m, rule, exposure);
  const double checks = std::max(1.0, creep_over_days * m.checks_per_day);
  constexpr double most_followed = 100'000;
  if (checks > most_followed) return std::nullopt;
  constexpr double most_rebuilt = 14;  // the law changes in so many steps at most
  const double step = std::max(1.0, std::ceil(checks / most_rebuilt));
  const auto law_at = [&](long n) {
    const double risen = std::min(1.0, std::ceil(static_cast<double>(n) / step) * step / checks);
    return step_at(m, rule, m.baseline + (m.bad_level - m.baseline) * risen, exposure).later;
  };
  return mean(run_length_along(chart, law_at, static_cast<long>(std::ceil(checks)))) / m.checks_per_day;
}

void add_harm(const Monitor& m, const TriggerSettings& settings, TriggerReading& r) {
  if (!harm_per_day(m, m.bad_level, settings.exposure)) {
    r.harm_why = !m.exposures_per_day ? "exposures_per_day is not stated" : "harm_per_exposure is not stated";
    return;
  }
  const bool drawn = is_simulated(m, r.rule->rule, settings.exposure);
  const auto delay_at = [&](double level) {
    return drawn ? simulated_delay(m, r.rule->rule, level, settings) : delays_at(m, r.rule->rule, {&level, 1}, settings.exposure).front();
  };
  try {
    r.harm = harm_before_rollback(m, *r.rule, delay_at, settings.exposure);
  } catch (const Refusal& refusal) {
    r.harm_why = refusal.what();
  }
}

void add_replay(const Case& subject, const Monitor& m, const TriggerSettings& settings, TriggerReading& r) {
  std::vector<HistoryPoint> points;
  for (const auto& p : subject.history)
    if (folded_name(p.metric) == folded_name(m.metric) && folded_name(p.cohort) == folded_name(m.cohort)) points.push_back(p);
  if (points.empty()) {
    r.replay_why = subject.history.empty() ? "no history is given (--on history.csv)"
                                           : fmt::format("the history has no \"{}\"{}", m.metric, m.cohort.empty() ? "" : fmt::format(" of cohort \"{}\"", m.cohort));
    r.gate_why = r.replay_why;
    return;
  }
  r.replay = replayed(m, *r.rule, points, settings.exposure, settings.as_of);
  if (is_stale(m, *r.replay)) r.gate_why = fmt::format("the history ends on {}, {:.0f} days before today", r.replay->last_date, *r.replay->days_old);
}

/// The monitor; a failure mode that is watched and audited says how long a shift lasts without it.
Monitor with_audit(const Case& subject, std::size_t number) {
  Monitor m = subject.monitors[number];
  for (const auto& mode : subject.failure_modes)
    if (!m.undetected_days && mode.audit_every_days && monitor_of(subject, mode) == number) m.undetected_days = mode.audit_every_days;
  return m;
}

void add_even_burn(const Monitor& m, TriggerReading& r) {
  const TriggerRule& rule = r.rule->rule;
  r.even_burn_why = "not a burn rate";
  if (rule.kind != RuleKind::burn_rate) return;
  const double errors = m.falls() ? 1 - m.bad_level : m.bad_level;
  r.even_burn_seconds = burn_rate_seconds(*rule.parameter("factor"), *rule.parameter("slo"), *rule.parameter("long"), errors);
  if (!r.even_burn_seconds)
    r.even_burn_why = fmt::format("errors that come evenly at the bad level, {:.6g}%, never reach the {:.6g}% at which it alerts: it fires only where they cluster by chance", 100 * errors,
                                  100 * threshold_of(rule));
}

TriggerReading reading(const Case& subject, std::size_t number, const TriggerSettings& settings) {
  TriggerReading r;
  r.monitor = number;
  r.watched = with_audit(subject, number);
  r.traffic = traffic_of(subject, number, settings.exposure);
  const Monitor& m = r.watched;
  try {
    if (r.traffic) r.watched = sampled_from(r.watched, r.traffic->per_check);
    choose_budget(subject, m, settings, r);
    m.rule ? audit(m, settings, r) : choose(m, settings, r);
  } catch (const Refusal& refusal) {
    r.why = refusal.what();
    return r;
  } catch (const DomainError& problem) {  // numbers beyond what any formula takes
    r.why = problem.what();
    return r;
  }
  const bool drawn = is_simulated(m, r.rule->rule, settings.exposure);
  r.detection = detection_days(m, r.rule->delay);
  r.rollback = rollback_days(m, r.rule->delay);
  try {
    if (!drawn && r.rule->rule.sides == Sides::one) r.creeping_days = creeping_days(m, r.rule->rule, settings.exposure);
  } catch (const Refusal&) {
    // takes too long: it is left out, and its why says when that is
  }
  add_harm(m, settings, r);
  r.noticed_by_us = noticed_by_us(m, r.rule->delay, settings.exposure);
  if (!r.noticed_by_us) r.noticed_why = !m.user_report_rate ? "user_report_rate is not stated" : "exposures_per_day is not stated";
  r.value = value_of_trigger(m, *r.rule, settings.exposure);
  add_even_burn(m, r);
  add_replay(subject, m, settings, r);
  return r;
}

void sum_up(TriggerAssessment& a) {
  double none = 1;
  for (const auto& r : a.triggers) {
    if (!r.rule) continue;
    a.false_alarms_per_quarter += r.rule->false_alarms.per_quarter;
    none *= 1 - r.rule->false_alarms.any_in_quarter;
  }
  a.any_false_in_quarter = 1 - none;
}

}  // namespace

std::optional<std::size_t> monitor_of(const Case& subject, const FailureMode& mode) {
  std::optional<std::size_t> found;
  if (mode.monitor.empty()) return found;
  for (std::size_t i = 0; i < subject.monitors.size(); ++i) {
    const auto& m = subject.monitors[i];
    if (folded_name(m.name) != folded_name(mode.monitor) && folded_name(m.title()) != folded_name(mode.monitor)) continue;
    if (found) return std::nullopt;  // one a cohort: none of them watches all
    found = i;
  }
  return found;
}

TriggerAssessment assess_triggers(const Case& subject, const TriggerSettings& settings) {
  if (subject.monitors.empty()) throw Refusal("the case states no monitor; add monitors.csv (columns monitor, metric, baseline, bad_level and one of sd, n_per_check, exposures_per_day)");
  TriggerAssessment a;
  a.settings = settings;
  a.triggers.resize(subject.monitors.size());
  in_parallel(a.triggers.size(), settings.jobs, [&](std::size_t i, std::size_t) { a.triggers[i] = reading(subject, i, settings); });
  sum_up(a);
  return a;
}

TriggerGate trigger_gate(const TriggerAssessment& assessment) {
  TriggerGate gate;
  for (std::size_t i = 0; i < assessment.triggers.size(); ++i) {
    const auto& r = assessment.triggers[i];
    if (!r.replay || !r.gate_why.empty()) gate.unknown.push_back(i);
    else if (r.replay->fires_now) gate.firing.push_back(i);
  }
  return gate;
}

}  // namespace premortem
