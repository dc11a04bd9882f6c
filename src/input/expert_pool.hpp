#pragma once
#include "premortem/core/diagnostic.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// True if two rows are what two experts say of one estimate: both name an expert.
bool is_second_opinion(const Leaf& first, const Leaf& second);

/// Makes a leaf the pool of what it was and one more expert's row. Reports an expert who stands twice, and counts, which
/// are data and belong in one row whoever counted them.
/// @return false if something was wrong (and reported)
bool pool_expert(Leaf& leaf, Leaf expert, Diagnostics& diagnostics);

}  // namespace premortem
