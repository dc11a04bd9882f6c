#pragma once
#include <string>
#include <utility>
#include <vector>

#include "made_calendar.hpp"
#include "premortem/report/diagnosis_report.hpp"

namespace premortem::testing {

/// Every part with its limits.
inline DecaySplit made_split() {
  DecaySplit s;
  s.metric = "accuracy", s.before = 0.93, s.after = 0.9, s.p_change = 0.001;
  s.change = {-0.03, Interval{-0.04, -0.02}, ""}, s.mix = {-0.01, Interval{-0.02, 0}, ""}, s.within = {-0.02, Interval{-0.03, -0.01}, ""};
  s.label_noise = {-0.005, Interval{-0.01, 0}, ""}, s.decay = {-0.015, Interval{-0.02, -0.005}, ""};
  s.mix_alone = -0.012, s.rate_alone = -0.022, s.interaction = 0.004;
  s.label_error_before = {0.02, Interval{0.01, 0.03}, ""}, s.label_error_after = {0.03, {}, "too few rows were labelled twice for limits"};
  s.cautions = {"Given these cohorts."};
  return s;
}

/// Without rows that were labelled twice: decay is a range, in which the change turned around.
inline DecaySplit split_by_score() {
  auto s = made_split();
  s.by = "score", s.metric = "false_positive_rate", s.lower_is_better = true, s.simpson = true, s.cautions.clear(), s.p_change = std::nullopt;
  for (auto* part : {&s.label_noise, &s.decay, &s.label_error_before, &s.label_error_after}) *part = {{}, {}, "no row was labelled twice"};
  s.decay_range = Interval{-0.02, 0.01}, s.mix.limits = std::nullopt;
  return s;
}

/// Of one cohort, so that nobody looked at which items they are.
inline DecaySplit without_cohorts() {
  auto s = made_split();
  s.metric = "recall", s.mix = {0, {}, "the windows do not both have a cohort"}, s.within = s.change;
  return s;
}

inline std::vector<Cause> made_causes() {
  return {{"covariate_drift", "the items changed (covariate drift)", {"PSI 0.31."}, {}, CauseVerdict::likely, 0.001, 0.005, "Re-weight."},
          {"coverage", "a feed broke", {}, {"No feature is constant."}, CauseVerdict::unlikely, {}, {}, "Repair it."},
          {"label_consistency", "labels err more than they did", {}, {"No row was labelled twice."}, CauseVerdict::cannot_tell, {}, {}, "Label a sample again."},
          {"edge_cases", "rows that the reference has nothing like", {"Half of them are wrong."}, {"They are few."}, CauseVerdict::possible, 0.03, 0.12, "Send them to review."},
          {"concept_drift", "the same items turn out differently", {}, {}, CauseVerdict::unlikely, 0.6, 1, "Retrain."},
          {"model_change", "the model is another one", {}, {}, CauseVerdict::unlikely, 0.9, 1, "Score a kept sample again."},
          {"label_corruption", "what is called a false positive is not", {}, {}, CauseVerdict::cannot_tell, {}, {}, "Label again."},
          {"policy_change", "a policy changed what counts", {}, {}, CauseVerdict::possible, 0.01, 0.05, "Label by one policy."},
          {"reporting_lag", "labels are not in yet", {}, {}, CauseVerdict::cannot_tell, {}, {}, "Wait."}};
}

inline std::vector<PolicyStep> made_steps() {
  PolicyStep told, untold;
  told.date = untold.date = "2026-10-01", told.event = untold.event = "new law", told.metric = untold.metric = "false_positive_rate", told.days_before = 20, told.days_after = 30, untold.cohort = "old", untold.days_after = 1;
  told.step = 0.04, told.limits = Interval{0.01, 0.07}, told.p = 0.01, told.autocorrelation = 0.2, told.has_trend = true, told.why = "a step on 2026-09-28 fits better than one on the date";
  untold.why = "fewer than two days with a value on a side of the date";
  return {told, untold};
}

inline ReportingLag made_lag(bool compared) {
  ReportingLag l;
  l.as_of = "2026-11-20", l.delays = 60, l.p50_days = 4, l.p90_days = 21, l.young_rows = 80, l.mature_rows = compared ? 120 : 0;
  l.young_false_positive_rate = 0.2;
  if (compared) l.mature_false_positive_rate = 0.1, l.reference_false_positive_rate = 0.09, l.p = 0.02;
  return l;
}

inline ExperimentAssessment made_experiment() {
  ExperimentAssessment e;
  e.checks = {{"sample_ratio", "Did the arms get the rows that they should have?", "No: 5,200 against 4,800.", {{"p", 6e-5}, {"treatment", 5200}}, true, true},
              {"peeking", "How often was it looked at?", "Once.", {{"ratio", INFINITY}}, false, true},
              {"leakage", "Does the score know the label?", "There is no date to tell by.", {}, false, false}};
  e.decision = {Verdict::hold, "Hold: the arms did not get the rows that they should have.", {"the arms did not get the rows that they should have"}};
  return e;
}

inline ExperimentAssessment no_experiment() {
  ExperimentAssessment e;
  e.why = "there is no predictions.csv with two arms";
  return e;
}

inline DiagnosisResult made_diagnosis() {
  DiagnosisResult r;
  r.subject.title = "search", r.experiment = made_experiment();
  DiagnosisAssessment a;
  a.reference_rows = 500, a.current_rows = 400, a.reference_labelled = 500, a.current_labelled = 50;
  a.decomposition = {made_split(), without_cohorts(), split_by_score()}, a.causes = made_causes(), a.worse = a.false_positives_rose = true;
  a.policy_steps = made_steps(), a.lag = made_lag(true), a.drift = made_drifts();
  a.gaps = {{GapKind::constant_now, "length", 0.5, "\"length\" is always 0 now.", true}};
  a.label_free = made_label_free(true);
  a.findings = {{"simpson", "", "accuracy moved, but in no cohort that way.", {{"change", -0.03}}, true}, {"hidden_misses", "old", "In old 5 of 6 are missed.", {}, true}};
  a.cautions = {"The two windows overlap in time."};
  a.decision = {Verdict::hold, "Hold: the items changed.", {"the items changed"}};
  r.assessment = std::move(a);
  return r;
}

/// Nothing but the history: no rows, no labels, no delays.
inline DiagnosisResult of_history() {
  auto r = made_diagnosis();
  r.experiment = no_experiment();
  auto& a = *r.assessment;
  a.decomposition.clear(), a.decomposition_why = "no metric can be compared", a.label_free.reset(), a.label_free_why = "there are no rows of two windows";
  a.lag = {}, a.lag.why = "how late labels come is not known", a.policy_steps.clear(), a.drift.clear(), a.gaps.clear(), a.findings.clear();
  return r;
}

inline DiagnosisResult experiment_alone() {
  DiagnosisResult r;
  r.subject.title = "search", r.experiment = made_experiment(), r.why = "nothing to compare: add reference.csv and current.csv";
  return r;
}

/// Assessments filled by hand that bring out every part of the document of `diagnose`, present and absent; the first has most.
inline std::vector<std::pair<std::string, DiagnosisOutcome>> made_diagnoses() {
  auto young = made_diagnosis();
  young.assessment->lag = made_lag(false), young.assessment->label_free = made_label_free(false);
  return {{"windows and an experiment", {made_diagnosis(), {}}},
          {"labels that are all young", {young, {}}},
          {"history alone", {of_history(), {}}},
          {"an experiment alone", {experiment_alone(), {}}},
          {"with what it was before --set", {of_history(), made_diagnosis()}},
          {"with a base that has nothing in common", {experiment_alone(), of_history()}}};
}

}  // namespace premortem::testing
