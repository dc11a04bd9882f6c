#include "analysis/exposure_limit.hpp"

#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr double most_trials = 1e12;  // more evidence than anybody will gather

double bound_high(const FailureMode& mode, std::span<const Leaf> leaves, const HarmSettings& settings, double scale) {
  return harmed_bound(mode, leaves, grounds_of(leaves, leaves_of_bound(mode)), settings.confidence, scale).high;
}

/// Largest share in (0, share_above) whose bound holds the cap, to the last bit.
double largest_holding(const FailureMode& mode, std::span<const Leaf> leaves, const HarmSettings& settings) {
  const auto holds = [&](double share) { return within_cap(bound_high(mode, leaves, settings, share * settings.scale), *mode.harm_cap); };
  double low = 0, high = 1;
  while (holds(high) && high < 1e300) low = high, high *= 2;
  for (int i = 0; i < 200; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    (holds(middle) ? low : high) = middle;
  }
  return low;
}

/// Fewest further trials of one count without an event that bring the bound under the cap; absent if none do.
std::optional<double> trials_needed(const FailureMode& mode, std::span<const Leaf> leaves, const HarmSettings& settings,
                                    std::size_t leaf) {
  std::vector<Leaf> more(leaves.begin(), leaves.end());
  const double n = *leaves[leaf].n;
  const auto enough = [&](double extra) {
    more[leaf].n = n + extra;
    try {
      return within_cap(bound_high(mode, more, settings, settings.scale), *mode.harm_cap);
    } catch (const Refusal&) {  // so many trials without an event would contradict the other rows
      return false;
    }
  };
  double low = 0, high = 1;
  while (!enough(high)) {
    low = high, high *= 2;
    if (high > most_trials) return std::nullopt;
  }
  while (high - low > 1) {
    const double middle = std::floor((low + high) / 2);
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

ExposureLimit exposure_limit(const FailureMode& mode, std::span<const Leaf> leaves, const HarmSettings& settings) {
  const double stated = bound_high(mode, leaves, settings, settings.scale);
  if (stated == 0) throw Refusal("the bound is 0 at any exposure");
  ExposureLimit limit;
  limit.share = largest_holding(mode, leaves, settings);
  const Leaf& population = leaves[mode.stages.front().leaf];
  const double alpha = alpha_of(population, grounds_of(leaves, leaves_of_bound(mode)), settings.confidence);
  limit.population = limit.share * (bound_of(population, alpha).high * settings.scale);
  if (within_cap(stated, *mode.harm_cap)) return limit;
  for (const auto leaf : leaves_of_bound(mode)) {
    if (leaves[leaf].shape != Shape::count) continue;
    const auto more = trials_needed(mode, leaves, settings, leaf);
    if (more && (!limit.evidence_needed || *more < limit.evidence_needed->more_trials))
      limit.evidence_needed = ExposureLimit::Evidence{leaf, *more};
  }
  return limit;
}

}  // namespace premortem
