#include "premortem/statistics/auc_groups.hpp"

#include <algorithm>
#include <numeric>

#include "statistics/evaluation.hpp"
#include "statistics/placement.hpp"
#include "statistics/placement_order.hpp"

namespace premortem {
namespace {

/// Rows by their group, then by their place: begin[g] is where those of group g start.
struct ByGroup {
  std::vector<std::uint32_t> row;
  std::vector<std::size_t> begin;
};

ByGroup by_group(std::span<const std::uint32_t> group, std::size_t groups) {
  ByGroup result{std::vector<std::uint32_t>(group.size()), std::vector<std::size_t>(groups + 1)};
  for (const std::uint32_t g : group) ++result.begin[g + 1];
  std::partial_sum(result.begin.begin(), result.begin.end(), result.begin.begin());
  auto next = result.begin;
  for (std::uint32_t i = 0; i < group.size(); ++i) result.row[next[group[i]]++] = i;
  return result;
}

/// Rank of every row among the distinct scores, lowest 0: subsets are then counted without being sorted.
std::vector<std::uint32_t> dense_ranks(std::span<const double> score) {
  std::vector<std::uint32_t> order(score.size()), rank(score.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return score[a] < score[b]; });
  for (std::size_t i = 1; i < order.size(); ++i)
    rank[order[i]] = rank[order[i - 1]] + (score[order[i]] > score[order[i - 1]] ? 1 : 0);
  return rank;
}

/// Placements of one score over all rows but a group's, by counting ranks.
class RestPlacements {
 public:
  RestPlacements(std::span<const double> score, std::span<const std::uint8_t> label)
      : rank_(dense_ranks(score)), label_(label) {
    const std::size_t distinct = rank_.empty() ? 0 : 1u + *std::max_element(rank_.begin(), rank_.end());
    positives_.resize(distinct), negatives_.resize(distinct);
    positive_placement_.resize(distinct), negative_placement_.resize(distinct);
    for (std::uint32_t row = 0; row < rank_.size(); ++row) count(row, 1);
  }

  void leave_out(std::span<const std::uint32_t> rows) {
    for (const std::uint32_t row : rows) count(row, -1);
    std::int64_t below = 0, above = std::accumulate(positives_.begin(), positives_.end(), std::int64_t{0});
    for (std::size_t r = 0; r < positives_.size(); ++r) {
      above -= positives_[r];
      positive_placement_[r] = 2 * below + negatives_[r];
      negative_placement_[r] = 2 * above + positives_[r];
      below += negatives_[r];
    }
    for (const std::uint32_t row : rows) count(row, 1);
  }

  std::int64_t placement(std::size_t row) const {
    return label_[row] != 0 ? positive_placement_[rank_[row]] : negative_placement_[rank_[row]];
  }

 private:
  void count(std::uint32_t row, std::int64_t by) { (label_[row] != 0 ? positives_ : negatives_)[rank_[row]] += by; }

  std::vector<std::uint32_t> rank_;
  std::span<const std::uint8_t> label_;
  std::vector<std::int64_t> positives_, negatives_, positive_placement_, negative_placement_;
};

std::optional<AucDifference> within_group(std::span<const double> score, std::span<const double> baseline,
                                          std::span<const std::uint8_t> label, std::span<const std::uint32_t> rows) {
  std::vector<double> s, b;
  std::vector<std::uint8_t> l;
  for (const std::uint32_t row : rows) s.push_back(score[row]), b.push_back(baseline[row]), l.push_back(label[row]);
  return auc_difference(s, b, l);
}

/// Twice the pairs that each score ranks right, with their rows counted: the numerators of both areas.
struct PairSums {
  int128 score = 0, baseline = 0;
  std::int64_t positives = 0, negatives = 0;
};

/// Sums of placements over all rows, over the group's rows of both classes, and within the group.
class PairCounts {
 public:
  PairCounts(std::span<const double> score, std::span<const double> baseline, std::span<const std::uint8_t> label)
      : label_(label), score_(score.size()), baseline_(score.size()) {
    add_placements(score, label, 1, score_), add_placements(baseline, label, 1, baseline_);
    for (std::size_t i = 0; i < label.size(); ++i) {
      if (label[i] != 0) all_.score += score_[i], all_.baseline += baseline_[i];
      ++(label[i] != 0 ? all_.positives : all_.negatives);
    }
  }

  /// All pairs, less those with a row of the group, plus those within it, which were taken off twice.
  std::optional<AucDifference> without(std::span<const std::uint32_t> rows, std::span<const double> score,
                                       std::span<const double> baseline) const {
    PairSums rest = all_;
    std::vector<double> s, b;
    std::vector<std::uint8_t> l;
    for (const std::uint32_t row : rows) {
      rest.score -= score_[row], rest.baseline -= baseline_[row];
      --(label_[row] != 0 ? rest.positives : rest.negatives);
      s.push_back(score[row]), b.push_back(baseline[row]), l.push_back(label_[row]);
    }
    std::vector<std::int64_t> own_score(l.size()), own_baseline(l.size());
    add_placements(s, l, 1, own_score), add_placements(b, l, 1, own_baseline);
    for (std::size_t i = 0; i < l.size(); ++i)
      if (l[i] != 0) rest.score += own_score[i], rest.baseline += own_baseline[i];
    if (rest.positives == 0 || rest.negatives == 0) return std::nullopt;
    const double pairs = 2 * static_cast<double>(rest.positives) * static_cast<double>(rest.negatives);
    return AucDifference{static_cast<double>(rest.score) / pairs, static_cast<double>(rest.baseline) / pairs,
                         static_cast<double>(rest.score - rest.baseline) / pairs, std::nullopt};
  }

 private:
  std::span<const std::uint8_t> label_;
  std::vector<std::int64_t> score_, baseline_;
  PairSums all_;
};

/// The groups with the smallest difference without them, at most so many, smallest first; ties in their order.
std::vector<std::size_t> smallest_without(const std::vector<GroupAucDifference>& groups, std::size_t most) {
  std::vector<std::size_t> order;
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (groups[g].without) order.push_back(g);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return groups[a].without->difference < groups[b].without->difference; });
  order.resize(std::min(order.size(), most));
  return order;
}

}  // namespace

GroupedAucDifference grouped_auc_difference(std::span<const double> score, std::span<const double> baseline,
                                            std::span<const std::uint8_t> label, std::span<const std::uint32_t> group,
                                            std::size_t groups, std::size_t most_variances) {
  GroupedAucDifference result;
  result.all = auc_difference(score, baseline, label);
  require(group.size() == label.size() && std::all_of(group.begin(), group.end(), [&](auto g) { return g < groups; }),
          "grouped_auc_difference", {{"groups", static_cast<double>(groups)}}, "every row needs a group below their number");
  result.groups.resize(groups);
  const ByGroup order = by_group(group, groups);
  const auto rows_of = [&](std::size_t g) { return std::span(order.row).subspan(order.begin[g], order.begin[g + 1] - order.begin[g]); };
  {
    const PairCounts pairs(score, baseline, label);
    for (std::size_t g = 0; g < groups; ++g) {
      result.groups[g].within = within_group(score, baseline, label, rows_of(g));
      result.groups[g].without = pairs.without(rows_of(g), score, baseline);
      result.groups[g].variance_skipped = result.groups[g].without.has_value();
    }
  }
  RestPlacements by_score(score, label), by_baseline(baseline, label);
  for (const std::size_t g : smallest_without(result.groups, most_variances)) {
    by_score.leave_out(rows_of(g)), by_baseline.leave_out(rows_of(g));
    PlacementSums positives, negatives;
    for (std::size_t i = 0; i < label.size(); ++i)
      if (group[i] != g) (label[i] != 0 ? positives : negatives).add(by_score.placement(i) - by_baseline.placement(i));
    result.groups[g].without->variance = delong_variance(positives, negatives);
    result.groups[g].variance_skipped = false;
  }
  return result;
}

}  // namespace premortem
