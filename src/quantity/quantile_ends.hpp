#pragma once
#include <cstddef>
#include <vector>

#include "premortem/core/interval.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// What the quantiles at 0, 1/n, ..., 1 of a distribution certainly lie in: n + 1 narrow intervals. Those between 0 and `first`
/// are not computed, and hold the whole support.
using QuantileEnds = std::vector<Interval>;

/// The distribution functions promise 1e-12 relative (premortem/statistics/distribution.hpp); twice that is left on either side,
/// for what it does to say i/n as a double too. About 9,000 units in the last place, and 1e-9 of what one of 1,000 slices is wide.
constexpr double quantile_doubt = 2e-12;

QuantileEnds point_mass(double x, std::size_t n);
QuantileEnds uniform_ends(double low, double high, std::size_t n, std::size_t first = 0);
QuantileEnds triangular_ends(double low, double mode, double high, std::size_t n, std::size_t first = 0);
QuantileEnds beta_ends(double a, double b, std::size_t n, std::size_t first = 0);
/// On [low, high], with the mode's weight of 4 (Vose 2008).
QuantileEnds pert_ends(double low, double mode, double high, std::size_t n, std::size_t first = 0);
QuantileEnds gamma_ends(double shape, double exposure, std::size_t n, std::size_t first = 0);
/// By their 5th and 95th percentile.
QuantileEnds normal_ends(double low, double high, std::size_t n, std::size_t first = 0);
QuantileEnds lognormal_ends(double low, double high, std::size_t n, std::size_t first = 0);

}  // namespace premortem
