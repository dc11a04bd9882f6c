#pragma once
#include <cstdint>
#include <vector>

#include "statistics/nested_regression.hpp"

namespace premortem {

/// The variance of mean_i max(0, max_d g_d(i)) - max(0, max_d mean g_d) that comes from not knowing the surfaces g_d: their
/// coefficients redrawn 200 times from their normal law given the samples, all columns of the basis taken (Strong, Oakley &
/// Brennan 2014), the residuals of the fits correlated as they are. Looked at over at most a thousand of the samples.
double variance_over_surfaces(const NestedBasis& basis, const std::vector<NestedFit>& fits, std::uint64_t seed);

}  // namespace premortem
