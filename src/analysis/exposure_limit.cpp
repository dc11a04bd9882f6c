#include "analysis/exposure_limit.hpp"

#include <cmath>

#include "analysis/harm_mode.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

constexpr double most_trials = 1e12;  // more evidence than anybody will gather

double bound_high(const FailureMode& mode, std::span<const Leaf> leaves, const HarmSettings& settings, double scale) {
  return harmed_at_most(mode, leaves, grounds_of(leaves, leaves_of_bound(mode)), settings.confidence, scale).high;
}

/// Largest share in (0, share_above) whose bound holds the cap, to the last bit.
double largest_holding(const FailureMode& mode, std::span<const Leaf> leaves, const HarmSettings& settings) {
  const auto holds = [&](double share) { return within_cap(bound_high(mode, leaves, settings, share * settings.exposure()), *mode.harm_cap); };
  double low = 0, high = 1;
  while (holds(high) && high < 1e300) low = high, high *= 2;
  for (int i = 0; i < 200; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    (holds(middle) ? low : high) = middle;
  }
  return low;
}

/// Fewest further trials of one count (or exposure of one rate) without an event that bring the bound under the cap;
/// absent if none do.
std::optional<double> trials_needed(const FailureMode& mode, std::span<const Leaf> leaves, const HarmSettings& settings,
                                    std::size_t leaf) {
  std::vector<Leaf> more(leaves.begin(), leaves.end());
  const double n = *leaves[leaf].n;
  const auto enough = [&](double extra) {
    more[leaf].n = n + extra;
    try {
      return within_cap(bound_high(mode, more, settings, settings.exposure()), *mode.harm_cap);
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

/// People who reach the given stage of the chain on an average day at full exposure, by the best values; absent where these or the
/// period are not stated, and for what is no stage (a drill of a mitigation takes as long as it takes).
std::optional<double> reached_a_day(const FailureMode& mode, const Case& subject, std::size_t leaf) {
  const auto days = days_in(period_of(subject, mode));
  if (!days) return std::nullopt;
  double reached = 1 / *days;
  for (const auto& stage : mode.stages) {
    if (stage.given != Given::previous) return std::nullopt;
    if (stage.leaf == leaf) return reached > 0 ? std::optional(reached) : std::nullopt;
    const auto point = point_of(subject.leaves[stage.leaf]);
    if (!point) return std::nullopt;
    reached *= point->value;
    for (const auto factor : stage.factors) {
      const auto remains = point_of(subject.leaves[factor]);
      if (!remains) return std::nullopt;
      reached *= remains->value;
    }
  }
  return std::nullopt;
}

/// The chance to see no event in so many more trials, at the best rate: (1 - k/n)^trials, exp(-k/n exposure) for a rate.
double chance_of_none(const Leaf& leaf, double more) {
  const double rate = *leaf.k / *leaf.n;
  return leaf.shape == Shape::count ? std::pow(1 - rate, more) : std::exp(-rate * more);
}

constexpr double least_chance = 0.01;  // nobody should plan for a run of luck

/// The count of which a clean run is most likely, and that run. None where every run would be luck.
std::optional<EvidenceNeeded> evidence_needed(const FailureMode& mode, const Case& subject, const HarmSettings& settings) {
  std::optional<EvidenceNeeded> best;
  for (const auto leaf : leaves_of_bound(mode)) {
    const Leaf& l = subject.leaves[leaf];
    if ((l.shape != Shape::count && l.shape != Shape::rate) || kind_of(l) != LeafKind::sampled) continue;
    const auto more = trials_needed(mode, subject.leaves, settings, leaf);
    if (!more) continue;
    const double chance = chance_of_none(l, *more);
    const bool better = !best || chance > best->chance || (chance == best->chance && *more < best->more_trials);
    if (chance >= least_chance && better) best = EvidenceNeeded{leaf, *more, chance, {}, 1};
  }
  if (best) best->reached_a_day = reached_a_day(mode, subject, best->leaf);
  return best;
}

}  // namespace

ExposureLimit exposure_limit(const FailureMode& mode, const Case& subject, const HarmSettings& settings) {
  const auto& leaves = subject.leaves;
  const double stated = bound_high(mode, leaves, settings, settings.exposure());
  if (stated == 0) throw Refusal("the bound is 0 at any exposure");
  ExposureLimit limit;
  limit.share = largest_holding(mode, leaves, settings);
  const Leaf& population = leaves[mode.stages.front().leaf];
  const double alpha = alpha_of(population, grounds_of(leaves, leaves_of_bound(mode)), settings.confidence);
  limit.population = limit.share * (bound_of(population, alpha).high * settings.exposure());
  if (!within_cap(stated, *mode.harm_cap)) limit.evidence_needed = evidence_needed(mode, subject, settings);
  if (limit.evidence_needed) limit.evidence_needed->exposure = limit.share * settings.exposure();
  if (limit.share == 0 && limit.evidence_needed) limit.evidence_needed->reached_a_day.reset();
  return limit;
}

}  // namespace premortem
