#include "premortem/quantity/leaf.hpp"

#include <algorithm>
#include <array>

namespace premortem {
namespace {

constexpr std::array<std::string_view, 12> shape_names{"point", "range", "uniform", "triangular", "pert", "normal",
                                                       "lognormal", "beta", "count", "rate", "sample", "pool"};
constexpr std::array<std::string_view, 5> evidence_names{"", "measured", "benchmark", "expert", "guess"};
constexpr std::array<std::string_view, 3> unit_names{"share", "factor", "amount"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Shape shape) { return shape_names[static_cast<std::size_t>(shape)]; }
std::string_view name_of(Evidence evidence) { return evidence_names[static_cast<std::size_t>(evidence)]; }
std::string_view name_of(UnitKind kind) { return unit_names[static_cast<std::size_t>(kind)]; }
std::optional<Shape> shape_named(std::string_view name) {
  const auto shape = named<Shape>(shape_names, name);
  return shape == Shape::pool ? std::nullopt : shape;
}
std::optional<Evidence> evidence_named(std::string_view name) { return named<Evidence>(evidence_names, name); }

bool is_vouched(const Leaf& leaf) { return leaf.evidence == Evidence::measured || leaf.evidence == Evidence::benchmark; }

namespace {

LeafKind kind_of_pool(const Leaf& pool) {
  const bool believed = std::any_of(pool.experts.begin(), pool.experts.end(), [](const Leaf& e) { return kind_of(e) == LeafKind::belief; });
  return believed ? LeafKind::belief : LeafKind::limits;
}

}  // namespace

LeafKind kind_of(const Leaf& leaf) {
  if (leaf.unknown) return LeafKind::limits;
  switch (leaf.shape) {
    // A share or a factor that was measured comes from a sample, whose size a single value does not tell.
    case Shape::point: return is_vouched(leaf) && leaf.unit_kind == UnitKind::amount ? LeafKind::exact : LeafKind::guess;
    case Shape::count:
    case Shape::rate:
    case Shape::sample: {
      const bool imagined = leaf.evidence == Evidence::expert || leaf.evidence == Evidence::guess;
      return imagined ? LeafKind::belief : LeafKind::sampled;
    }
    case Shape::normal:
    case Shape::lognormal:
    case Shape::beta: return LeafKind::belief;
    case Shape::pool: return kind_of_pool(leaf);
    default: return LeafKind::limits;
  }
}

}  // namespace premortem
