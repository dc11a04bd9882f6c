#include "premortem/quantity/sobol_indices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/in_parallel.hpp"
#include "premortem/core/error.hpp"
#include "quantity/score_correlations.hpp"
#include "quantity/sobol_design.hpp"
#include "quantity/sobol_estimate.hpp"

namespace premortem {
namespace {

constexpr std::uint64_t parts = 16;  // whatever the number of threads; merged in order

void require_settings(const SobolSettings& s) {
  if (s.samples < 64) throw DomainError(fmt::format("Sobol' indices need at least 64 samples; found {}", s.samples));
  if (s.replicates < 20 || s.replicates > 10'000)
    throw DomainError(fmt::format("an interval needs 20 to 10,000 replicates; found {}", s.replicates));
  if (!(s.confidence > 0 && s.confidence < 1))
    throw DomainError(fmt::format("a confidence is between 0 and 1; found {}", s.confidence));
}

void refuse_correlated(std::span<const Leaf> leaves, std::span<const DesignVariable> variables,
                       std::span<const RankCorrelation> correlations) {
  const auto used = [&](std::size_t leaf) {
    return std::any_of(variables.begin(), variables.end(), [&](const auto& v) { return v.leaf == leaf; });
  };
  for (const auto& c : effective_correlations(leaves, correlations))
    if (used(c.a) && used(c.b))
      throw Refusal(fmt::format(
          "Sobol' indices are shares of the variance of unrelated estimates, and `{}` and `{}` are stated to be "
          "correlated; Shapley effects, which would allow that, are not computed",
          leaves[c.a].name, leaves[c.b].name));
}

struct Job {
  const Expression& expression;
  std::span<const Leaf> leaves;
  std::span<const DesignVariable> variables;
  const SobolSettings& settings;
  DesignScale scale;
};

/// Of the first block: what is near its mean, and the power of two that brings its largest value next to 1. By a power of two
/// no digit changes, and squares of 1e200 or of 1e-300 stay numbers.
DesignScale first_scale(const Job& job) {
  SobolDesign design(job.expression, job.leaves, job.variables);
  const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(block_size, job.settings.samples));
  design.evaluate(0, n);
  double mean = 0, largest = 0;
  for (std::size_t i = 0; i < n; ++i) mean += design.a()[i] / static_cast<double>(n), largest = std::max(largest, std::abs(design.a()[i]));
  int exponent = 0;
  if (std::isfinite(largest)) std::frexp(largest, &exponent);
  constexpr int most = 1000;  // a power of two that is a number, and so is its inverse
  const double factor = std::ldexp(1, -std::clamp(exponent, -most, most));
  return {factor, mean * factor};
}

WeightedSums run_part(const Job& job, std::uint64_t part) {
  WeightedSums sums = sobol_sums(job.variables.size(), job.settings);
  SobolDesign design(job.expression, job.leaves, job.variables);
  std::vector<Block> columns;
  const std::uint64_t blocks = (job.settings.samples + block_size - 1) / block_size;
  const std::uint64_t size = (blocks + parts - 1) / parts * block_size;
  const std::uint64_t end = std::min((part + 1) * size, job.settings.samples);
  for (std::uint64_t first = part * size; first < end; first += block_size) {
    const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(block_size, end - first));
    design.evaluate(first, n);
    sobol_columns(design, job.variables.size(), job.scale, columns);
    sums.add(first, n, columns);
  }
  return sums;
}

WeightedSums run(const Job& job) {
  std::vector<std::optional<WeightedSums>> results(parts);
  in_parallel(parts, job.settings.jobs, [&](std::size_t part, std::size_t) { results[part] = run_part(job, part); });
  for (std::uint64_t part = 1; part < parts; ++part) results[0]->merge(*results[part]);
  return std::move(*results[0]);
}

}  // namespace

SobolIndices sobol_indices(const Expression& expression, std::span<const Leaf> leaves, const SobolSettings& settings,
                           std::span<const RankCorrelation> correlations) {
  require_settings(settings);
  const auto variables = design_variables(expression, leaves, settings.seed);
  refuse_correlated(leaves, variables, correlations);
  if (variables.empty()) throw Refusal("no estimate of the quantity varies, so there is no variance to share out");
  Job job{expression, leaves, variables, settings, {}};
  job.scale = first_scale(job);
  return sobol_estimates(run(job), variables, settings, job.scale);
}

}  // namespace premortem
