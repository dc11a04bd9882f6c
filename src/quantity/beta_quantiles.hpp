#pragma once
#include <cstddef>
#include <vector>

namespace premortem {

/// The quantiles of Beta(a, b) at 0, 1/n, ..., 1, each within 1e-12 of its own size of what beta_quantile gives. A walk from the
/// middle outwards, in which each starts where the last three point to, so that one or two evaluations of the tail find the
/// next: five to ten times as fast as asking for each.
/// @param a, b   > 0; with a shape below 1/4 each is asked for
/// @param first  those before it are left 0
std::vector<double> beta_quantiles(double a, double b, std::size_t n, std::size_t first = 0);

}  // namespace premortem
