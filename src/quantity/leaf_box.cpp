#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/quantity/probability_box.hpp"
#include "premortem/statistics/empirical_bounds.hpp"
#include "quantity/box_slices.hpp"
#include "quantity/leaf_ends.hpp"
#include "quantity/outward.hpp"

namespace premortem {
namespace {

/// From the quantiles of the least and of the greatest distribution that are possible.
ProbabilityBox box_between(const LeafEnds& ends) {
  ProbabilityBox box;
  for (std::size_t i = 0; i + 1 < ends.least.size(); ++i) {
    box.low.push_back(ends.least[i].low);
    box.high.push_back(ends.greatest[i + 1].high);
  }
  return box;
}

/// Where no value can be, whatever the sample says.
Interval hard_limits(const Leaf& leaf) {
  const bool share = leaf.unit_kind == UnitKind::share, factor = leaf.unit_kind == UnitKind::factor;
  return {leaf.low.value_or(share || factor ? 0 : -infinity), leaf.high.value_or(share ? 1 : infinity)};
}

/// F lies within epsilon of the sample's F_m everywhere, so Q(p) lies between the order statistics ceil(m (p - epsilon)) and
/// ceil(m (p + epsilon)), or at a hard limit where there is no such one. A rank that rounding leaves in doubt is the outer one.
ProbabilityBox sample_box(const Leaf& leaf, double alpha, std::size_t slices) {
  constexpr double doubt = 1e-9;
  const auto m = static_cast<double>(leaf.values.size()), n = static_cast<double>(slices);
  const double epsilon = dkw_half_width(m, 1 - alpha);
  const Interval limits = hard_limits(leaf);
  ProbabilityBox box;
  for (std::size_t i = 0; i < slices; ++i) {
    const double below = std::ceil(m * (static_cast<double>(i) / n - epsilon) - doubt);
    const double above = std::ceil(m * (static_cast<double>(i + 1) / n + epsilon) + doubt);
    box.low.push_back(below < 1 ? limits.low : leaf.values[static_cast<std::size_t>(below) - 1]);
    box.high.push_back(above > m ? limits.high : leaf.values[static_cast<std::size_t>(above) - 1]);
  }
  return box;
}

/// What at least one of the experts holds possible; their pool in any weights lies in it too.
ProbabilityBox envelope(const Leaf& pool, double alpha, std::size_t slices) {
  ProbabilityBox all = box_of(pool.experts.front(), alpha, slices);
  for (const auto& expert : pool.experts) {
    const ProbabilityBox own = box_of(expert, alpha, slices);
    for (std::size_t i = 0; i < slices; ++i) {
      all.low[i] = std::min(all.low[i], own.low[i]);
      all.high[i] = std::max(all.high[i], own.high[i]);
    }
  }
  return all;
}

ProbabilityBox unscaled_box(const Leaf& leaf, double alpha, std::size_t slices) {
  if (leaf.unknown && leaf.unit_kind != UnitKind::share)
    throw Refusal(fmt::format("\"{}\" ({}) is unknown and has no natural limit; state a low and a high", leaf.label, to_string(leaf.place)));
  if (!leaf.unknown && leaf.shape == Shape::sample) return sample_box(leaf, alpha, slices);
  if (!leaf.unknown && leaf.shape == Shape::pool) return envelope(leaf, alpha, slices);
  return box_between(*ends_of(leaf, slices));
}

}  // namespace

ProbabilityBox box_of(const Leaf& leaf, double alpha, std::size_t slices) {
  if (slices == 0) throw DomainError("box_of: slices = 0");
  ProbabilityBox box = unscaled_box(leaf, alpha, slices);
  if (leaf.multiplier != 1) box = combine(ExpressionNode::Op::product, box, uniform_box({leaf.multiplier, leaf.multiplier}, slices), Dependence::perfect);
  if (leaf.unit_kind != UnitKind::share) return box;
  if (box.low.front() > 1 || box.high.back() < 0)
    throw Refusal(fmt::format("\"{}\" ({}) is a share, but lies between {:.6g} and {:.6g}", leaf.label, to_string(leaf.place), box.low.front(), box.high.back()));
  return clamped_box(std::move(box), {0, 1});
}

}  // namespace premortem
