#include "quantity/simulation_plan.hpp"

#include <algorithm>

#include "premortem/core/error.hpp"
#include "quantity/block_evaluator.hpp"

namespace premortem {
namespace {

std::vector<std::size_t> used_leaves(std::span<const SimulatedOutput> outputs) {
  std::vector<std::size_t> used;
  for (const auto& output : outputs) {
    for (const auto& e : output.expressions)
      for (const auto leaf : leaves_of(e)) used.push_back(leaf);
    if (output.population) used.push_back(*output.population);
    if (output.price) used.push_back(*output.price);
  }
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

}  // namespace

SimulationPlan make_plan(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                         const SimulationSettings& settings) {
  if (settings.samples == 0) throw DomainError("a simulation needs at least one sample");
  SimulationPlan plan;
  plan.variables.resize(leaves.size());
  plan.outputs = outputs;
  plan.settings = settings;
  for (const auto i : used_leaves(outputs)) {
    plan.variables[i].constant = constant_of(leaves[i]);
    if (plan.variables[i].constant) continue;
    plan.variables[i].key = {settings.seed, variable_id(leaves[i].name)};
    plan.variables[i].sampler = make_sampler(leaves[i]);
    plan.drawn.push_back(i);
  }
  const std::uint64_t blocks = (settings.samples + block_size - 1) / block_size;
  plan.part_size = (blocks + simulation_parts - 1) / simulation_parts * block_size;
  return plan;
}

}  // namespace premortem
