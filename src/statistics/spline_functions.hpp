#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace premortem {

/// Functions of one input x at its samples that span nested spaces: 1; x itself, since most benefits are linear in each input, however
/// long its tails; then the natural cubic spline of its normal score, 1 function and one more a knot.
struct SplineFunctions {
  std::vector<std::vector<double>> columns;
  std::vector<std::size_t> level;  ///< the first level that has the function: 0, 1, then 2 to 5 with 1, 3, 7 and 15 inner knots
};

/// Knots are the ends and quantiles of the input; of an input of no more values than there may be knots, each value.
/// @param most_inner  1, 3, 7 or 15 knots between the ends
SplineFunctions spline_functions(std::span<const double> input, std::size_t most_inner);

}  // namespace premortem
