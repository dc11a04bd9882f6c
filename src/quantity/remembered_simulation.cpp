#include "quantity/remembered_simulation.hpp"

#include <algorithm>
#include <cmath>

#include "quantity/kept_simulations.hpp"
#include "quantity/product_evaluator.hpp"

namespace premortem {
namespace {

/// The draws that an output hangs on; absent where no memory can name them.
std::optional<ProductCore> core_of(const SimulationPlan& plan, std::size_t output) {
  if (!plan.products[output] ) return std::nullopt;
  ProductCore core{{}, plan.products[output]->start, plan.settings.samples, plan.settings.seed};
  bool kept = true;
  visit_product(plan.outputs[output].expressions.front(), product_columns(plan), [&](std::size_t leaf, bool divides) {
    kept = kept && plan.variables[leaf].draws.is_kept;
    core.factors.push_back({plan.variables[leaf].draws.sampler, plan.variables[leaf].key.variable, divides});
  });
  return kept ? std::optional(std::move(core)) : std::nullopt;
}

/// The result of an output from what is known of its core; absent where a limit needs values that are not kept.
std::optional<Simulated> known_result(const CoreResult* known, const SimulationPlan& plan, std::size_t output) {
  const auto limit = plan.outputs[output].limit;
  const double rest = rest_of(plan, output);
  if (!known || (limit && known->ascending.empty()) || !std::isfinite(known->largest * rest)) return std::nullopt;
  Simulated s = known->simulated;
  s.share_above.reset();
  const auto& values = known->ascending;
  if (limit) {
    const auto above = std::partition_point(values.begin(), values.end(), [&](double x) { return !(x * rest > *limit); });
    s.share_above = static_cast<double>(values.end() - above) / static_cast<double>(values.size());
  }
  return times(s, rest);
}

}  // namespace

std::vector<Simulated> simulate_with_memory(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs, const SimulationSettings& settings) {
  auto& memory = settings.memory->kept();
  const SimulationPlan plan = make_plan(leaves, outputs, settings);
  std::vector<std::optional<ProductCore>> cores;
  std::vector<std::optional<Simulated>> results;
  std::vector<SimulatedOutput> unknown;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    cores.push_back(core_of(plan, i));
    results.push_back(cores.back() ? known_result(memory.find(*cores.back()), plan, i) : std::nullopt);
    if (!results.back()) unknown.push_back(outputs[i]);
  }
  if (!unknown.empty()) {
    SimulationPlan rest = make_plan(leaves, unknown, settings);
    rest.keeps_values = settings.samples <= most_kept_values;
    auto made = run_cores(rest);
    for (std::size_t i = 0, next = 0; i < outputs.size(); ++i) {
      if (results[i]) continue;
      results[i] = times(made[next].simulated, rest_of(rest, next));
      const bool says_less = cores[i] && !outputs[i].limit && memory.find(*cores[i]);  // of a core whose values are kept already
      if (cores[i] && !says_less) memory.keep(*std::move(cores[i]), std::move(made[next]));
      ++next;
    }
  }
  std::vector<Simulated> all;
  for (auto& result : results) all.push_back(*std::move(result));
  return all;
}

}  // namespace premortem
