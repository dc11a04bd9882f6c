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

QuantileEstimate estimate(const LogHistogram& h, double p) {
  const double rank_error = std::sqrt(p * (1 - p) / static_cast<double>(h.count()));
  const double low = h.quantile(std::max(0.0, p - rank_error)), high = h.quantile(std::min(1.0, p + rank_error));
  return {h.quantile(p), (high - low) / 2};
}

Simulated summarise(const LogHistogram& h, const Moments& m, std::uint64_t above, bool limited) {
  if (!std::isfinite(h.max()) || !std::isfinite(h.min()) || !std::isfinite(m.mean))
    throw Refusal("the simulated values pass the largest number");
  const bool constant = h.min() == h.max();
  const double variance = m.count > 1 ? m.squared_deviations / (m.count - 1) : 0;
  return {constant ? h.min() : m.mean,
          constant ? 0 : std::sqrt(variance / m.count),
          estimate(h, 0.05), estimate(h, 0.50), estimate(h, 0.95),
          limited ? std::optional<double>(static_cast<double>(above) / m.count) : std::nullopt,
          h.count(),
          constant ? h.min() : h.mean_above(0.95),
          estimate(h, 0.99)};
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

Simulated collect(const SimulationPlan& plan, const Workers& workers, const Parts& parts, std::size_t output) {
  refuse_undefined(parts, output, plan.settings.samples);
  LogHistogram histogram;
  std::uint64_t above = 0;
  for (const auto& worker : workers) {
    histogram.merge(worker->histogram(output));
    above += worker->above(output);
  }
  Moments moments;
  for (const auto& part : parts) moments.merge(part[output].moments);
  return summarise(histogram, moments, above, plan.outputs[output].limit.has_value());
}

std::vector<Simulated> run(const SimulationPlan& plan) {
  Workers workers;
  for (int j = 0; j < std::max(1, plan.settings.jobs); ++j) workers.push_back(std::make_unique<SimulationWorker>(plan));
  const Parts parts = run_parts(workers);
  std::vector<Simulated> results;
  for (std::size_t i = 0; i < plan.outputs.size(); ++i) results.push_back(collect(plan, workers, parts, i));
  return results;
}

}  // namespace

std::vector<Simulated> simulate(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                                const SimulationSettings& settings) {
  return run(make_plan(leaves, outputs, settings));
}

std::vector<Simulated> simulate_correlated(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                                           const SimulationSettings& settings, std::span<const RankCorrelation> correlations) {
  SimulationPlan plan = make_plan(leaves, outputs, settings);
  plan.copula.emplace(leaves, correlations, settings.seed);
  return run(plan);
}

}  // namespace premortem
