#include "premortem/quantity/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <thread>

#include "premortem/core/error.hpp"
#include "quantity/simulation_worker.hpp"

namespace premortem {
namespace {

using Workers = std::vector<std::unique_ptr<SimulationWorker>>;
using Parts = std::vector<std::vector<PartResult>>;  // by part, then by output

/// The counts of an output, of its values or of their distances from a centre.
struct Counts {
  LogHistogram histogram;
  double centre = 0;

  double quantile(double p) const { return centre + histogram.quantile(p); }
};

QuantileEstimate estimate(const Counts& c, double p) {
  const double rank_error = std::sqrt(p * (1 - p) / static_cast<double>(c.histogram.count()));
  // Distances are not rounded yet, as the quantiles are.
  const double low = c.histogram.quantile(std::max(0.0, p - rank_error)), high = c.histogram.quantile(std::min(1.0, p + rank_error));
  return {c.quantile(p), (high - low) / 2};
}

Simulated summarise(const Counts& c, const Moments& m, std::uint64_t above, bool limited, bool constant) {
  const double variance = m.count > 1 ? m.squared_deviations / (m.count - 1) : 0;
  return {constant ? c.histogram.min() : m.mean,
          constant ? 0 : std::sqrt(variance / m.count),
          estimate(c, 0.05), estimate(c, 0.50), estimate(c, 0.95),
          limited ? std::optional<double>(static_cast<double>(above) / m.count) : std::nullopt,
          c.histogram.count(),
          constant ? c.histogram.min() : c.centre + c.histogram.mean_above(0.95),
          estimate(c, 0.99)};
}

/// A small spread about a large value falls into few bins, whose width is a part of the value. Such an output is counted once more, by
/// its distance from the middle, of which the bins are a part then.
bool is_coarse(const LogHistogram& h) {
  constexpr double bin = 0x1p-12;          // of the value
  constexpr double resolution = 1e-3;      // of the spread that a bin may be at most
  if (h.min() == h.max()) return false;
  const double low = h.quantile(0.05), high = h.quantile(0.95);
  return std::max(std::abs(low), std::abs(high)) * bin > resolution * (high - low);
}

/// The parts go to whichever thread is free; what each comes to does not depend on that.
Parts run_parts(const Workers& workers) {
  Parts results(simulation_parts);
  std::atomic<std::uint64_t> next{0};
  std::vector<std::exception_ptr> failures(workers.size());
  const auto work = [&](std::size_t j) {
    try {
      for (std::uint64_t part = next++; part < simulation_parts; part = next++) results[part] = workers[j]->run_part(part);
    } catch (...) {
      failures[j] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t j = 1; j < workers.size(); ++j) threads.emplace_back(work, j);
    work(0);
  }
  for (const auto& failure : failures)
    if (failure) std::rethrow_exception(failure);
  return results;
}

void refuse_undefined(const Parts& parts, std::size_t output, std::uint64_t samples) {
  std::uint64_t undefined = 0;
  std::string why;
  for (const auto& part : parts) {
    if (undefined == 0) why = part[output].why_undefined;
    undefined += part[output].undefined;
  }
  if (undefined > 0) throw Refusal(fmt::format("{} of {} samples ask for {}", undefined, samples, why));
}

LogHistogram merged(const Workers& workers, std::size_t output) {
  LogHistogram histogram;
  for (const auto& worker : workers) histogram.merge(worker->histogram(output));
  return histogram;
}

Workers workers_of(const SimulationPlan& plan) {
  Workers workers;
  for (int j = 0; j < std::max(1, plan.settings.jobs); ++j) workers.push_back(std::make_unique<SimulationWorker>(plan));
  return workers;
}

/// Counts those outputs again that are too coarse, all in one pass over the same draws.
void refine(SimulationPlan& plan, std::vector<Counts>& counts) {
  std::vector<std::optional<double>> centres(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (is_coarse(counts[i].histogram)) centres[i] = counts[i].histogram.quantile(0.5);
  if (std::none_of(centres.begin(), centres.end(), [](const auto& c) { return c.has_value(); })) return;
  plan.centres = centres;
  const Workers workers = workers_of(plan);
  run_parts(workers);
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (centres[i]) counts[i] = {merged(workers, i), *centres[i]};
}

/// The results of a run, before what the constants of products have left.
std::vector<CoreResult> run(SimulationPlan& plan) {
  std::vector<Counts> counts;
  std::vector<std::vector<double>> values(plan.outputs.size());
  std::vector<std::uint64_t> above(plan.outputs.size(), 0);
  std::vector<bool> constant;
  Parts parts;
  {
    const Workers workers = workers_of(plan);
    parts = run_parts(workers);
    for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
      refuse_undefined(parts, i, plan.settings.samples);
      counts.push_back({merged(workers, i), 0});
      for (const auto& worker : workers) {
        above[i] += worker->above(i);
        values[i].insert(values[i].end(), worker->values(i).begin(), worker->values(i).end());
      }
    }
  }
  std::vector<Moments> moments(plan.outputs.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto& h = counts[i].histogram;
    for (const auto& part : parts) moments[i].merge(part[i].moments);
    const double rest = rest_of(plan, i);
    if (!std::isfinite(rest * h.max()) || !std::isfinite(rest * h.min()) || !std::isfinite(rest * moments[i].mean)) throw Refusal("the simulated values pass the largest number");
    constant.push_back(h.min() == h.max());
  }
  refine(plan, counts);
  std::vector<CoreResult> results;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::sort(values[i].begin(), values[i].end());
    results.push_back({summarise(counts[i], moments[i], above[i], plan.outputs[i].limit.has_value(), constant[i]),
                       std::max(std::abs(counts[i].centre + counts[i].histogram.min()), std::abs(counts[i].centre + counts[i].histogram.max())), std::move(values[i])});
  }
  return results;
}

/// A result times what the constants of a product have left.
Simulated times(Simulated s, double rest) {
  if (rest == 1) return s;
  s.mean *= rest, s.mean_standard_error *= rest, s.expected_shortfall_95 *= rest;
  for (auto* q : {&s.p05, &s.p50, &s.p95, &s.p99}) q->value *= rest, q->standard_error *= rest;
  return s;
}

std::vector<Simulated> run_all(SimulationPlan& plan) {
  const auto cores = run(plan);
  std::vector<Simulated> results;
  for (std::size_t i = 0; i < cores.size(); ++i) results.push_back(times(cores[i].simulated, rest_of(plan, i)));
  return results;
}

/// The draws that an output hangs on; absent where no memory can name them.
std::optional<ProductCore> core_of(const SimulationPlan& plan, std::size_t output) {
  if (!plan.products[output] || !std::isfinite(plan.products[output]->start)) return std::nullopt;
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
  if (limit) s.share_above = static_cast<double>(values.end() - std::upper_bound(values.begin(), values.end(), *limit / rest)) / static_cast<double>(values.size());
  return times(s, rest);
}

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
    auto made = run(rest);
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

}  // namespace

std::vector<Simulated> simulate(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                                const SimulationSettings& settings) {
  if (settings.memory) return simulate_with_memory(leaves, outputs, settings);
  SimulationPlan plan = make_plan(leaves, outputs, settings);
  return run_all(plan);
}

std::vector<Simulated> simulate_correlated(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                                           const SimulationSettings& settings, std::span<const RankCorrelation> correlations) {
  SimulationPlan plan = make_plan(leaves, outputs, settings);
  plan.copula.emplace(leaves, correlations, settings.seed);
  return run_all(plan);
}

}  // namespace premortem
