#pragma once
#include <optional>

#include "premortem/quantity/leaf.hpp"
#include "quantity/quantile_ends.hpp"

namespace premortem {

/// The least and the greatest distribution that a leaf may have, by their quantiles: one and the same for a belief or a stated
/// distribution, two for counts and rates, two constants for limits. Multiplier and the limits of a share not applied.
/// Absent for a sample, several experts, and an unknown that is no share.
struct LeafEnds {
  QuantileEnds least, greatest;
};
std::optional<LeafEnds> ends_of(const Leaf& leaf, std::size_t n);

/// Only the greatest, from the quantile at first/n on.
std::optional<QuantileEnds> greatest_of(const Leaf& leaf, std::size_t n, std::size_t first);

}  // namespace premortem
