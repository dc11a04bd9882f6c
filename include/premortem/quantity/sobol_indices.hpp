#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "premortem/quantity/expression.hpp"
#include "premortem/quantity/leaf.hpp"
#include "premortem/quantity/simulation.hpp"

namespace premortem {

struct SobolSettings {
  std::uint64_t samples = 16'384;  ///< N; the expression is evaluated N (d + 2) times for d leaves that vary
  std::uint64_t seed = 1;
  int jobs = 1;          ///< threads; the result has the same bits for any number
  int replicates = 100;  ///< of the bootstrap
  double confidence = 0.95;
};

/// How much of the variance of a quantity comes from one leaf: by itself (first), and with everything it takes part in
/// (total: what would be left, on average, if all others were known). Intervals are percentiles of the bootstrap:
/// nominal. Estimates of an index near 0 may be a little below it; they are not cut.
struct SobolIndex {
  std::size_t leaf;  ///< its number
  double first, first_low, first_high;
  double total, total_low, total_high;
};

struct SobolIndices {
  std::vector<SobolIndex> indices;  ///< of the leaves that vary, ascending by number
  double mean, variance;            ///< of the quantity, by 2 N samples
  std::uint64_t evaluations;
};

/// First-order and total Sobol' indices of an expression over independent leaves, by the design of Saltelli (matrices
/// A, B and A with one column of B, of independent draws keyed by seed, leaf name and sample): first order the
/// correlation of f(B) and f(A_B^i) (Martinez), total order the mean of (f(A) - f(A_B^i))^2 / 2 over the variance of
/// f(A) and f(B) (Jansen). The bootstrap takes whole rows of the design, each with a Poisson(1) weight in place of a
/// multinomial count: the estimators are ratios, for which that is the same to order 1/N (Hanley & MacGibbon 2006), and
/// no replicate needs the rows again. Error of an index about 1 / sqrt(N).
/// @throws DomainError unless samples >= 64, 20 <= replicates <= 10,000, 0 < confidence < 1, and as simulate
/// @throws Refusal where two leaves of the expression are stated to be correlated (variance has no such parts then;
///         Shapley effects would, and are not computed), nothing varies, a value is undefined or not finite, or some
///         replicate does not vary
/// Source: Sobol' (1993, 2001); Jansen (1999); Saltelli et al. (2010), Computer Physics Communications 181; Martinez
/// (2011); Baudin, Boumhaout, Delage, Iooss & Martinez (2016).
SobolIndices sobol_indices(const Expression& expression, std::span<const Leaf> leaves, const SobolSettings& settings,
                           std::span<const RankCorrelation> correlations = {});

}  // namespace premortem
