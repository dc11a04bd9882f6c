#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "premortem/quantity/simulation.hpp"
#include "premortem/random/philox.hpp"
#include "quantity/leaf_copula.hpp"
#include "quantity/leaf_sampler.hpp"

namespace premortem {

// Samples are cut into the same parts whatever the number of threads, and parts are merged in order.
constexpr std::uint64_t simulation_parts = 64;

/// A leaf as the sampler sees it: a constant, or a stream and its inversion.
struct SimulatedVariable {
  std::optional<double> constant;
  StreamKey key;
  std::unique_ptr<LeafSampler> sampler;
};

/// Everything that the threads of a simulation share, read-only.
struct SimulationPlan {
  std::vector<SimulatedVariable> variables;  ///< by leaf number; unused leaves are empty
  std::vector<std::size_t> drawn;            ///< leaves that vary
  std::span<const SimulatedOutput> outputs;
  SimulationSettings settings;
  std::uint64_t part_size = 0;
  std::optional<LeafCopula> copula;  ///< of the leaves that are correlated
  std::vector<std::optional<double>> centres;  ///< empty in the first pass; in the second by output: count distances from it
};

/// @throws DomainError if samples is 0, a used leaf has no distribution, or an overlap is unknown
SimulationPlan make_plan(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                         const SimulationSettings& settings);

}  // namespace premortem
