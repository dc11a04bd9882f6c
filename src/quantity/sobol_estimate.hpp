#pragma once
#include <span>
#include <vector>

#include "premortem/quantity/sobol_indices.hpp"
#include "quantity/sobol_design.hpp"
#include "quantity/weighted_sums.hpp"

namespace premortem {

/// Every value is multiplied by a power of two, and then a number near the mean is taken off, so that squares keep their digits.
struct DesignScale {
  double factor = 1;
  double shift = 0;  ///< of the multiplied values
};

/// Empty sums for the columns below.
WeightedSums sobol_sums(std::size_t variables, const SobolSettings& settings);

/// The products of each sample that the estimators sum up, made once for all replicates.
void sobol_columns(const SobolDesign& design, std::size_t variables, const DesignScale& scale, std::vector<Block>& columns);

/// @throws Refusal if the sample, or some replicate of it, does not vary
SobolIndices sobol_estimates(const WeightedSums& sums, std::span<const DesignVariable> variables,
                             const SobolSettings& settings, const DesignScale& scale);

}  // namespace premortem
