#pragma once
#include "premortem/analysis/tradeoff_assessment.hpp"
#include "premortem/models/paired_cohorts.hpp"

namespace premortem {

/// Cohorts in which more is missed than elsewhere, or than under the baseline; gains that one cohort carries; arms that the
/// aggregate ranks the other way round.
/// @param counts  of each cohort at `thresholds.score`
/// @param jobs  threads; the result is the same for any number
void add_cohort_findings(const ScoredRows& rows, const std::vector<Confusion>& counts, const PairedThresholds& thresholds, double confidence, int jobs, std::vector<Finding>& findings);

/// The same, counted here.
void add_cohort_findings(const ScoredRows& rows, std::optional<double> threshold, std::optional<double> baseline_threshold, double confidence, int jobs, std::vector<Finding>& findings);

}  // namespace premortem
