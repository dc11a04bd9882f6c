#include <algorithm>
#include <cmath>
#include <utility>

#include "premortem/statistics/auc.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/placement.hpp"
#include "statistics/placement_order.hpp"

namespace premortem {
namespace {

double mean_share(const PlacementSums& positives, double negatives) {
  return static_cast<double>(positives.sum) / 2 / (static_cast<double>(positives.n) * negatives);
}

}  // namespace

std::vector<RankedRow> descending(std::span<const double> score, std::span<const std::uint8_t> label,
                                  std::span<const std::uint32_t> group) {
  std::vector<RankedRow> order(score.size());
  for (std::uint32_t row = 0; row < order.size(); ++row)
    order[row] = {score[row], row, 2 * (group.empty() ? 0 : group[row]) + (label[row] != 0 ? 1u : 0u)};
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  return order;
}

std::optional<AucDifference> auc_difference(std::span<const double> score, std::span<const double> baseline,
                                            std::span<const std::uint8_t> label) {
  const char* name = "auc_difference";
  require(score.size() == label.size() && baseline.size() == label.size(), name,
          {{"scores", static_cast<double>(score.size())}, {"labels", static_cast<double>(label.size())}},
          "both scores and a label of every row are needed");
  for (std::size_t i = 0; i < score.size(); ++i)
    require(!std::isnan(score[i]) && !std::isnan(baseline[i]), name, {{"row", static_cast<double>(i)}},
            "a score is not a number");
  std::vector<std::int64_t> placement(score.size());
  add_placements(descending(score, label), 1, placement, every_row);
  PlacementSums alone;
  for (std::size_t i = 0; i < label.size(); ++i)
    if (label[i] != 0) alone.add(placement[i]);
  add_placements(descending(baseline, label), -1, placement, every_row);
  PlacementSums positives, negatives;
  for (std::size_t i = 0; i < label.size(); ++i) (label[i] != 0 ? positives : negatives).add(placement[i]);
  if (positives.n == 0 || negatives.n == 0) return std::nullopt;
  const double n = static_cast<double>(negatives.n);
  AucDifference result;
  result.score = mean_share(alone, n);
  result.difference = mean_share(positives, n);
  alone.sum -= positives.sum;
  result.baseline = mean_share(alone, n);
  result.variance = delong_variance(positives, negatives);
  return result;
}

}  // namespace premortem
