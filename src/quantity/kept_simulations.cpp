#include "quantity/kept_simulations.hpp"

#include <algorithm>
#include <array>

namespace premortem {
namespace {

// A table takes about 64 KiB, the kept values of a core at most 512 KiB.
constexpr std::size_t most_tables = 512, most_cores = 64;

bool holds_sample(const Leaf& leaf) { return leaf.shape == Shape::sample || std::any_of(leaf.experts.begin(), leaf.experts.end(), holds_sample); }

/// Whether two leaves are drawn from one table. What is told of a leaf (its label, places, source) changes no draw.
bool same_table(const Leaf& a, const Leaf& b) {
  return a.shape == b.shape && a.unit_kind == b.unit_kind && a.evidence == b.evidence && a.low == b.low && a.best == b.best && a.high == b.high && a.k == b.k &&
         a.n == b.n && a.multiplier == b.multiplier && std::equal(a.experts.begin(), a.experts.end(), b.experts.begin(), b.experts.end(), same_table);
}

/// The leaf as its table sees it.
Leaf table_leaf(const Leaf& leaf) {
  Leaf l;
  l.shape = leaf.shape, l.evidence = leaf.evidence, l.unit_kind = leaf.unit_kind;
  l.low = leaf.low, l.best = leaf.best, l.high = leaf.high, l.k = leaf.k, l.n = leaf.n;
  l.multiplier = leaf.multiplier;
  for (const auto& expert : leaf.experts) l.experts.push_back(table_leaf(expert));
  return l;
}

/// Whether draws times the multiplier are never cut off: a share stays within [0, 1] from its smallest draw to its largest.
bool never_cut(const Leaf& leaf, const LeafSampler& unscaled) {
  if (leaf.unit_kind != UnitKind::share) return true;
  if (leaf.shape == Shape::pool) return false;  // its draws do not rise with their uniforms
  std::array ends{0x1p-54, 1 - 0x1p-53};
  unscaled.apply(ends);
  constexpr double slack = 1e-9;
  return ends[0] >= 0 && ends[1] * leaf.multiplier <= 1 - slack;
}

}  // namespace

ScaledDraws scaled_draws(const Leaf& leaf) {
  if (leaf.multiplier != 1 && leaf.multiplier > 0) {
    Leaf unscaled = leaf;
    unscaled.multiplier = 1;
    // An empirical sampler refers to the values of its leaf.
    if (!holds_sample(leaf)) {
      std::shared_ptr<const LeafSampler> sampler = make_sampler(unscaled);
      if (never_cut(leaf, *sampler)) return {std::move(sampler), leaf.multiplier};
    }
  }
  return {make_sampler(leaf), 1};
}

ScaledDraws SimulationMemory::Kept::draws_of(const Leaf& leaf) {
  if (holds_sample(leaf)) return scaled_draws(leaf);
  auto& tables = tables_[leaf.name];
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return same_table(t.leaf, leaf); });
  if (found != tables.end()) return found->draws;
  auto draws = scaled_draws(leaf);
  draws.is_kept = true;
  // Multiples of one table share it.
  if (draws.factor != 1) {
    Leaf unscaled = table_leaf(leaf);
    unscaled.multiplier = 1;
    const auto same = std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return same_table(t.leaf, unscaled); });
    if (same != tables.end()) draws.sampler = same->draws.sampler;
    else tables.push_back({unscaled, {draws.sampler, 1, true}}), ++table_count_;
  }
  if (table_count_ >= most_tables) {
    for (auto& [name, all] : tables_) all.clear();
    table_count_ = 0;
  }
  tables.push_back({table_leaf(leaf), draws});
  ++table_count_;
  return draws;
}

const CoreResult* SimulationMemory::Kept::find(const ProductCore& core) const {
  const auto found = cores_.find(core);
  return found == cores_.end() ? nullptr : &found->second;
}

void SimulationMemory::Kept::keep(ProductCore core, CoreResult result) {
  if (cores_.size() >= most_cores) cores_.clear();
  cores_.insert_or_assign(std::move(core), std::move(result));
}

SimulationMemory::SimulationMemory() : kept_(new Kept) {}
SimulationMemory::~SimulationMemory() = default;
SimulationMemory::SimulationMemory(SimulationMemory&&) noexcept = default;
SimulationMemory& SimulationMemory::operator=(SimulationMemory&&) noexcept = default;

}  // namespace premortem
