#include "quantity/kept_simulations.hpp"

#include <algorithm>

#include "premortem/core/interval.hpp"
#include "premortem/quantity/leaf_distribution.hpp"

namespace premortem {
namespace {

// A table takes about 20 KiB, the kept values of a core at most 1 MiB.
constexpr std::size_t most_tables = 1024, most_cores = 32;

bool holds_sample(const Leaf& leaf) { return leaf.shape == Shape::sample || std::any_of(leaf.experts.begin(), leaf.experts.end(), holds_sample); }

/// Whether two leaves are drawn from one table. What is told of a leaf (its label, places, source) changes no draw.
bool same_table(const Leaf& a, const Leaf& b) {
  return a.shape == b.shape && a.unknown == b.unknown && a.unit_kind == b.unit_kind && a.evidence == b.evidence && a.low == b.low && a.best == b.best && a.high == b.high && a.k == b.k &&
         a.n == b.n && a.multiplier == b.multiplier && std::equal(a.experts.begin(), a.experts.end(), b.experts.begin(), b.experts.end(), same_table);
}

/// The leaf as its table sees it.
Leaf table_leaf(const Leaf& leaf) {
  Leaf l;
  l.shape = leaf.shape, l.unknown = leaf.unknown, l.evidence = leaf.evidence, l.unit_kind = leaf.unit_kind;
  l.low = leaf.low, l.best = leaf.best, l.high = leaf.high, l.k = leaf.k, l.n = leaf.n;
  l.multiplier = leaf.multiplier;
  for (const auto& expert : leaf.experts) l.experts.push_back(table_leaf(expert));
  return l;
}

/// The smallest and the largest draw there is, before a share is cut off. Not of a pool, nor of a sample.
Interval range_of(const Leaf& leaf) {
  if (leaf.shape == Shape::uniform || leaf.shape == Shape::triangular || leaf.shape == Shape::pert) return {*leaf.low, *leaf.high};
  constexpr double first_uniform = 0x1p-53;
  Leaf uncut = leaf;
  uncut.unit_kind = UnitKind::factor;
  const auto distribution = *distribution_of(uncut);
  return {distribution.quantile(first_uniform), distribution.upper_quantile(first_uniform)};
}

/// Whether the multiplier is a factor of the draws: neither they nor what it makes of them is ever cut off, since a share lies within
/// [0, 1] from its smallest draw to its largest, as it is and multiplied.
bool is_factor(double multiplier, const Leaf& unscaled) {
  if (multiplier == 1 || !(multiplier > 0) || holds_sample(unscaled)) return false;  // an empirical sampler refers to the values of its leaf
  if (unscaled.unit_kind != UnitKind::share) return true;
  if (unscaled.shape == Shape::pool || !why_not_drawn(unscaled).empty()) return false;
  const auto range = range_of(unscaled);
  constexpr double most = 1 - 1e-6;  // a table is as near as that
  return range.low >= 0 && range.high <= most && range.high * multiplier <= most;
}

Leaf without_multiplier(const Leaf& leaf) {
  Leaf unscaled = leaf;
  unscaled.multiplier = 1;
  return unscaled;
}

std::size_t tables_of(const Leaf& leaf) { return 1 + leaf.experts.size(); }

}  // namespace

ScaledDraws scaled_draws(const Leaf& leaf, int jobs) {
  if (leaf.multiplier == 1) return {make_sampler(leaf, jobs), 1};
  const Leaf unscaled = without_multiplier(leaf);
  if (is_factor(leaf.multiplier, unscaled)) return {make_sampler(unscaled, jobs), leaf.multiplier};
  return {make_sampler(leaf, jobs), 1};
}

ScaledDraws SimulationMemory::Kept::draws_of(const Leaf& leaf) {
  if (holds_sample(leaf)) return scaled_draws(leaf);
  const auto& tables = tables_[leaf.name];
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return same_table(t.leaf, leaf); });
  return found != tables.end() ? found->draws : make_draws(leaf);
}

ScaledDraws SimulationMemory::Kept::make_draws(const Leaf& leaf) {
  ScaledDraws draws;
  const Leaf unscaled = without_multiplier(leaf);
  if (is_factor(leaf.multiplier, unscaled)) draws = {draws_of(unscaled).sampler, leaf.multiplier};  // all multiples share one table
  else draws = {make_sampler(leaf), 1};
  draws.is_kept = true;
  if (table_count_ >= most_tables) {
    for (auto& [name, tables] : tables_) tables.clear();
    cores_.clear();  // none of them can be asked for any more
    table_count_ = 0;
  }
  tables_[leaf.name].push_back({table_leaf(leaf), draws});
  table_count_ += tables_of(leaf);
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
