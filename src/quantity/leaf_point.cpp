#include <numeric>

#include "premortem/quantity/leaf.hpp"
#include "premortem/quantity/leaf_distribution.hpp"

namespace premortem {
namespace {

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
    case Shape::normal:
    case Shape::lognormal:
    case Shape::beta: return LeafPoint{distribution_of(leaf)->quantile(0.5), "median"};
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<LeafPoint> point_of(const Leaf& leaf) {
  if (leaf.unknown) return std::nullopt;
  auto point = unscaled_point(leaf);
  if (point) point->value *= leaf.multiplier;
  return point;
}

}  // namespace premortem
