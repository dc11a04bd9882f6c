#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"
#include "premortem/models/case.hpp"
#include "premortem/models/decay_split.hpp"
#include "premortem/models/feature_drift.hpp"
#include "premortem/models/label_free_estimate.hpp"

namespace premortem {

struct DiagnosisSettings {
  double confidence = 0.95;  ///< two-sided, of intervals; causes are called likely at 1 - confidence over all of them together
  std::uint64_t seed = 1;    ///< of bootstrap and permutations
  int jobs = 1;              ///< threads; the same bits for any number
  std::optional<std::string> as_of = {};  ///< ISO; absent: the latest date of the windows
};

enum class CauseVerdict {
  likely,       ///< shown beyond chance over all causes together, and it moves the metric the way the metric moved
  possible,     ///< there is evidence for it that is not enough, or that another cause would leave too
  unlikely,     ///< looked for and not found, in data that would show one that matters
  cannot_tell   ///< the data that would tell are not there, or too few; evidence_against then says which to add
};
std::string_view name_of(CauseVerdict verdict);

/// One explanation of what moved, in triage order.
struct Cause {
  std::string cause;  ///< stable: "covariate_drift", "coverage", "label_consistency", "edge_cases", "concept_drift", "model_change", "label_corruption", "policy_change", "reporting_lag"
  std::string title;  ///< in words: "the items changed", "a feed broke", ...
  std::vector<std::string> evidence_for, evidence_against;  ///< sentences with their numbers
  CauseVerdict verdict = CauseVerdict::cannot_tell;
  std::optional<double> p;           ///< that this cause is absent, by its own test; absent: there is no test, only what is seen
  std::optional<double> p_adjusted;  ///< the same by Holm over all causes that have a test
  std::string then;                  ///< what to do next if it is the one; a sentence
};

/// Level of a metric before and after a dated policy, with what was already going on.
struct PolicyStep {
  std::string date, event, metric, cohort;
  std::size_t days_before = 0, days_after = 0;  ///< dates with a value
  std::optional<double> step;                   ///< level change on the date, after - before, given the trend
  std::optional<Interval> limits;
  std::optional<double> p;                      ///< two-sided, of no step
  std::optional<double> autocorrelation;        ///< of the residuals at lag 1; above 0 the limits were widened for it
  bool has_trend = false;                       ///< a common slope was fitted beside the step
  std::string why;                              ///< not empty: not computed; or what the step cannot be told from
};

/// How late labels come, and how many of the current rows are too young for theirs.
struct ReportingLag {
  std::string why;                            ///< not empty: not computed
  std::optional<double> p50_days, p90_days;   ///< from an item's date to its label's, of positives of the reference
  std::size_t delays = 0;                     ///< that these are from
  std::string as_of;                          ///< the day ages are counted to
  std::size_t young_rows = 0, mature_rows = 0;  ///< labelled current rows younger than p90_days, and the others
  std::optional<double> young_false_positive_rate, mature_false_positive_rate, reference_false_positive_rate;
  std::optional<double> p;                    ///< one-sided: false positives are no more common among the young
};

struct DiagnosisAssessment {
  DiagnosisSettings settings;
  double threshold = 0.5;                 ///< a row is flagged where score >= threshold
  std::size_t reference_rows = 0, current_rows = 0, reference_labelled = 0, current_labelled = 0;
  /// By cohort: accuracy, precision, recall, false_positive_rate, then the metrics of the history; last the same four by score,
  /// whose `by` is "score".
  std::vector<DecaySplit> decomposition;
  std::string decomposition_why;          ///< not empty: there is none, and what to add
  std::vector<Cause> causes;              ///< in triage order; likely ones are not moved up
  bool false_positives_rose = false;      ///< so that the last three causes are looked at
  bool worse = false;                     ///< a metric got worse beyond chance, over all that were compared
  std::vector<PolicyStep> policy_steps;
  ReportingLag lag;
  std::vector<FeatureDrift> drift;
  std::vector<CoverageGap> gaps;
  std::optional<LabelFreeEstimate> label_free;
  std::string label_free_why;             ///< why it is absent
  std::vector<Finding> findings;
  std::vector<std::string> cautions;
  std::vector<std::size_t> used;          ///< assumptions, positions in Case::leaves
  Decision decision;
};

/// Is it the data or the model? From two windows of rows, and from the history where it has the metric by cohort.
/// @throws Refusal (exit 4) naming what to add where there is nothing to compare, or where both windows hold the same rows;
///         DomainError unless confidence is in (0, 1)
DiagnosisAssessment assess_diagnosis(const Case& subject, const DiagnosisSettings& settings);

}  // namespace premortem
