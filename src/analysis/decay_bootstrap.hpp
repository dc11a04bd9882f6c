#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "premortem/models/decay_split.hpp"

namespace premortem {

/// A split and how likely each part would be so far from 0 by chance: two-sided, normal with the bootstrap's deviation, nominal.
struct SplitEvidence {
  DecaySplit split;
  std::optional<double> p_mix, p_within, p_noise, p_decay;
};

/// Every metric that is defined in both windows, with limits. Counts of cells are redrawn, each from Poisson's law with half a row
/// added, so that a cell without a row still varies; given the total they are multinomial. Limits are the parts plus the quantiles
/// of how far a redrawn part is from what it was redrawn from.
std::vector<SplitEvidence> splits_of(const DecayTally& tally, double confidence, std::uint64_t seed);

/// Limits of the parts of a split that was made of `tally`.
SplitEvidence with_limits(DecaySplit split, const DecayTally& tally, DecayMetric metric, double confidence, std::uint64_t seed);

}  // namespace premortem
