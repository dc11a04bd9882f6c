#pragma once
#include <span>
#include <vector>

#include "quantity/simulation_plan.hpp"

namespace premortem {

/// The results of a run, before what the constants of products have left (rest_of). @throws Refusal as simulate
std::vector<CoreResult> run_cores(SimulationPlan& plan);

/// A result times what the constants of a product have left.
Simulated times(Simulated s, double rest);

/// As simulate, with a memory in the settings: what it knows is not drawn again, and what is drawn it keeps.
std::vector<Simulated> simulate_with_memory(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs, const SimulationSettings& settings);

}  // namespace premortem
