#include "quantity/simulation_plan.hpp"

#include <cmath>

#include "core/in_parallel.hpp"
#include "premortem/core/error.hpp"
#include "quantity/block_evaluator.hpp"

namespace premortem {
namespace {

bool is_one_product(const SimulatedOutput& output) {
  return output.expressions.size() == 1 && !output.population && is_product(output.expressions.front());
}

/// Marks the leaves that outputs use, by the way they use them.
void mark_used(SimulationPlan& plan) {
  for (const auto& output : plan.outputs) {
    const bool product = is_one_product(output);
    const auto mark = [&](std::size_t leaf) { (product ? plan.variables.at(leaf).in_product : plan.variables.at(leaf).elsewhere) = true; };
    for (const auto& e : output.expressions)
      for (const auto leaf : leaves_of(e)) mark(leaf);
    if (output.population) mark(*output.population);
    if (output.price) mark(*output.price);
  }
}

/// The tables that leaves are drawn from take nearly all the time before the first draw, and none needs another. Those that a
/// memory keeps are made by its thread.
void make_draws(SimulationPlan& plan, std::span<const Leaf> leaves) {
  const auto& settings = plan.settings;
  in_parallel(plan.drawn.size(), settings.memory ? 1 : settings.jobs, [&](std::size_t i, std::size_t) {
    const Leaf& leaf = leaves[plan.drawn[i]];
    plan.variables[plan.drawn[i]].draws = settings.memory ? settings.memory->kept().draws_of(leaf) : scaled_draws(leaf, settings.jobs);
  });
}

}  // namespace

std::vector<LeafColumn> product_columns(const SimulationPlan& plan) {
  static constexpr double mark = 0;
  std::vector<LeafColumn> columns;
  for (const auto& v : plan.variables) columns.push_back({v.draws.sampler ? &mark : nullptr, v.constant.value_or(0), v.draws.factor});
  return columns;
}

double rest_of(const SimulationPlan& plan, std::size_t output) { return plan.products[output] ? plan.products[output]->rest : 1; }

SimulationPlan make_plan(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                         const SimulationSettings& settings) {
  if (settings.samples == 0) throw DomainError("a simulation needs at least one sample");
  SimulationPlan plan;
  plan.variables.resize(leaves.size());
  plan.outputs = outputs;
  plan.settings = settings;
  mark_used(plan);
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    auto& variable = plan.variables[i];
    if (!variable.in_product && !variable.elsewhere) continue;
    variable.constant = constant_of(leaves[i]);
    if (variable.constant) continue;
    variable.key = {settings.seed, variable_id(leaves[i].name)};
    plan.drawn.push_back(i);
  }
  make_draws(plan, leaves);
  const auto columns = product_columns(plan);
  for (const auto& output : outputs) {
    plan.products.push_back(is_one_product(output) ? std::optional(constants_of_product(output.expressions.front(), columns)) : std::nullopt);
    if (!plan.products.back() || std::isnormal(plan.products.back()->start)) continue;
    // Multipliers together may pass the range of numbers where each with its draws does not.
    plan.products.back().reset();
    for (const auto leaf : leaves_of(output.expressions.front())) plan.variables[leaf].elsewhere = true;
  }
  plan.slices = sample_slices(settings.samples, settings.jobs);
  return plan;
}

}  // namespace premortem
