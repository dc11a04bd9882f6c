#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "premortem/quantity/simulation.hpp"
#include "premortem/quantity/simulation_memory.hpp"
#include "quantity/leaf_sampler.hpp"

namespace premortem {

/// A leaf's draws: those of a sampler, times a factor that is 1 unless it is a multiplier under which no draw is cut off.
struct ScaledDraws {
  std::shared_ptr<const LeafSampler> sampler;
  double factor = 1;
  bool is_kept = false;  ///< the sampler's address names it while the memory lasts
};

/// A product as far as its draws go: the samplers and streams of its leaves in the order of their multiplication, and the power of
/// two that they are multiplied by.
struct ProductCore {
  struct Factor {
    std::shared_ptr<const LeafSampler> sampler;
    std::uint64_t stream = 0;
    bool divides = false;
    auto operator<=>(const Factor&) const = default;
  };
  std::vector<Factor> factors;
  double start = 1;
  std::uint64_t samples = 0, seed = 0;
  auto operator<=>(const ProductCore&) const = default;
};

/// What is known of a core. Its values are kept where there are few and a limit was asked for.
struct CoreResult {
  Simulated simulated;
  double largest = 0;             ///< of the values' sizes
  std::vector<double> ascending;  ///< empty: not kept
};

/// More samples than that are not kept one by one.
constexpr std::uint64_t most_kept_values = 131'072;

struct SimulationMemory::Kept {
  /// The sampler of a leaf, made if need be.
  ScaledDraws draws_of(const Leaf& leaf);
  const CoreResult* find(const ProductCore& core) const;
  void keep(ProductCore core, CoreResult result);

 private:
  struct Table {
    Leaf leaf;
    ScaledDraws draws;
  };
  ScaledDraws make_draws(const Leaf& leaf);

  std::map<std::string, std::vector<Table>> tables_;  // by the leaf's name
  std::size_t table_count_ = 0;
  std::map<ProductCore, CoreResult> cores_;
};

/// As draws_of, without a memory.
ScaledDraws scaled_draws(const Leaf& leaf, int jobs = 1);

}  // namespace premortem
