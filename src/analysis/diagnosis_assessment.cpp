#include "premortem/analysis/diagnosis_assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/cohort_findings.hpp"
#include "analysis/diagnosis_causes.hpp"
#include "analysis/diagnosis_decision.hpp"
#include "analysis/history_split.hpp"
#include "analysis/p_text.hpp"
#include "analysis/same_rows.hpp"
#include "analysis/tradeoff_terms.hpp"
#include "premortem/analysis/case_amounts.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/statistics/exact_test.hpp"

namespace premortem {
namespace {

constexpr int score_bins = 10;

std::size_t labelled(const WindowRows& w) { return static_cast<std::size_t>(std::count_if(w.label.begin(), w.label.end(), [](auto l) { return l != WindowRows::not_labelled; })); }

void require_something(const Case& subject, const DiagnosisSettings& s) {
  if (!(s.confidence > 0 && s.confidence < 1)) throw DomainError(fmt::format("confidence is {}; it must be in (0, 1)", s.confidence));
  const bool before = subject.reference && subject.reference->rows > 0, after = subject.current && subject.current->rows > 0;
  if (before && after && have_same_rows(*subject.reference, *subject.current))
    throw Refusal("reference.csv and current.csv hold the same rows, so that nothing can have changed between them; put the rows of an earlier time into reference.csv");
  if ((!before || !after) && subject.history.empty())
    throw Refusal(before == after ? "nothing to compare: add reference.csv and current.csv (score, label, cohort, date, features), or history.csv with a metric on several dates (date, metric, value, n, cohort)"
                                  : fmt::format("nothing to compare {}.csv with: add {}.csv with the same columns", before ? "reference" : "current", before ? "current" : "reference"));
}

DiagnosisEvidence evidence_of(const Case& subject, double threshold, const DiagnosisSettings& s) {
  static const WindowRows none;
  DiagnosisEvidence e;
  e.subject = &subject, e.threshold = threshold, e.confidence = s.confidence, e.seed = s.seed;
  e.has_windows = subject.reference && subject.current && subject.reference->rows > 0 && subject.current->rows > 0;
  e.reference = e.has_windows ? subject.reference.get() : &none, e.current = e.has_windows ? subject.current.get() : &none;
  if (!e.has_windows) return e;
  e.unsupported = unsupported_rows(*e.reference, *e.current, e.alpha());
  e.drift = feature_drift(*e.reference, *e.current, {s.confidence, s.seed, s.jobs}, !e.reference->cohort.empty() && !e.current->cohort.empty());
  e.gaps = coverage_gaps(*e.reference, *e.current, {s.confidence, s.seed, s.jobs});
  return e;
}

/// Current rows without those that the reference does not cover, and, where labels that are young err, without the young.
WindowRows covered_rows(const DiagnosisEvidence& e, const ReportingLag& lag, const std::optional<std::int32_t>& mature_until) {
  WindowRows w = *e.current;
  for (std::size_t i = 0; i < w.label.size(); ++i) {
    const bool young = lag.p && *lag.p <= e.alpha() && mature_until && !w.date.empty() && w.date[i] != WindowRows::no_day && w.date[i] > *mature_until;
    if (e.unsupported.is[i] || young) w.label[i] = WindowRows::not_labelled;
  }
  return w;
}

/// Which rows those are, where some are left out: the change that is quoted of them is not that of all rows.
std::string judged_on(const DiagnosisEvidence& e, const ReportingLag& lag, std::size_t rows) {
  const bool without_young = lag.p.value_or(1) <= e.alpha() && lag.p90_days;
  return fmt::format(" in the {} labelled current rows{}{}{}", number_text(static_cast<double>(rows), Rounding::nearest), without_young ? fmt::format(" that are at least {:.3g} days old", *lag.p90_days) : "",
                     without_young && e.unsupported.rows > 0 ? " and" : "", e.unsupported.rows > 0 ? " that the reference covers" : "");
}

void split_rows(DiagnosisEvidence& e, const ReportingLag& lag, const std::optional<std::int32_t>& mature_until) {
  if (!e.has_windows || labelled(*e.reference) == 0 || labelled(*e.current) == 0) return;
  const auto splits = [&](const WindowRows& current, bool by_score) {
    return splits_of(by_score ? score_tally(*e.reference, current, e.threshold, score_bins) : decay_tally(*e.reference, current, e.threshold), e.confidence, e.seed);
  };
  e.by_cohort = splits(*e.current, false), e.by_score = splits(*e.current, true);
  e.has_labels = !e.by_cohort.empty();
  const bool all = e.unsupported.rows == 0 && lag.p.value_or(1) > e.alpha();
  e.covered_by_cohort = e.by_cohort, e.covered_by_score = e.by_score;
  if (all) return;
  const auto covered = covered_rows(e, lag, mature_until);
  e.judged_on = judged_on(e, lag, labelled(covered));
  e.covered_by_cohort = splits(covered, false), e.covered_by_score = splits(covered, true);
}

/// Did the false positives become more: of the negatives, or of all rows?
bool false_positives_rose(const DiagnosisEvidence& e) {
  for (const auto* splits : {&e.by_cohort, &e.history})
    for (const auto& s : *splits)
      if (s.split.metric.find("false_positive") != std::string::npos && s.split.p_change && *s.split.p_change <= e.alpha() && *s.split.change.value > 0) return true;
  return false;
}

bool got_worse(const DiagnosisEvidence& e) {
  std::vector<double> p;
  for (const auto* splits : {&e.by_cohort, &e.history})
    for (const auto& s : *splits)
      if (s.split.p_change) p.push_back(loss_of(s.split, *s.split.change.value) > 0 ? *s.split.p_change : 1);
  const auto adjusted = holm_adjusted(p);
  return std::any_of(adjusted.begin(), adjusted.end(), [&](double x) { return x <= e.alpha(); });
}

std::vector<Judged> judged(const DiagnosisEvidence& e, const DiagnosisAssessment& a) {
  std::vector<Judged> all{covariate_drift(e), coverage(e), label_consistency(e), edge_cases(e), concept_drift(e), model_change(e)};
  if (!a.false_positives_rose) return all;
  all.push_back(label_corruption(e)), all.push_back(policy_change(e, a.policy_steps)), all.push_back(reporting_lag_cause(e, a.lag));
  return all;
}

void take_label_free(const DiagnosisEvidence& e, DiagnosisAssessment& a) {
  if (!e.has_windows) return void(a.label_free_why = "there are no rows of two windows");
  try {
    a.label_free = label_free_estimate(*e.reference, *e.current, e.threshold, e.confidence, e.seed);
  } catch (const Refusal& refusal) {
    a.label_free_why = refusal.what();
  }
}

void add_simpson(DiagnosisAssessment& a) {
  for (const auto& d : a.decomposition) {
    if (!d.simpson || d.by != "cohort" || d.p_change.value_or(1) > 1 - a.settings.confidence) continue;  // small moves do it by chance
    a.findings.push_back({"simpson", "", fmt::format("{} moved by {} over all rows, but in no cohort that way: the cohorts' shares did it.", d.metric, d.is_share ? points_text(d.change) : fmt::format("{:+.3g}", *d.change.value)), {{"change", *d.change.value}, {"mix", *d.mix.value}, {"within", *d.within.value}}, true});
  }
}

void add_cautions(const DiagnosisEvidence& e, DiagnosisAssessment& a) {
  if (e.has_labels) a.cautions.push_back("Tested rows must be independent and drawn alike in both windows: many rows of one user, or labels for only what was flagged, void the limits.");
  if (!e.judged_on.empty()) a.cautions.push_back(fmt::format("Whether other items or other outcomes moved a metric is judged{}; a change that is quoted there is of these rows, every other one of all rows.", e.judged_on));
  if (a.label_free) a.cautions.push_back(a.label_free->condition);
  if (auto order = window_order(*e.reference, *e.current); !order.empty()) a.cautions.insert(a.cautions.begin(), std::move(order));
  if (!e.history.empty() && !e.has_windows) a.cautions.push_back("There are no rows of two windows: of the history alone, other items and another model can be told apart by its cohorts only.");
}

}  // namespace

DiagnosisAssessment assess_diagnosis(const Case& subject, const DiagnosisSettings& settings) {
  require_something(subject, settings);
  CaseAmounts amounts(subject);
  DiagnosisAssessment a;
  a.settings = settings;
  a.threshold = amounts.point_or("decision_threshold", 0.5);
  auto e = evidence_of(subject, a.threshold, settings);
  a.reference_rows = e.reference->rows, a.current_rows = e.current->rows, a.reference_labelled = labelled(*e.reference), a.current_labelled = labelled(*e.current);
  a.lag = reporting_lag(e, settings.as_of);
  split_rows(e, a.lag, mature_until(a.lag));
  e.history = history_splits(e);
  if (e.by_cohort.empty() && e.history.empty() && !e.has_windows) throw Refusal("nothing to compare: history.csv has no metric on two dates; add more dates, or reference.csv and current.csv");
  for (const auto* splits : {&e.by_cohort, &e.history, &e.by_score})
    for (const auto& s : *splits) a.decomposition.push_back(s.split);
  if (a.decomposition.empty()) a.decomposition_why = "no metric can be compared: both windows need rows with a score and a label";
  a.worse = got_worse(e), a.false_positives_rose = false_positives_rose(e);
  a.policy_steps = policy_steps(e);
  a.causes = with_verdicts(judged(e, a), e.alpha());
  take_label_free(e, a);
  add_simpson(a);
  if (subject.predictions) add_cohort_findings(*subject.predictions, a.threshold, baseline_threshold(amounts), settings.confidence, settings.jobs, a.findings);
  add_cautions(e, a);
  a.drift = std::move(e.drift), a.gaps = std::move(e.gaps);
  a.decision = diagnosis_decision(subject, amounts, a);
  a.used = amounts.used();
  return a;
}

}  // namespace premortem
