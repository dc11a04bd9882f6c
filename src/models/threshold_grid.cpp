#include "premortem/models/threshold_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// What the first `entries` entries of the curve flag.
GridPoint flagged_by(const ScoreCurve& curve, std::size_t entries, double threshold) {
  GridPoint point{threshold, {}, 0, 0, curve.positives()};
  if (entries == 0) return point;
  point.tp = curve.tp[entries - 1], point.fp = curve.fp[entries - 1];
  point.fn = curve.positives() - point.tp;
  return point;
}

/// The entry that holds the row of this rank.
std::size_t entry_of_rank(const ScoreCurve& curve, std::size_t rank) {
  std::size_t low = 0, high = curve.size() - 1;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (curve.tp[middle] + curve.fp[middle] >= rank)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

}  // namespace

std::vector<GridPoint> at_thresholds(const ScoreCurve& curve, std::span<const double> thresholds) {
  std::vector<GridPoint> points;
  for (const double threshold : thresholds) {
    if (std::isnan(threshold)) throw DomainError("at_thresholds: a threshold is not a number");
    const auto end =
        std::partition_point(curve.score.begin(), curve.score.end(), [&](double score) { return score >= threshold; });
    points.push_back(flagged_by(curve, static_cast<std::size_t>(end - curve.score.begin()), threshold));
  }
  return points;
}

std::vector<GridPoint> at_ranks(const ScoreCurve& curve, std::span<const std::size_t> ranks) {
  std::vector<GridPoint> points;
  for (const std::size_t rank : ranks) {
    if (rank < 1 || rank > curve.rows())
      throw DomainError(fmt::format("at_ranks: rank {} is not one of {} rows", rank, curve.rows()));
    const std::size_t cut = entry_of_rank(curve, rank);
    const double above = curve.score[cut];
    points.push_back(flagged_by(curve, cut, std::nextafter(above, std::numeric_limits<double>::infinity())));
    points.back().above = above;
  }
  return points;
}

std::vector<std::size_t> rank_grid(std::size_t rows, std::size_t fewest, std::size_t points) {
  if (fewest == 0 || points == 0)
    throw DomainError(fmt::format("rank_grid: fewest {} and points {} must be at least 1", fewest, points));
  if (rows <= fewest) return {};
  std::vector<std::size_t> ranks;
  const auto least = static_cast<double>(fewest), most = static_cast<double>(rows - 1);
  for (std::size_t i = 0; i < points; ++i) {
    const double share = points == 1 ? 0 : static_cast<double>(i) / static_cast<double>(points - 1);
    const double flagged = i + 1 == points && i > 0 ? most : std::round(least * std::pow(most / least, share));
    const auto rank = static_cast<std::size_t>(std::clamp(flagged, least, most)) + 1;
    if (ranks.empty() || rank > ranks.back()) ranks.push_back(rank);
  }
  return ranks;
}

}  // namespace premortem
