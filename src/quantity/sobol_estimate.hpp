#pragma once
#include <span>
#include <vector>

#include "premortem/quantity/sobol_indices.hpp"
#include "quantity/sobol_design.hpp"
#include "quantity/weighted_sums.hpp"

namespace premortem {

/// Empty sums for the columns below.
WeightedSums sobol_sums(std::size_t variables, const SobolSettings& settings);

/// The products of each sample that the estimators sum up, made once for all replicates.
void sobol_columns(const SobolDesign& design, std::size_t variables, double shift, std::vector<Block>& columns);

/// @throws Refusal if the sample, or some replicate of it, does not vary
SobolIndices sobol_estimates(const WeightedSums& sums, std::span<const DesignVariable> variables,
                             const SobolSettings& settings, double shift);

}  // namespace premortem
