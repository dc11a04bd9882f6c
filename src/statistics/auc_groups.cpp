#include "premortem/statistics/auc_groups.hpp"

#include <algorithm>
#include <numeric>

#include "statistics/evaluation.hpp"
#include "statistics/placement.hpp"
#include "statistics/placement_order.hpp"

namespace premortem {
namespace {

using Labels = std::span<const std::uint8_t>;

/// Rows and their groups; a group's rows stand together, those of group g from begin[g] on.
struct Groups {
  std::span<const std::uint32_t> of;
  std::vector<std::size_t> begin;

  Groups(std::span<const std::uint32_t> group, std::size_t groups) : of(group), begin(groups + 1) {
    for (const std::uint32_t g : group) ++begin[g + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
  }
  std::size_t size() const { return begin.size() - 1; }
  /// The same order within each group, group after group.
  std::vector<RankedRow> apart(std::span<const RankedRow> order) const {
    std::vector<RankedRow> result(order.size());
    auto next = begin;
    for (const RankedRow& one : order) result[next[one.group()]++] = one;
    return result;
  }
};

/// Placements of rows summed by group and class: [2 g] negatives, [2 g + 1] positives.
std::vector<PlacementSums> sums_by_group(const std::vector<std::int64_t>& placement, Labels label, const Groups& groups) {
  std::vector<PlacementSums> sums(2 * groups.size());
  for (std::size_t i = 0; i < label.size(); ++i) sums[2 * groups.of[i] + (label[i] != 0)].add(placement[i]);
  return sums;
}

/// Of one kind of pair (all, or those within a group): placements of the score alone, and less those of the baseline.
struct Placements {
  std::vector<std::int64_t> difference;
  std::vector<PlacementSums> score_sums, difference_sums;
};

void add_within(std::span<const RankedRow> order, const Groups& groups, std::int64_t sign, Placements& within) {
  const auto apart = groups.apart(order);
  for (std::size_t g = 0; g < groups.size(); ++g)
    add_placements(std::span(apart).subspan(groups.begin[g], groups.begin[g + 1] - groups.begin[g]), sign, within.difference, every_row);
}

/// Twice the pairs ranked right, in a set of so many rows of each class.
struct Pairs {
  int128 score = 0, difference = 0;
  std::uint64_t positives = 0, negatives = 0;

  std::optional<AucDifference> areas() const {
    if (positives == 0 || negatives == 0) return std::nullopt;
    const double pairs = static_cast<double>(positives) * static_cast<double>(negatives) * 2;
    return AucDifference{static_cast<double>(score) / pairs, static_cast<double>(score - difference) / pairs, static_cast<double>(difference) / pairs, std::nullopt};
  }
};

Pairs pairs_within(const Placements& p, std::size_t g) {
  return {p.score_sums[2 * g + 1].sum, p.difference_sums[2 * g + 1].sum, p.score_sums[2 * g + 1].n, p.score_sums[2 * g].n};
}

/// All pairs, less those with a row of the group, plus those within it, which were taken off twice.
Pairs pairs_without(const Pairs& all, const Placements& everywhere, const Placements& within, std::size_t g) {
  Pairs rest = all;
  const Pairs own = pairs_within(within, g);
  rest.score += own.score - everywhere.score_sums[2 * g].sum - everywhere.score_sums[2 * g + 1].sum;
  rest.difference += own.difference - everywhere.difference_sums[2 * g].sum - everywhere.difference_sums[2 * g + 1].sum;
  rest.positives -= own.positives, rest.negatives -= own.negatives;
  return rest;
}

/// The groups with the smallest difference without them, at most so many, smallest first; ties in their order.
std::vector<std::size_t> smallest_without(const std::vector<GroupAucDifference>& groups, std::size_t most) {
  std::vector<std::size_t> order;
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (groups[g].without) order.push_back(g);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return groups[a].without->difference < groups[b].without->difference; });
  order.resize(std::min(order.size(), most));
  return order;
}

/// A row's placement among all rows, less its placement among the group's.
std::optional<double> variance_without(std::size_t g, std::span<const RankedRow> by_score, std::span<const RankedRow> by_baseline, Labels label,
                                       const Groups& groups, std::vector<std::int64_t> placement) {
  const auto of_group = [g](const RankedRow& one) { return one.group() == g; };
  add_placements(by_score, -1, placement, of_group), add_placements(by_baseline, 1, placement, of_group);
  PlacementSums positives, negatives;
  for (std::size_t i = 0; i < label.size(); ++i)
    if (groups.of[i] != g) (label[i] != 0 ? positives : negatives).add(placement[i]);
  return delong_variance(positives, negatives);
}

}  // namespace

GroupedAucDifference grouped_auc_difference(std::span<const double> score, std::span<const double> baseline, Labels label,
                                            std::span<const std::uint32_t> group, std::size_t groups, std::size_t most_variances) {
  GroupedAucDifference result;
  result.all = auc_difference(score, baseline, label);
  require(group.size() == label.size() && std::all_of(group.begin(), group.end(), [&](auto g) { return g < groups; }),
          "grouped_auc_difference", {{"groups", static_cast<double>(groups)}}, "every row needs a group below their number");
  const Groups by_group(group, groups);
  Placements everywhere{std::vector<std::int64_t>(label.size()), {}, {}}, within = everywhere;
  const auto by_score = descending(score, label, group), by_baseline = descending(baseline, label, group);
  add_placements(by_score, 1, everywhere.difference, every_row), add_within(by_score, by_group, 1, within);
  for (Placements* p : {&everywhere, &within}) p->score_sums = sums_by_group(p->difference, label, by_group);
  add_placements(by_baseline, -1, everywhere.difference, every_row), add_within(by_baseline, by_group, -1, within);
  for (Placements* p : {&everywhere, &within}) p->difference_sums = sums_by_group(p->difference, label, by_group);
  Pairs all;
  for (std::size_t g = 0; g < groups; ++g) {
    const Pairs own = pairs_within(everywhere, g);
    all.score += own.score, all.difference += own.difference, all.positives += own.positives, all.negatives += own.negatives;
  }
  result.groups.resize(groups);
  for (std::size_t g = 0; g < groups; ++g) {
    GroupAucDifference& one = result.groups[g];
    if ((one.within = pairs_within(within, g).areas())) one.within->variance = delong_variance(within.difference_sums[2 * g + 1], within.difference_sums[2 * g]);
    one.without = pairs_without(all, everywhere, within, g).areas();
    one.variance_skipped = one.without.has_value();
  }
  for (const std::size_t g : smallest_without(result.groups, most_variances)) {
    result.groups[g].without->variance = variance_without(g, by_score, by_baseline, label, by_group, everywhere.difference);
    result.groups[g].variance_skipped = false;
  }
  return result;
}

}  // namespace premortem
