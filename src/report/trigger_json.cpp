#include <cmath>

#include "premortem/report/trigger_report.hpp"
#include "report/json_text.hpp"
#include "report/trigger_part_json.hpp"
#include "report/trigger_difference.hpp"
#include "report/trigger_words.hpp"

namespace premortem {
namespace {

void put_finite(Json& into, const std::string& name, double value, const std::string& why) {
  put(into, name, std::isfinite(value) ? std::optional(value) : std::nullopt, why);
}

Json days_json(const DayLaw& days) {
  Json out;
  const char* never = "at the bad level the rule need not ever fire";
  put_finite(out, "mean", days.mean, never);
  put_finite(out, "p50", days.p50, never);
  put_finite(out, "p90", days.p90, never);
  put_finite(out, "p95", days.p95, never);
  return out;
}

Json harm_json(const HarmBeforeRollback& harm) {
  const char* never = "the rule need not ever fire";
  Json out, worst{{"level", harm.worst.level}};
  put_finite(out, "mean", harm.mean, never);
  put_finite(out, "p95", harm.p95, never);
  put_finite(worst, "mean", harm.worst.mean, never);
  out["worst_shift"] = std::move(worst);
  return out;
}

Json parameters_json(const TriggerRule& rule) {
  Json out = Json::object();
  for (const auto& [name, value] : rule.parameters) out[name] = value;
  return out;
}

Json candidate_json(const Monitor& m, const TriggerCandidate& c) {
  Json out{{"rule", text_of(c.rule)}, {"false_alarms_per_quarter", c.false_alarms.per_quarter}};
  put_finite(out, "delay_days", mean(c.delay) / m.checks_per_day, "it need not ever fire");
  return out;
}

const char* budget_words(BudgetSource source) {
  switch (source) {
    case BudgetSource::own: return "own";
    case BudgetSource::cheapest: return "cheapest";
    case BudgetSource::shared: return "shared";
    case BudgetSource::unstated: return "unstated";
  }
  return "";
}

void put_false_alarms(Json& out, const FalseAlarms& f) {
  put_finite(out, "arl0", f.arl0, f.per_quarter > 0 ? "the mean over what the baseline may be is infinite" : "it never fires while nothing is wrong");
  out["false_alarms_per_quarter"] = f.per_quarter;
  out["probability_false_per_quarter"] = f.any_in_quarter;
  put(out, "false_alarms_if_baseline_exact", f.if_baseline_exact, "no baseline_n is stated, so that the baseline counts as exact");
  put(out, "false_alarms_one_in_ten", f.one_in_ten, "no baseline_n is stated, so that the baseline counts as exact");
  out["relative_error"] = f.relative_error;
}

void put_rule(Json& out, const Case& subject, const TriggerReading& r, const TriggerSettings& settings) {
  const Monitor& m = r.watched;
  out["rule"] = text_of(r.rule->rule);
  out["kind"] = name_of(r.rule->rule.kind);
  out["audited"] = r.audited;
  out["parameters"] = parameters_json(r.rule->rule);
  out["threshold"] = threshold_of(r.rule->rule);
  const bool share = m.statistic() == MonitorStatistic::binomial;
  const char* no_share = "a check is no share of so many items";
  put(out, "n_per_check", share ? m.n_per_check : std::nullopt, no_share);
  put(out, "n_per_check_stated", share ? subject.monitors[r.monitor].n_per_check : std::nullopt, no_share);
  out["budget"] = {{"false_alarms_per_quarter", r.budget}, {"source", r.audited ? "audited" : budget_words(r.budget_source)}};
  put_false_alarms(out, r.rule->false_alarms);
  out["delay_days"] = days_json(r.detection);
  out["rollback_days"] = days_json(r.rollback);
  put(out, "creeping_days", r.creeping_days, "not computed for two-sided and simulated rules, and where it takes too long");
  if (r.harm) out["harm_before_rollback"] = harm_json(*r.harm);
  else out["harm_before_rollback"] = nullptr, out["harm_before_rollback_why"] = r.harm_why;
  put(out, "noticed_by_us", r.noticed_by_us, r.noticed_why);
  put(out, "value_per_year", r.value.per_year, r.value.why);
  put(out, "even_burn_seconds", r.even_burn_seconds, r.even_burn_why);
  out["others"] = Json::array();
  for (const auto& other : r.others) out["others"].push_back(candidate_json(m, other));
  out["cautions"] = trigger_cautions(subject, r);
  out["sentence"] = trigger_sentence(subject, r, settings);
}

Json trigger_json(const Case& subject, const TriggerReading& r, const TriggerSettings& settings) {
  const Monitor& m = r.watched;
  Json out{{"monitor", m.name}, {"metric", m.metric}, {"cohort", m.cohort}, {"place", to_string(m.place)}, {"statistic", name_of(m.statistic())}, {"baseline", m.baseline}, {"bad_level", m.bad_level}};
  if (r.rule) put_rule(out, subject, r, settings);
  else out["rule"] = nullptr, out["rule_why"] = r.why;
  return out;
}

Json replay_json(const TriggerReading& r) {
  const Monitor& m = r.watched;
  const Replay& replay = *r.replay;
  Json alarms = Json::array();
  for (const auto& a : replay.alarms)
    alarms.push_back({{"date", a.date}, {"place", to_string(a.place)}, {"level", a.level}, {"hindsight", name_of(a.hindsight)}, {"repeats", a.repeats}});
  return {{"monitor", m.name},       {"metric", m.metric}, {"cohort", m.cohort},        {"rule", text_of(r.rule->rule)},
          {"checks", replay.checks}, {"first", replay.first_date}, {"last", replay.last_date}, {"alarms", std::move(alarms)},
          {"missed", replay.missed}, {"fires_now", replay.fires_now}, {"scaled_checks", replay.scaled},
          {"rounded_checks", replay.rounded}, {"stale", !r.gate_why.empty()}};
}

}  // namespace

Json trigger_part_json(const TriggerResult& result) {
  const auto& a = result.assessment;
  Json out{{"exposure", a.settings.exposure}};
  out["triggers"] = Json::array();
  Json replays = Json::array();
  for (const auto& r : a.triggers) {
    out["triggers"].push_back(trigger_json(result.subject, r, a.settings));
    if (r.replay) replays.push_back(replay_json(r));
  }
  out["false_alarms_per_quarter"] = a.false_alarms_per_quarter;
  out["probability_false_per_quarter"] = a.any_false_in_quarter;
  const bool any = !replays.empty();
  if (any) out["replay"] = std::move(replays);
  else out["replay"] = nullptr, out["replay_why"] = a.triggers.front().replay_why.empty() ? "no rule to replay" : a.triggers.front().replay_why;
  return out;
}

namespace {

Json differences_of(const TriggerOutcome& outcome) {
  Json out = Json::array();
  for (const auto& d : trigger_differences(*outcome.base, outcome.changed)) {
    out.push_back(difference_json("trigger." + d.monitor + "." + d.quantity, d.base, d.changed));
  }
  return out;
}

}  // namespace

void put_trigger(Json& into, const HarmResult& result, const ModeAssessment& m) {
  const TriggerReading* r = m.trigger ? &result.assessment.triggers->triggers[*m.trigger] : nullptr;
  if (!r || !r->rule) {
    into["trigger"] = nullptr;
    into["trigger_why"] = r ? r->why : m.with_trigger_why;
    return;
  }
  Json out{{"monitor", result.subject.monitors[*m.trigger].title()}, {"place", to_string(result.subject.monitors[*m.trigger].place)}, {"rule", text_of(r->rule->rule)}};
  out["false_alarms_per_quarter"] = r->rule->false_alarms.per_quarter;
  out["delay_days"] = days_json(r->detection);
  out["sentence"] = trigger_sentence(result.subject, *r, result.assessment.triggers->settings);
  if (m.with_trigger) {
    const auto& t = *m.with_trigger;
    Json limited{{"at_most", t.at_most}, {"worst_level", t.worst_level}, {"limit_level", t.limit_level}, {"days_at_limit", t.days_at_limit}, {"harm_at_limit", t.harm_at_limit}, {"sentence", with_trigger_words(m)}};
    put_finite(limited, "mean_days_at_limit", t.mean_days_at_limit, "at that level the rule need not ever fire, or not for a reason");
    out["with_trigger"] = std::move(limited);
  } else {
    out["with_trigger"] = nullptr, out["with_trigger_why"] = m.with_trigger_why;
  }
  into["trigger"] = std::move(out);
}

std::string trigger_json(const TriggerOutcome& outcome, const Run& run) {
  Json result = trigger_part_json(outcome.changed);
  if (outcome.base) {
    result["set"] = run.overrides;
    result["base"] = trigger_part_json(*outcome.base);
    result["difference"] = differences_of(outcome);
  }
  Json out = envelope(run, outcome.changed.subject, nullptr, std::move(result));
  out["seed"] = outcome.changed.assessment.settings.seed;
  out.erase("seed_why");
  return json_text(out);
}

}  // namespace premortem
