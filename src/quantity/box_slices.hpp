#pragma once
#include <cstddef>
#include <vector>

#include "premortem/core/interval.hpp"
#include "premortem/quantity/probability_box.hpp"

namespace premortem {

/// The same interval in every slice: a value (an interval of one number), or limits without a distribution.
ProbabilityBox uniform_box(const Interval& everywhere, std::size_t slices);

/// True if every slice holds the same interval. Such a quantity adds nothing that dependence could act on: whatever it is, the
/// other operand's slice i goes with something of that interval.
bool is_one_interval(const ProbabilityBox& box);

inline Interval slice_of(const ProbabilityBox& box, std::size_t i) { return {box.low[i], box.high[i]}; }

/// The box of n images of probability 1/n each, in any order: its ends sorted.
ProbabilityBox box_of_images(std::vector<double> lows, std::vector<double> highs);

ProbabilityBox negated_box(const ProbabilityBox& box);

/// The box of max(0, X).
ProbabilityBox positive_part(const ProbabilityBox& box);

/// Each end kept within limits.
ProbabilityBox clamped_box(ProbabilityBox box, const Interval& limits);

/// @throws DomainError unless both have the same slices, at least one
void require_same_slices(const ProbabilityBox& a, const ProbabilityBox& b);

}  // namespace premortem
