#pragma once
#include <string>

#include "premortem/core/diagnostic.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// The shape of a row that names none: count with k and n; pert with low, best and high; range with low and
/// high; point with best. Reports a combination with no reading.
bool infer_shape(Leaf& leaf, Diagnostics& diagnostics);

/// Reports what the cells break of the shape's rules: a missing or superfluous cell, low above high, best
/// outside, counts that are not whole, k > n.
bool check_shape(const Leaf& leaf, Diagnostics& diagnostics);

/// The place and the text of the cell that states a column: its own, or the best cell where that states a range;
/// the leaf's row and an empty text where there is none.
Place place_of(const Leaf& leaf, const std::string& column);
std::string text_of(const Leaf& leaf, const std::string& column);

}  // namespace premortem
