#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/quantity/leaf.hpp"
#include "premortem/quantity/leaf_distribution.hpp"
#include "premortem/statistics/empirical_bounds.hpp"
#include "premortem/statistics/poisson_interval.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

Interval sample_mean(const Leaf& leaf, double alpha) {
  const bool share = leaf.unit_kind == UnitKind::share;
  if (!share && !(leaf.low && leaf.high))
    throw Refusal(fmt::format("the mean of the sample \"{}\" ({}) has no bound without hard limits; state low and high",
                              leaf.label, to_string(leaf.place)));
  const Interval limits{leaf.low.value_or(0), leaf.high.value_or(1)};
  return anderson_mean(leaf.values, limits, 1 - alpha);
}

/// What at least one of the experts holds possible.
Interval envelope(const Leaf& pool, double alpha) {
  Interval all = bound_of(pool.experts.front(), alpha);
  for (const auto& expert : pool.experts) {
    const Interval own = bound_of(expert, alpha);
    all = {std::min(all.low, own.low), std::max(all.high, own.high)};
  }
  return all;
}

Interval unscaled_bound(const Leaf& leaf, double alpha) {
  if (leaf.unknown) {
    if (leaf.unit_kind == UnitKind::share) return {0, 1};
    throw Refusal(fmt::format("\"{}\" ({}) is unknown and has no natural limit; state a low and a high", leaf.label,
                              to_string(leaf.place)));
  }
  switch (leaf.shape) {
    case Shape::point: return {*leaf.best, *leaf.best};
    case Shape::count: return clopper_pearson(*leaf.k, *leaf.n, 1 - alpha);
    case Shape::rate: return garwood(*leaf.k, *leaf.n, 1 - alpha);
    case Shape::sample: return sample_mean(leaf, alpha);
    case Shape::pool: return envelope(leaf, alpha);
    case Shape::normal:
    case Shape::lognormal:
    case Shape::beta: {
      const auto d = *distribution_of(leaf);
      return {d.quantile(alpha / 2), d.upper_quantile(alpha / 2)};
    }
    default: return {*leaf.low, *leaf.high};
  }
}

/// A share is somewhere in [0, 1] whatever a rate or a belief says, so only that part of the interval remains.
Interval possible_part(const Leaf& leaf, const Interval& interval) {
  if (leaf.unit_kind != UnitKind::share) return interval;
  if (interval.low > 1 || interval.high < 0)
    throw Refusal(fmt::format("\"{}\" ({}) is a share, but its interval is {:.6g} to {:.6g}", leaf.label,
                              to_string(leaf.place), interval.low, interval.high));
  return {std::max(0.0, interval.low), std::min(1.0, interval.high)};
}

}  // namespace

Interval bound_of(const Leaf& leaf, double alpha) {
  const Interval interval = possible_part(leaf, unscaled_bound(leaf, alpha));
  if (leaf.multiplier == 1) return interval;
  const Interval scaled = interval * Interval{leaf.multiplier, leaf.multiplier};
  if (leaf.unit_kind == UnitKind::share && scaled.high > 1)
    throw Refusal(fmt::format("\"{}\" ({}) times {} would pass 100%", leaf.label, to_string(leaf.place), leaf.multiplier));
  return scaled;
}

std::string bound_method(const Leaf& leaf, double alpha) {
  const auto percent = confidence_text(1 - alpha);
  if (leaf.unknown) return "unknown share: 0 to 1";
  switch (leaf.shape) {
    case Shape::point:
      if (kind_of(leaf) == LeafKind::exact) return "taken as exact";
      return is_vouched(leaf) ? "a single value without the size of its sample" : "a single guessed value";
    case Shape::count: return fmt::format("Clopper-Pearson, {}", percent);
    case Shape::rate: return fmt::format("Garwood, {}", percent);
    case Shape::sample: return fmt::format("Anderson bound of the mean, {}", percent);
    case Shape::pool: return fmt::format("envelope of {} experts", leaf.experts.size());
    case Shape::normal:
    case Shape::lognormal:
    case Shape::beta: return fmt::format("quantiles {:.6g} and {:.6g} of the stated belief", alpha / 2, 1 - alpha / 2);
    default: return "stated limits";
  }
}

}  // namespace premortem
