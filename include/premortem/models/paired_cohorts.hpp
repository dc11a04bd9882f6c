#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/cohort_confusions.hpp"

namespace premortem {

/// Two scores on the same rows, each at a threshold of its own; absent: that score flags nothing.
struct PairedThresholds {
  std::optional<double> score, baseline;
};

struct PairedSettings {
  double confidence = 0.95;  ///< that no cohort is said to have changed that has not, over all cohorts together
  double stable_f1 = 0.01;   ///< an F1 over all rows that fell by no more looks unchanged
};

/// A cohort under the baseline's threshold and under the score's.
struct PairedCohort {
  std::string cohort;  ///< empty: all rows
  Confusion before, now;
  double newly_missed = 0;  ///< positives that the baseline flagged and the score passes
  double newly_caught = 0;  ///< positives that the baseline passed and the score flags
  std::optional<double> miss_rate_before, miss_rate_now;  ///< absent without positives
  std::optional<double> f1_before, f1_now;
  std::optional<double> missed_rise;  ///< FN now / FN before - 1; absent where none was missed before
  double p = 1;             ///< McNemar, exact, two-sided, of no change in misses; over cohorts adjusted by Holm
  bool more_missed = false; ///< shown at the confidence
  bool hidden = false;      ///< more missed here, while F1 over all rows did not fall by more than `stable_f1`
};

struct PairedComparison {
  PairedCohort all;
  std::vector<PairedCohort> cohorts;  ///< in the order of `rows.cohort.names`
};

/// What replacing the baseline changes, cohort by cohort: paired by rows, so that only the rows that changed count.
/// @throws Refusal if the rows have no baseline_score; DomainError if a threshold is NaN, columns differ in length, or
///         confidence is not in (0, 1) or stable_f1 is negative
/// Source: McNemar (1947), Psychometrika 12; the exact form as in Fay (2010), Biostatistics 11.
PairedComparison paired_cohorts(const ScoredRows& rows, const PairedThresholds& thresholds, const PairedSettings& settings);

}  // namespace premortem
