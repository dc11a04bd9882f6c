#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "premortem/quantity/leaf.hpp"
#include "premortem/quantity/leaf_distribution.hpp"

namespace premortem {
namespace {

/// The mean of the experts' points: that of their pool with equal weights (Stone 1961, the linear opinion pool).
std::optional<LeafPoint> pooled_point(const Leaf& pool) {
  double sum = 0;
  for (const auto& expert : pool.experts) {
    const auto point = point_of(expert);
    if (!point) return std::nullopt;
    sum += point->value;
  }
  return LeafPoint{sum / static_cast<double>(pool.experts.size()), "mean of the experts"};
}

/// exp((log low + log high) / 2) without its rounding: of 10 to 90 it is 30, and not a number next above, which would pass a limit
/// of 30. Where the product is no normal number the quantile stands.
double lognormal_median(const Leaf& leaf) {
  const double product = *leaf.low * *leaf.high;
  return std::isnormal(product) ? std::sqrt(product) : distribution_of(leaf)->quantile(0.5);
}

std::optional<LeafPoint> unscaled_point(const Leaf& leaf) {
  if (leaf.best) {
    const bool is_mode = leaf.shape == Shape::triangular || leaf.shape == Shape::pert;
    return LeafPoint{*leaf.best, is_mode ? "mode" : "best"};
  }
  switch (leaf.shape) {
    case Shape::count:
    case Shape::rate: return LeafPoint{*leaf.k / *leaf.n, "k/n"};
    case Shape::uniform: return LeafPoint{(*leaf.low + *leaf.high) / 2, "median"};
    case Shape::sample: {
      const double sum = std::accumulate(leaf.values.begin(), leaf.values.end(), 0.0);
      return LeafPoint{sum / static_cast<double>(leaf.values.size()), "mean"};
    }
    case Shape::lognormal: return LeafPoint{lognormal_median(leaf), "median"};
    case Shape::normal:
    case Shape::beta: return LeafPoint{distribution_of(leaf)->quantile(0.5), "median"};
    case Shape::pool: return pooled_point(leaf);
    case Shape::range:
      if (*leaf.low == *leaf.high) return LeafPoint{*leaf.low, "both limits"};
      return std::nullopt;
    default: return std::nullopt;
  }
}

std::optional<LeafPoint> scaled_point(const Leaf& leaf) {
  if (leaf.unknown) return std::nullopt;
  auto point = unscaled_point(leaf);
  if (point) point->value *= leaf.multiplier;
  return point;
}

bool is_impossible(const Leaf& leaf, const LeafPoint& point) { return leaf.unit_kind == UnitKind::share && point.value > 1; }

}  // namespace

std::optional<LeafPoint> point_of(const Leaf& leaf) {
  const auto point = scaled_point(leaf);
  return point && is_impossible(leaf, *point) ? std::nullopt : point;
}

std::string why_no_point(const Leaf& leaf) {
  const auto point = scaled_point(leaf);
  if (!point && leaf.shape == Shape::pool) return fmt::format("not every expert on \"{}\" ({}) states a best value", leaf.label, to_string(leaf.place));
  if (!point) return fmt::format("\"{}\" ({}) has no best value", leaf.label, to_string(leaf.place));
  if (is_impossible(leaf, *point))
    return fmt::format("\"{}\" ({}) is a share, but its best value is {:.6g}", leaf.label, to_string(leaf.place), point->value);
  return {};
}

}  // namespace premortem
