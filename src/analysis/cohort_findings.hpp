#pragma once
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// Cohorts in which more is missed than elsewhere, or than under the baseline; gains that one cohort carries; arms that the
/// aggregate ranks the other way round.
void add_cohort_findings(const ScoredRows& rows, std::optional<double> threshold, std::optional<double> baseline_threshold, double confidence, std::vector<Finding>& findings);

}  // namespace premortem
