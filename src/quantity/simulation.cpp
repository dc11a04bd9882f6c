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

std::vector<Simulated> run(SimulationPlan& plan) {
  std::vector<Counts> counts;
  std::vector<std::uint64_t> above(plan.outputs.size(), 0);
  std::vector<bool> constant;
  Parts parts;
  {
    const Workers workers = workers_of(plan);
    parts = run_parts(workers);
    for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
      refuse_undefined(parts, i, plan.settings.samples);
      counts.push_back({merged(workers, i), 0});
      for (const auto& worker : workers) above[i] += worker->above(i);
    }
  }
  std::vector<Moments> moments(plan.outputs.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto& h = counts[i].histogram;
    for (const auto& part : parts) moments[i].merge(part[i].moments);
    if (!std::isfinite(h.max()) || !std::isfinite(h.min()) || !std::isfinite(moments[i].mean)) throw Refusal("the simulated values pass the largest number");
    constant.push_back(h.min() == h.max());
  }
  refine(plan, counts);
  std::vector<Simulated> results;
  for (std::size_t i = 0; i < counts.size(); ++i) results.push_back(summarise(counts[i], moments[i], above[i], plan.outputs[i].limit.has_value(), constant[i]));
  return results;
}

}  // namespace

std::vector<Simulated> simulate(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                                const SimulationSettings& settings) {
  SimulationPlan plan = make_plan(leaves, outputs, settings);
  return run(plan);
}

std::vector<Simulated> simulate_correlated(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                                           const SimulationSettings& settings, std::span<const RankCorrelation> correlations) {
  SimulationPlan plan = make_plan(leaves, outputs, settings);
  plan.copula.emplace(leaves, correlations, settings.seed);
  return run(plan);
}

}  // namespace premortem
