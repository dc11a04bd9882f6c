#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "premortem/quantity/simulation.hpp"
#include "premortem/random/philox.hpp"
#include "quantity/leaf_copula.hpp"
#include "quantity/kept_simulations.hpp"
#include "quantity/product_evaluator.hpp"
#include "quantity/sample_slices.hpp"

namespace premortem {

/// A leaf as the sampler sees it: a constant, or a stream and its inversion.
struct SimulatedVariable {
  std::optional<double> constant;
  StreamKey key;
  ScaledDraws draws;
  bool in_product = false, elsewhere = false;  ///< what outputs want: products take draws without their factor
};

/// Everything that the threads of a simulation share, read-only.
struct SimulationPlan {
  std::vector<SimulatedVariable> variables;  ///< by leaf number; unused leaves are empty
  std::vector<std::size_t> drawn;            ///< leaves that vary
  std::span<const SimulatedOutput> outputs;
  SimulationSettings settings;
  std::vector<std::optional<ProductConstants>> products;  ///< by output; absent for what is no product
  std::vector<SampleSlice> slices;
  bool keeps_values = false;         ///< of the outputs with a limit
  std::optional<LeafCopula> copula;  ///< of the leaves that are correlated
  std::vector<std::optional<double>> centres;  ///< empty in the first pass; in the second by output: count distances from it
};

/// A leaf's column in products, without values where it is a constant. In a plan's copy the values are no more than a mark.
std::vector<LeafColumn> product_columns(const SimulationPlan& plan);

/// By what an output's simulated values are still to be multiplied.
double rest_of(const SimulationPlan& plan, std::size_t output);

/// @throws DomainError if samples is 0, a used leaf has no distribution, or an overlap is unknown
SimulationPlan make_plan(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                         const SimulationSettings& settings);

}  // namespace premortem
