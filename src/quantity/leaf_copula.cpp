#include "quantity/leaf_copula.hpp"

#include <algorithm>
#include <numeric>

#include "premortem/statistics/distribution.hpp"
#include "quantity/leaf_sampler.hpp"
#include "quantity/score_correlations.hpp"

namespace premortem {
namespace {

constexpr double smallest_uniform = 0x1p-53;

double inside(double u) { return std::clamp(u, smallest_uniform, 1 - smallest_uniform); }

double score_of(double u) { return u < 0.5 ? normal_quantile(0, 1, u) : normal_upper_quantile(0, 1, 1 - u); }

/// What several experts say is drawn by parts of (0, 1), one an expert, so it does not ascend with its uniform. Cut
/// into cells and put in the order of their values it does, to the width of a cell, and every value keeps its
/// probability.
std::vector<std::uint32_t> cells_by_value(const Leaf& leaf) {
  constexpr std::size_t cells_of_each = 4096;
  const std::size_t cells = leaf.experts.size() * cells_of_each;
  std::vector<double> values(cells);
  for (std::size_t i = 0; i < cells; ++i) values[i] = (static_cast<double>(i) + 0.5) / static_cast<double>(cells);
  make_sampler(leaf)->apply(values);
  std::vector<std::uint32_t> order(cells);
  std::iota(order.begin(), order.end(), 0U);
  const double sign = leaf.multiplier < 0 ? -1 : 1;
  std::stable_sort(order.begin(), order.end(), [&](auto i, auto j) { return sign * values[i] < sign * values[j]; });
  return order;
}

void reorder(std::span<const std::uint32_t> ascending, std::span<double> u) {
  const auto cells = static_cast<double>(ascending.size());
  for (double& x : u) {
    const double place = x * cells;
    const auto cell = std::min(ascending.size() - 1, static_cast<std::size_t>(place));
    x = inside((ascending[cell] + (place - static_cast<double>(cell))) / cells);
  }
}

}  // namespace

bool LeafCopula::Member::keeps_own_draws() const {
  return std::all_of(weights.begin(), weights.end() - 1, [](double w) { return w == 0; });
}

LeafCopula::LeafCopula(std::span<const Leaf> leaves, std::span<const RankCorrelation> correlations, std::uint64_t seed)
    : member_of_(leaves.size()) {
  const auto effective = effective_correlations(leaves, correlations);
  find_members(leaves, effective, seed);
  if (members_.empty()) return;
  std::vector<std::size_t> numbers;
  for (const auto& member : members_) numbers.push_back(member.leaf);
  const auto lower = score_factor(numbers, effective);
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const auto row = lower.begin() + static_cast<std::ptrdiff_t>(i * members_.size());
    members_[i].weights.assign(row, row + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

void LeafCopula::find_members(std::span<const Leaf> leaves, std::span<const RankCorrelation> correlations,
                              std::uint64_t seed) {
  std::vector<std::size_t> numbers;
  for (const auto& c : correlations) numbers.push_back(c.a), numbers.push_back(c.b);
  std::sort(numbers.begin(), numbers.end(), [&](auto i, auto j) { return leaves[i].name < leaves[j].name; });
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  for (const auto i : numbers) {
    member_of_[i] = members_.size();
    const bool mixture = leaves[i].shape == Shape::pool;
    members_.push_back({i,
                        {seed, variable_id(leaves[i].name)},
                        {},
                        mixture ? cells_by_value(leaves[i]) : std::vector<std::uint32_t>()});
  }
}

void LeafCopula::fill(std::uint64_t first, std::size_t n, std::span<const std::unique_ptr<Block>> blocks,
                      std::vector<Block>& scores) const {
  std::vector<bool> needed(members_.size(), false);  // whose score enters a leaf that is wanted
  for (const auto& member : members_)
    for (std::size_t k = 0; k < member.weights.size(); ++k)
      if (blocks[member.leaf] && !member.keeps_own_draws() && member.weights[k] != 0) needed[k] = true;
  scores.resize(members_.size());
  for (std::size_t k = 0; k < members_.size(); ++k) {
    const Member& member = members_[k];
    const bool own = blocks[member.leaf] && member.keeps_own_draws();
    if (!own && !needed[k]) continue;
    const std::span<double> u(scores[k].data(), n);
    fill_uniform(member.key, first, u);
    if (own) std::copy(u.begin(), u.end(), blocks[member.leaf]->begin());
    if (needed[k]) std::transform(u.begin(), u.end(), u.begin(), score_of);
  }
  for (const auto& member : members_) {
    if (!blocks[member.leaf]) continue;
    const std::span<double> u(blocks[member.leaf]->data(), n);
    if (!member.keeps_own_draws()) combine(member, scores, u);
    if (!member.ascending.empty()) reorder(member.ascending, u);
  }
}

/// The sum goes in the order of names, so its bits do not depend on the order of rows or leaves.
void LeafCopula::combine(const Member& member, std::span<const Block> scores, std::span<double> out) const {
  std::fill(out.begin(), out.end(), 0.0);
  for (std::size_t k = 0; k < member.weights.size(); ++k) {
    if (member.weights[k] == 0) continue;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += member.weights[k] * scores[k][i];
  }
  for (double& x : out) x = inside(normal_cdf(0, 1, x));
}

}  // namespace premortem
