#include "premortem/quantity/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/in_parallel.hpp"
#include "premortem/core/error.hpp"
#include "quantity/remembered_simulation.hpp"
#include "quantity/simulated_counts.hpp"
#include "quantity/simulation_worker.hpp"

namespace premortem {
namespace {

using Slices = std::vector<std::vector<SliceResult>>;  // by slice, then by output

/// One pass over all samples: what the slices came to, and the threads' workers with their counts.
struct Pass {
  Slices slices;
  std::vector<std::unique_ptr<SimulationWorker>> workers;
};

/// The slices go to whichever thread is free; what each comes to does not depend on that.
Pass run_pass(const SimulationPlan& plan) {
  const int jobs = std::max(1, plan.settings.jobs);
  Pass pass{Slices(plan.slices.size()), {}};
  pass.workers.resize(static_cast<std::size_t>(jobs));
  in_parallel(pass.slices.size(), jobs, [&](std::size_t i, std::size_t worker) {
    auto& own = pass.workers[worker];
    if (!own) own = std::make_unique<SimulationWorker>(plan);
    pass.slices[i] = own->run(plan.slices[i]);
  });
  std::erase(pass.workers, nullptr);  // of threads that came too late
  return pass;
}

void refuse_undefined(const Slices& slices, std::size_t output, std::uint64_t samples) {
  std::uint64_t undefined = 0;
  std::string why;
  for (const auto& slice : slices) {
    if (undefined == 0) why = slice[output].why_undefined;
    undefined += slice[output].undefined;
  }
  if (undefined > 0) throw Refusal(fmt::format("{} of {} samples ask for {}", undefined, samples, why));
}

Moments moments_of(const SimulationPlan& plan, const Slices& slices, std::size_t output) {
  MomentsBySlice moments;
  for (std::size_t i = 0; i < slices.size(); ++i) moments.add(plan.slices[i], slices[i][output].moments);
  return moments.all();
}

LogHistogram take_merged(Pass& pass, std::size_t output) {
  LogHistogram histogram = pass.workers.front()->take_histogram(output);
  for (std::size_t i = 1; i < pass.workers.size(); ++i) histogram.merge(pass.workers[i]->take_histogram(output));
  return histogram;
}

/// Counts those outputs again that are too coarse, all in one pass over the same draws.
void refine(SimulationPlan& plan, std::vector<Counts>& counts) {
  std::vector<std::optional<double>> centres(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (is_coarse(counts[i].histogram)) centres[i] = counts[i].histogram.quantile(0.5);
  if (std::none_of(centres.begin(), centres.end(), [](const auto& c) { return c.has_value(); })) return;
  plan.centres = centres;
  Pass pass = run_pass(plan);
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (centres[i]) counts[i] = {take_merged(pass, i), *centres[i]};
}

}  // namespace

std::vector<CoreResult> run_cores(SimulationPlan& plan) {
  std::vector<Counts> counts;
  std::vector<std::vector<double>> values(plan.outputs.size());
  std::vector<std::uint64_t> above(plan.outputs.size(), 0);
  std::vector<bool> constant;
  Slices slices;
  {
    Pass pass = run_pass(plan);
    for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
      refuse_undefined(pass.slices, i, plan.settings.samples);
      counts.push_back({take_merged(pass, i), 0});
      for (const auto& worker : pass.workers) {
        above[i] += worker->above(i);
        values[i].insert(values[i].end(), worker->values(i).begin(), worker->values(i).end());
      }
    }
    slices = std::move(pass.slices);
  }
  std::vector<Moments> moments;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto& h = counts[i].histogram;
    moments.push_back(moments_of(plan, slices, i));
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

Simulated times(Simulated s, double rest) {
  if (rest == 1) return s;
  s.mean *= rest, s.mean_standard_error *= rest, s.expected_shortfall_95 *= rest;
  for (auto* q : {&s.p05, &s.p50, &s.p95, &s.p99}) q->value *= rest, q->standard_error *= rest;
  return s;
}

namespace {

std::vector<Simulated> run_all(SimulationPlan& plan) {
  const auto cores = run_cores(plan);
  std::vector<Simulated> results;
  for (std::size_t i = 0; i < cores.size(); ++i) results.push_back(times(cores[i].simulated, rest_of(plan, i)));
  return results;
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
