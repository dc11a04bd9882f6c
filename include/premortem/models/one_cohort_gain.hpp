#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/scored_rows.hpp"
#include "premortem/statistics/auc.hpp"

namespace premortem {

/// What is left of a gain in AUC when the rows of a cohort are left out.
enum class GainWithout {
  kept,       ///< its interval stays above 0
  not_shown,  ///< positive, but its interval holds 0
  gone,       ///< not positive
  unknown     ///< no class left to compare, or no interval
};

struct CohortGain {
  std::string cohort;
  double rows = 0, positives = 0;
  std::optional<AucDifference> within, without;  ///< absent where one class is missing
  NominalLimits within_limits, without_limits;
  GainWithout verdict = GainWithout::unknown;
};

/// The gain of `score` over `baseline_score` in AUC, and which cohort carries it.
struct OneCohortGain {
  AucDifference all;
  NominalLimits all_limits;
  bool gain_shown = false;              ///< the interval over all rows lies above 0
  std::vector<CohortGain> cohorts;      ///< in the order of `rows.cohort.names`
  /// Where a gain is shown: cohorts without which it is gone, or not shown and a quarter of it at most; worst first.
  std::vector<std::size_t> carried_by;
};

/// Leaves each cohort out in turn. A gain that is not shown without a cohort may come from it, or the rest is too small to
/// show it: only one of which little is left is said to be carried by it. Each interval is nominal (DeLong) and for one
/// statement; ties count one half. Where rows x cohorts pass 1e8, intervals without a cohort are computed for the cohorts
/// whose leaving hurts most, and the others say so.
/// @throws Refusal if there is no baseline_score, no cohort, or not both classes; DomainError unless confidence is in (0, 1)
/// Source: DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44.
OneCohortGain one_cohort_gain(const ScoredRows& rows, double confidence);

}  // namespace premortem
