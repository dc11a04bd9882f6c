#include <algorithm>

#include "premortem/report/latency_report.hpp"
#include "report/estimate_json.hpp"
#include "report/json_text.hpp"
#include "report/latency_difference.hpp"
#include "report/latency_part_json.hpp"
#include "report/verb_json.hpp"

namespace premortem {
namespace {

constexpr const char* not_measured = "not measured here";

void put_limits(Json& into, const std::optional<Interval>& limits, const std::string& why) {
  put(into, "low", limits ? finite(limits->low) : std::nullopt, why.empty() ? "no lower end" : why);
  put(into, "high", limits ? finite(limits->high) : std::nullopt, why.empty() ? "no upper end" : why);
}

Json fit_json(const CurveFit& f) {
  Json out{{"family", family_name(f.curve.family)}};
  out["parameters"] = Json::array();
  const auto names = parameter_names(f.curve);
  for (std::size_t i = 0; f.is_fitted() && i < names.size(); ++i) {
    Json p{{"name", names[i]}, {"value", f.curve.parameters[i]}};
    put(p, "se", standard_error(f.curve, i), "no covariance is known");
    out["parameters"].push_back(std::move(p));
  }
  const std::string why = f.is_fitted() ? "not defined for this family" : f.why;
  put(out, "loglik", f.loglik, why);
  put(out, "aic", f.aic, why);
  put(out, "deviance", f.deviance, why);
  put(out, "df", f.df, why);
  put(out, "fit_p", f.fit_p, why);
  out["overdispersion"] = f.overdispersion;
  put(out, "not_fitted", f.is_fitted() ? std::nullopt : std::optional(f.why), "it is fitted");
  return out;
}

Json evidence_json(const LatencyEvidence& e) {
  Json out{{"data", e.data == LatencyData::delays ? "delays" : e.data == LatencyData::quits ? "quits" : "published"}, {"sentence", e.words}};
  const bool seen = e.data != LatencyData::published;
  put(out, "sessions", seen ? std::optional(e.sessions) : std::nullopt, not_measured);
  put(out, "left", seen ? std::optional(e.left) : std::nullopt, not_measured);
  put(out, "latencies", seen ? std::optional(e.latencies) : std::nullopt, not_measured);
  out["at_once"] = e.at_once;
  put(out, "trend_p", e.trend ? std::optional(e.trend->p) : std::nullopt, "a test of delays");
  out["effect_shown"] = e.effect_shown;
  return out;
}

Json hinge_json(const LatencyAssessment& a) {
  if (!a.hinge) return nullptr;
  Json out{{"value", a.hinge->tau_ms}};
  put_limits(out, a.hinge->interval, a.hinge->why);
  put(out, "p", a.hinge_p, "not tested");
  return out;
}

Json cohort_json(const CohortCurve& c) {
  Json out{{"cohort", c.cohort}, {"sessions", c.sessions}, {"left", c.left}};
  out.update(fit_json(c.fit));
  put_estimate(out, "abandonment", c.abandonment.value || !c.abandonment.why.empty() ? c.abandonment : LimitedEstimate{{}, {}, "no option's latency is known"});
  return out;
}

Json at_json(const CurveAt& p) {
  Json out{{"latency_ms", p.latency_ms}, {"value", p.reading.value}};
  put_limits(out, p.reading.limits, p.reading.why);
  out["extrapolated"] = p.reading.extrapolated;
  return out;
}

Json latency_at_json(const LatencyAt& l) {
  Json out{{"abandonment", l.abandonment}};
  put(out, "value", l.reading.value_ms, l.reading.why);
  put_limits(out, l.reading.limits, l.reading.why);
  out["extrapolated"] = l.reading.extrapolated;
  return out;
}

Json checks_json(const std::vector<LatencyCheck>& checks) {
  Json out = Json::array();
  for (const auto& c : checks) out.push_back({{"limit", c.limit}, {"kept", c.kept == Kept::yes ? "yes" : c.kept == Kept::no ? "no" : "undecided"}, {"sentence", c.sentence}});
  return out;
}

Json option_json(const LatencyOption& o) {
  Json out{{"option", o.name}};
  const std::string why = o.why.empty() ? "not known" : o.why;
  put(out, "p50_ms", o.p50_ms, why);
  put(out, "p95_ms", o.p95_ms, why);
  put(out, "p99_ms", o.p99_ms, why);
  put(out, "p99_high_ms", o.p99_high_ms, o.requests == 0 ? "stated, not measured" : o.p99_why);
  if (o.p999) out["p999_ms"] = {{"lognormal", o.p999->lognormal}, {"straight", o.p999->straight}, {"pareto", o.p999->pareto}};
  else out["p999_ms"] = nullptr, out["p999_ms_why"] = "it takes latency_p95_ms and latency_p99_ms, and no cache";
  out["law"] = o.law_words;
  out["requests"] = o.requests, out["failed"] = o.failed;
  put(out, "whole_answer_p50_ms", o.whole_p50_ms, "it does not stream: no tokens and ms_per_token are stated");
  put(out, "whole_answer_p99_ms", o.whole_p99_ms, "it does not stream: no tokens and ms_per_token are stated");
  put_estimate(out, "abandonment", o.abandonment);
  put(out, "abandonment_at_most", o.abandonment_high, o.abandonment.why);
  out["extrapolated_share"] = std::min(1.0, o.extrapolated_share);
  const std::string no_sessions = o.abandonment.value ? "no sessions_per_day is stated" : o.abandonment.why;
  put(out, "lost_sessions_per_year", o.lost_per_year, no_sessions);
  const std::string no_limits = o.lost_per_year ? o.abandonment.why : no_sessions;
  put(out, "lost_sessions_per_year_low", o.lost_low, no_limits);
  put(out, "lost_sessions_per_year_high", o.lost_high, no_limits);
  put(out, "cost_per_year", o.cost_per_year, o.abandonment.value ? "it takes sessions_per_day and value_per_session" : o.abandonment.why);
  put(out, "accuracy", o.accuracy, "not stated");
  put(out, "worth_per_year", o.worth_per_year, o.worth_why);
  put(out, "even_at_accuracy", o.even_at_accuracy, "it takes another option that is taken, and what both are worth a year");
  put(out, "points_per_100ms", o.points_per_100ms, "it takes its accuracy and an effect of latency that is shown");
  put(out, "retained", o.retained, "it takes retention, churn_per_abandonment and a curve");
  put(out, "lifetime_value", o.lifetime_value, "it takes retention, churn_per_abandonment, margin and discount_rate");
  put(out, "passes", o.passes, o.passes_why);
  out["checks"] = checks_json(o.checks);
  put(out, "rejected_because", o.rejected_because.empty() ? std::nullopt : std::optional(o.rejected_because), "it is not rejected");
  out["chosen"] = o.chosen;
  return out;
}

Json slower_json(const SlowerReading& s) {
  Json out{{"by_ms", s.by_ms}, {"abandonment", s.abandonment}};
  put(out, "more_lost_sessions_per_year", s.more_lost_per_year, "no sessions_per_day is stated");
  put(out, "more_cost_per_year", s.more_cost_per_year, "it takes sessions_per_day and value_per_session");
  put(out, "retained", s.retained, "it takes retention and churn_per_abandonment");
  put(out, "retained_change", s.retained_change, "it takes retention and churn_per_abandonment");
  put(out, "lifetime_value_change", s.lifetime_value_change, "it takes retention, churn_per_abandonment, margin and discount_rate");
  out["extrapolated"] = s.extrapolated;
  return out;
}

Json budget_json(const BudgetReading& b) {
  if (!b.max_abandonment) return nullptr;
  Json out{{"max_abandonment", *b.max_abandonment}};
  put(out, "multiplier", b.budget.multiplier, b.budget.why);
  put(out, "point_multiplier", b.budget.point_multiplier, b.budget.why.empty() ? "the estimate keeps the limit however slow it is" : b.budget.why);
  put(out, "p50_ms", b.p50_ms, b.budget.why);
  put(out, "p95_ms", b.p95_ms, b.budget.why);
  put(out, "p99_ms", b.p99_ms, b.budget.why);
  put(out, "option", b.option.empty() ? std::nullopt : std::optional(b.option), b.budget.why);
  out["extrapolated"] = b.budget.extrapolated;
  return out;
}

Json exchange_json(const ExchangeReading& x) {
  if (!x.rate.points_per_100ms && !x.rate.points_per_10pct) return nullptr;
  Json out;
  put(out, "points_per_100ms", x.rate.points_per_100ms, x.rate.why);
  put(out, "points_per_10pct", x.rate.points_per_10pct, x.rate.why);
  put(out, "option", std::optional(x.option), "");
  put(out, "accuracy", x.accuracy, "not stated");
  return out;
}

template <class List, class Each>
Json list_json(const List& list, Each each) {
  Json out = Json::array();
  for (const auto& entry : list) out.push_back(each(entry));
  return out;
}

}  // namespace

Json latency_part_json(const LatencyResult& result) {
  const auto& a = result.assessment;
  Json out;
  put_part(out, "curve", a.chosen ? fit_json(a.families[*a.chosen]) : Json(nullptr), a.evidence ? a.evidence->effect_why.empty() ? "no family can be fitted" : a.evidence->effect_why : a.evidence_why);
  out["families"] = list_json(a.families, fit_json);
  out["cohorts"] = list_json(a.cohorts, cohort_json);
  Json difference;
  if (a.cohort_difference) difference = {{"statistic", a.cohort_difference->statistic}, {"df", a.cohort_difference->df}, {"p", a.cohort_difference->p}};
  put_part(out, "cohort_difference", std::move(difference), a.cohort_why.empty() ? "there are no two cohorts" : a.cohort_why);
  put_part(out, "evidence", a.evidence ? evidence_json(*a.evidence) : Json(nullptr), a.evidence_why);
  put_part(out, "hinge_ms", hinge_json(a), a.hinge_why);
  out["abandonment_at"] = list_json(a.at, at_json);
  out["latency_at"] = list_json(a.latency_at, latency_at_json);
  out["options"] = list_json(a.options, option_json);
  Json choice;
  const auto taken = std::find_if(a.options.begin(), a.options.end(), [](const auto& o) { return o.chosen; });
  put(choice, "option", taken != a.options.end() ? std::optional(taken->name) : std::nullopt, a.choice_why);
  choice["why"] = a.choice_why;
  out["choice"] = std::move(choice);
  out["slower"] = list_json(a.slower, slower_json);
  put_part(out, "budget", budget_json(a.budget), a.budget.budget.why);
  put_part(out, "exchange", exchange_json(a.exchange), a.exchange.rate.why.empty() ? "not computed" : a.exchange.rate.why);
  out["findings"] = findings_json(a.findings);
  out["cautions"] = a.cautions;
  put_decision(out, a.decision);
  return out;
}

std::string latency_json(const LatencyOutcome& outcome, const Run& run) {
  const auto& settings = outcome.changed.assessment.settings;
  return seeded_json(run, outcome.changed.subject, settings.confidence, settings.seed, what_if_json(outcome, run, "latency", latency_part_json, latency_differences));
}

}  // namespace premortem
