#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/quantity/probability_box.hpp"
#include "premortem/statistics/empirical_bounds.hpp"
#include "quantity/box_slices.hpp"
#include "quantity/outward.hpp"
#include "quantity/quantile_ends.hpp"

namespace premortem {
namespace {

/// From the quantiles of the least and of the greatest distribution that are possible.
ProbabilityBox box_between(const QuantileEnds& least, const QuantileEnds& greatest) {
  ProbabilityBox box;
  for (std::size_t i = 0; i + 1 < least.size(); ++i) {
    box.low.push_back(least[i].low);
    box.high.push_back(greatest[i + 1].high);
  }
  return box;
}

ProbabilityBox box_between(const QuantileEnds& only) { return box_between(only, only); }

ProbabilityBox count_box(double k, double n, std::size_t slices) {
  return box_between(k == 0 ? point_mass(0, slices) : beta_ends(k, n - k + 1, slices),
                     k == n ? point_mass(1, slices) : beta_ends(k + 1, n - k, slices));
}

ProbabilityBox rate_box(double k, double exposure, std::size_t slices) {
  return box_between(k == 0 ? point_mass(0, slices) : gamma_ends(k, exposure, slices), gamma_ends(k + 1, exposure, slices));
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

ProbabilityBox unknown_box(const Leaf& leaf, std::size_t slices) {
  if (leaf.unit_kind == UnitKind::share) return uniform_box({0, 1}, slices);
  throw Refusal(fmt::format("\"{}\" ({}) is unknown and has no natural limit; state a low and a high", leaf.label, to_string(leaf.place)));
}

bool is_stated_as_one_value(const Leaf& leaf) {
  return leaf.shape != Shape::sample && leaf.shape != Shape::pool && leaf.low && leaf.high && *leaf.low == *leaf.high;
}

ProbabilityBox unscaled_box(const Leaf& leaf, double alpha, std::size_t slices) {
  if (leaf.unknown) return unknown_box(leaf, slices);
  if (leaf.shape == Shape::point) return uniform_box({*leaf.best, *leaf.best}, slices);
  if (is_stated_as_one_value(leaf)) return uniform_box({*leaf.low, *leaf.high}, slices);
  switch (leaf.shape) {
    case Shape::uniform: return box_between(uniform_ends(*leaf.low, *leaf.high, slices));
    case Shape::triangular: return box_between(triangular_ends(*leaf.low, *leaf.best, *leaf.high, slices));
    case Shape::pert: return box_between(pert_ends(*leaf.low, *leaf.best, *leaf.high, slices));
    case Shape::normal: return box_between(normal_ends(*leaf.low, *leaf.high, slices));
    case Shape::lognormal: return box_between(lognormal_ends(*leaf.low, *leaf.high, slices));
    case Shape::beta: return box_between(beta_ends(*leaf.k, *leaf.n - *leaf.k, slices));
    case Shape::count: return count_box(*leaf.k, *leaf.n, slices);
    case Shape::rate: return rate_box(*leaf.k, *leaf.n, slices);
    case Shape::sample: return sample_box(leaf, alpha, slices);
    case Shape::pool: return envelope(leaf, alpha, slices);
    default: return uniform_box({*leaf.low, *leaf.high}, slices);
  }
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
