#include <algorithm>
#include <cmath>

#include "analysis/harm_mode.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// The output with one leaf at `x` and the others at their best, or their upper limit where none is stated. Shares
/// of a population reach at most all of it, even where nothing may have been noticed.
double output_with(const Case& subject, const FailureMode& mode, const HarmSettings& settings, std::size_t moved, double x,
                   const BoundGrounds& grounds) {
  const auto value = [&](std::size_t i) {
    if (i == moved) return Interval{x, x};
    if (const auto point = point_of(subject.leaves[i])) return Interval{point->value, point->value};
    const double high = bound_in(subject.leaves[i], grounds, settings).high;
    return Interval{high, high};
  };
  const double harmed = evaluate_bound(harmed_by_chain(mode, settings.exposure()), value).high;
  if (!only_shares(mode, subject.leaves)) return harmed;
  return std::min(harmed, settings.exposure() * value(mode.stages.front().leaf).high);
}

}  // namespace

std::vector<Swing> swings_of(const Case& subject, const FailureMode& mode, const HarmSettings& settings) {
  std::vector<Swing> swings;
  const BoundGrounds grounds = grounds_of(subject.leaves, leaves_of_bound(mode));
  for (const auto leaf : leaves_of(harmed_by_chain(mode, settings.exposure()))) {
    try {
      const Interval range = bound_in(subject.leaves[leaf], grounds, settings);
      if (range.low == range.high) continue;
      const double a = output_with(subject, mode, settings, leaf, range.low, grounds);
      const double b = output_with(subject, mode, settings, leaf, range.high, grounds);
      if (!std::isfinite(a) || !std::isfinite(b)) return {};  // nothing limits the number, so nothing compares
      if (a != b) swings.push_back({leaf, std::min(a, b), std::max(a, b), range});
    } catch (const Refusal&) {
      return {};  // without an interval for some leaf there is no swing to compare
    }
  }
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& a, const Swing& b) { return a.high - a.low > b.high - b.low; });
  return swings;
}

}  // namespace premortem
