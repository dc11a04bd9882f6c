#pragma once
#include <optional>
#include <span>

#include "premortem/models/decay_split.hpp"

namespace premortem {

struct LabelErrors {
  double before = 0, after = 0;  ///< probability that a label is wrong, below 1/2
};

/// Change of the true rates within cohorts, of a rate that counts agreement with the label; absent where a true rate over all
/// cohorts would leave [0, 1].
std::optional<double> true_decay(std::span<const CohortCounts> counts, const LabelErrors& errors);

/// Likewise of recall and false_positive_rate, from the counts that there would be without errors; absent where one is negative.
std::optional<double> solved_decay(const DecayTally& tally, DecayMetric metric, double error_before, double error_after);

/// What true_decay may be for any label errors from 0 to min(rate, 1 - rate) in each window: a true rate moves one way with the
/// error, so that the ends are at its ends. Absent where no cohort is in both windows.
std::optional<Interval> decay_range(std::span<const CohortCounts> counts);

}  // namespace premortem
