#pragma once
#include <functional>
#include <optional>
#include <string>

#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// The distribution a leaf becomes in the `independent` reading, by the functions a sampler needs.
/// Continuous on its support; multiplier not applied, and a share not yet kept within [0, 1].
struct LeafDistribution {
  std::function<double(double)> quantile;        ///< x with P(X <= x) = p, p in (0, 1)
  std::function<double(double)> upper_quantile;  ///< x with P(X > x) = q, without cancellation
  std::function<double(double)> density;
};

/// count: Jeffreys Beta(k+1/2, n-k+1/2); rate: Jeffreys Gamma(k+1/2)/n; beta: Beta(k, n-k); pert: the Beta of
/// its mode with weight 4 (Vose 2008) on [low, high]; normal and lognormal by their 5th and 95th percentile.
/// Absent for point, uniform, triangular and sample, which have closed forms, and for a range or an unknown,
/// which state no distribution.
std::optional<LeafDistribution> distribution_of(const Leaf& leaf);

/// Why a leaf has no distribution to draw from; empty if it has one.
std::string why_not_drawn(const Leaf& leaf);

/// Why the draws of a share would not be those of what is stated: its multiplier takes more than one of 1,000 past 100%, where a sampler
/// cuts them off. Empty if it does not. A bound is refused there, too.
std::string why_cut_off(const Leaf& leaf);

}  // namespace premortem
