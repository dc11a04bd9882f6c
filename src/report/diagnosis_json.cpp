#include "premortem/report/diagnosis_report.hpp"
#include "report/calendar_part_json.hpp"
#include "report/diagnosis_difference.hpp"
#include "report/estimate_json.hpp"
#include "report/verb_json.hpp"

namespace premortem {
namespace {

/// Null where it was not looked at: without cohorts there is no mix that could be 0.
void put_split(Json& into, const std::string& name, const SplitPart& p) {
  const bool looked_at = p.limits || p.why.empty();
  put_estimate(into, name, {looked_at ? p.value : std::nullopt, p.limits, p.why});
}

Json split_json(const DecaySplit& s) {
  Json out{{"metric", s.metric}, {"by", s.by}, {"before", s.before}, {"after", s.after}};
  put_split(out, "change", s.change);
  put_split(out, "mix", s.mix);
  put_split(out, "within", s.within);
  put_split(out, "label_noise", s.label_noise);
  put_split(out, "decay", s.decay);
  put(out, "decay_low", s.decay_range ? std::optional(s.decay_range->low) : std::nullopt, "decay is known from rows that were labelled twice, or not defined");
  put(out, "decay_high", s.decay_range ? std::optional(s.decay_range->high) : std::nullopt, "decay is known from rows that were labelled twice, or not defined");
  out["mix_alone"] = s.mix_alone, out["rate_alone"] = s.rate_alone, out["interaction"] = s.interaction;
  put(out, "p", s.p_change, "not tested");
  put_split(out, "label_error_before", s.label_error_before);
  put_split(out, "label_error_after", s.label_error_after);
  out["simpson"] = s.simpson;
  out["cautions"] = s.cautions;
  return out;
}

Json cause_json(const Cause& c) {
  Json out{{"cause", c.cause}, {"title", c.title}, {"for", c.evidence_for}, {"against", c.evidence_against}, {"verdict", name_of(c.verdict)}};
  put(out, "p", c.p, "there is no test of it");
  put(out, "p_adjusted", c.p_adjusted, "there is no test of it");
  out["then"] = c.then;
  return out;
}

Json policy_json(const PolicyStep& s) {
  Json out{{"date", s.date}, {"event", s.event}, {"metric", s.metric}, {"cohort", s.cohort}, {"days_before", s.days_before}, {"days_after", s.days_after}};
  put_estimate(out, "step", {s.step, s.limits, s.why});
  put(out, "p", s.p, s.why);
  put(out, "autocorrelation", s.autocorrelation, s.why);
  out["has_trend"] = s.has_trend;
  return out;
}

Json lag_json(const ReportingLag& l) {
  if (!l.why.empty()) return nullptr;
  Json out{{"delays", l.delays}, {"as_of", l.as_of}, {"young_rows", l.young_rows}, {"mature_rows", l.mature_rows}};
  put(out, "p50_days", l.p50_days, "no delay is known");
  put(out, "p90_days", l.p90_days, "no delay is known");
  put(out, "young_false_positive_rate", l.young_false_positive_rate, "no row");
  put(out, "mature_false_positive_rate", l.mature_false_positive_rate, "no row");
  put(out, "reference_false_positive_rate", l.reference_false_positive_rate, "no row");
  put(out, "p", l.p, "not tested");
  return out;
}

template <class List, class Each>
Json list_json(const List& list, Each each) {
  Json out = Json::array();
  for (const auto& entry : list) out.push_back(each(entry));
  return out;
}

Json experiment_json(const ExperimentAssessment& a) {
  return list_json(a.checks, [](const auto& c) {
    Json out{{"kind", c.kind}, {"question", c.question}, {"answer", c.answer}, {"alarm", c.is_alarm}, {"answered", c.is_answered}};
    for (const auto& [name, value] : c.numbers) put(out, name, finite(value), "not finite");
    return out;
  });
}

void put_assessment(Json& out, const DiagnosisResult& result) {
  const auto* a = result.assessment ? &*result.assessment : nullptr;
  const std::string why = result.why.empty() ? "not computed" : result.why;
  put_part(out, "decomposition", a && a->decomposition_why.empty() ? list_json(a->decomposition, split_json) : Json(nullptr), a ? a->decomposition_why : why);
  put_part(out, "causes", a ? list_json(a->causes, cause_json) : Json(nullptr), why);
  put(out, "threshold", a ? std::optional(a->threshold) : std::nullopt, why);
  put(out, "reference_rows", a ? std::optional(a->reference_rows) : std::nullopt, why);
  put(out, "current_rows", a ? std::optional(a->current_rows) : std::nullopt, why);
  put(out, "reference_labelled", a ? std::optional(a->reference_labelled) : std::nullopt, why);
  put(out, "current_labelled", a ? std::optional(a->current_labelled) : std::nullopt, why);
  put(out, "worse", a ? std::optional(a->worse) : std::nullopt, why);
  put(out, "false_positives_rose", a ? std::optional(a->false_positives_rose) : std::nullopt, why);
  put_part(out, "policy_steps", a ? list_json(a->policy_steps, policy_json) : Json(nullptr), why);
  put_part(out, "reporting_lag", a ? lag_json(a->lag) : Json(nullptr), a ? a->lag.why : why);
  put_part(out, "drift", a ? list_json(a->drift, drift_json) : Json(nullptr), why);
  put_part(out, "gaps", a ? list_json(a->gaps, gap_json) : Json(nullptr), why);
  put_part(out, "label_free", a && a->label_free ? label_free_json(*a->label_free) : Json(nullptr), a ? a->label_free_why : why);
  out["findings"] = a ? findings_json(a->findings) : Json::array();
  out["cautions"] = a ? a->cautions : std::vector<std::string>();
}

Json result_json(const DiagnosisResult& result) {
  Json out;
  put_assessment(out, result);
  put_part(out, "experiment", result.experiment.why.empty() ? experiment_json(result.experiment) : Json(nullptr), result.experiment.why);
  put_decision(out, result.decision());
  return out;
}

}  // namespace

std::string diagnosis_json(const DiagnosisOutcome& outcome, const Run& run) {
  const auto& settings = outcome.changed.settings;
  return seeded_json(run, outcome.changed.subject, settings.confidence, settings.seed, what_if_json(outcome, run, "diagnose", result_json, diagnosis_differences));
}

}  // namespace premortem
