#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/place.hpp"
#include "premortem/quantity/expression.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem {

class SimulationMemory;

struct SimulationSettings {
  std::uint64_t samples = 100'000;
  std::uint64_t seed = 1;
  int jobs = 1;  ///< threads; the result has the same bits for any number
  SimulationMemory* memory = nullptr;  ///< what earlier simulations of this thread have made; it changes no bit (simulation_memory.hpp)
};

/// A quantile with its standard error, half the distance between the quantiles one binomial standard error
/// of the rank below and above (Woodruff 1952, JASA 47).
struct QuantileEstimate {
  double value;
  double standard_error;
};

/// The `independent` reading: what a quantity does if the estimates of its leaves are unrelated.
struct Simulated {
  double mean, mean_standard_error;
  QuantileEstimate p05, p50, p95;
  std::optional<double> share_above;  ///< share of samples above the output's limit, where it has one
  std::uint64_t samples;
  /// Mean of the worst (largest) 5% of the samples. Beside the error of sampling it is off by at most 0.013%, since the values
  /// are those of bins. Source: Acerbi & Tasche (2002), Journal of Banking & Finance 26.
  double expected_shortfall_95;
  QuantileEstimate p99;
};

/// correlations.csv: how two estimates go together, as the rank correlation (Spearman) of their distributions.
struct RankCorrelation {
  std::size_t a = 0, b = 0;  ///< leaf numbers
  double correlation = 0;    ///< in [-1, 1]
  Place place;
  bool operator==(const RankCorrelation&) const = default;
};

/// What to simulate: an expression of leaves, or the complement combination of several.
struct SimulatedOutput {
  /// One expression; or, with a population, the people touched by at least one of independent events:
  /// N (1 - prod(1 - min(1, x_i / N))) with N the leaf `population` times `population_scale`.
  std::vector<Expression> expressions;
  std::optional<std::size_t> population;
  double population_scale = 1;
  std::optional<double> limit;
  std::optional<std::size_t> price = std::nullopt;  ///< with a population: the leaf that the people are multiplied by
};

/// Draws every leaf used once per sample, keyed by (seed, leaf name, sample), and summarises each output.
/// Constant memory: blocks of 1,024 samples stream through quantile tables into a histogram.
/// The result for given samples and seed does not depend on jobs, on the other outputs or on leaf order. Where an output is a product,
/// its constants (positive ones, up to a power of two) are multiplied in at the end, which moves mean and quantiles exactly: what
/// differs in them alone has the same draws and bins. A probability's
/// `or` and `and` are those of independent events.
/// The functions a formula names have the same bits on any processor (core/portable_math); the tables that leaves are drawn from
/// come from the system's exp and log, whose variants (with and without fused multiply-add) may differ in a last bit.
/// @throws DomainError if samples is 0, a used leaf has no distribution (ask why_not_drawn first), or an overlap is unknown
/// @throws Refusal if an output is not finite for some sample, or an operation is undefined there: which, and in how many
std::vector<Simulated> simulate(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                                const SimulationSettings& settings);

/// The same with the ranks of some leaves correlated by a Gaussian copula: the leaves keep their distributions, and the normal
/// scores of a pair have the correlation 2 sin(pi r / 6), r the stated rank correlation (Pearson 1907); pairs not stated are 0.
/// A leaf without a stated correlation has the same draws as without any, and so has everything where all correlations are 0.
/// Correlations of 1 and -1 are allowed. A correlation with a leaf that is constant, or has no distribution and enters no output,
/// is passed over. The order of the correlations, and which of a pair is named first, change no bit.
/// r is the rank correlation of leaves without ties; where a sample has few distinct values the achieved one is nearer to 0. Several
/// experts are drawn by the rank of what they say, to 1 in 4,096 of each one's share.
/// @throws DomainError also for a correlation outside [-1, 1], of a leaf with itself, or of a leaf number beyond `leaves`
/// @throws Refusal also if one pair has two different correlations, more than 500 leaves are correlated, or no joint distribution has
///         these correlations (the matrix of the normal scores has an eigenvalue below 0; that of the ranks may have none)
std::vector<Simulated> simulate_correlated(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                                           const SimulationSettings& settings, std::span<const RankCorrelation> correlations);

}  // namespace premortem
