#include "quantity/leaf_ends.hpp"

namespace premortem {
namespace {

/// Counts are as well explained by Beta(k, n-k+1) as by Beta(k+1, n-k) (Clopper & Pearson 1934), at no event and at all by a
/// point; the same of rates with Gamma(k) and Gamma(k+1) (Garwood 1936).
enum class Side { least, greatest };

bool is_stated_as_one_value(const Leaf& leaf) { return leaf.low && leaf.high && *leaf.low == *leaf.high; }

QuantileEnds count_ends(double k, double n, Side side, std::size_t slices, std::size_t first) {
  if (side == Side::least) return k == 0 ? point_mass(0, slices) : beta_ends(k, n - k + 1, slices, first);
  return k == n ? point_mass(1, slices) : beta_ends(k + 1, n - k, slices, first);
}

QuantileEnds rate_ends(double k, double exposure, Side side, std::size_t slices, std::size_t first) {
  if (side == Side::least) return k == 0 ? point_mass(0, slices) : gamma_ends(k, exposure, slices, first);
  return gamma_ends(k + 1, exposure, slices, first);
}

std::optional<QuantileEnds> ends_of_side(const Leaf& leaf, Side side, std::size_t n, std::size_t first) {
  if (leaf.unknown && leaf.unit_kind != UnitKind::share) return std::nullopt;
  if (leaf.unknown) return point_mass(side == Side::least ? 0 : 1, n);
  if (leaf.shape == Shape::sample || leaf.shape == Shape::pool) return std::nullopt;
  if (leaf.shape == Shape::point) return point_mass(*leaf.best, n);
  if (is_stated_as_one_value(leaf)) return point_mass(*leaf.low, n);
  switch (leaf.shape) {
    case Shape::uniform: return uniform_ends(*leaf.low, *leaf.high, n, first);
    case Shape::triangular: return triangular_ends(*leaf.low, *leaf.best, *leaf.high, n, first);
    case Shape::pert: return pert_ends(*leaf.low, *leaf.best, *leaf.high, n, first);
    case Shape::normal: return normal_ends(*leaf.low, *leaf.high, n, first);
    case Shape::lognormal: return lognormal_ends(*leaf.low, *leaf.high, n, first);
    case Shape::beta: return beta_ends(*leaf.k, *leaf.n - *leaf.k, n, first);
    case Shape::count: return count_ends(*leaf.k, *leaf.n, side, n, first);
    case Shape::rate: return rate_ends(*leaf.k, *leaf.n, side, n, first);
    default: return point_mass(side == Side::least ? *leaf.low : *leaf.high, n);
  }
}

bool has_two(const Leaf& leaf) {
  return leaf.unknown || leaf.shape == Shape::range || leaf.shape == Shape::count || leaf.shape == Shape::rate;
}

}  // namespace

std::optional<LeafEnds> ends_of(const Leaf& leaf, std::size_t n) {
  auto greatest = ends_of_side(leaf, Side::greatest, n, 0);
  if (!greatest) return std::nullopt;
  if (has_two(leaf)) return LeafEnds{*ends_of_side(leaf, Side::least, n, 0), std::move(*greatest)};
  return LeafEnds{*greatest, *greatest};
}

std::optional<QuantileEnds> greatest_of(const Leaf& leaf, std::size_t n, std::size_t first) { return ends_of_side(leaf, Side::greatest, n, first); }

}  // namespace premortem
