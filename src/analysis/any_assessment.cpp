#include "analysis/any_assessment.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "analysis/harm_mode.hpp"
#include "analysis/harm_simulation.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/rounding.hpp"

namespace premortem {
namespace {

using Modes = std::vector<FailureMode>;

/// The modes as they stand, mitigations in place included.
Modes standing_modes(const Case& subject, std::span<const std::size_t> numbers) {
  Modes modes;
  for (const auto i : numbers) modes.push_back(as_it_stands(subject.failure_modes[i]));
  return modes;
}

bool same_population(const Modes& modes) {
  const auto& first = modes.front().stages.front();
  return std::all_of(modes.begin(), modes.end(), [&](const FailureMode& m) {
    return m.stages.front().leaf == first.leaf && m.stages.front().factors.empty();
  });
}

/// Why the modes' people cannot be counted together; empty if they can.
std::string why_not_together(const Case& subject, const Modes& modes) {
  if (modes.empty()) return "there is no failure mode";
  std::set<std::string> units;
  for (const auto& mode : modes) units.insert(counted_unit(subject, mode));
  if (units.size() > 1) return "the failure modes count different things (" + *units.begin() + ", " + *units.rbegin() + ")";
  return {};
}

/// True if everyone harmed is one of the same people: then no more than those can be harmed by any of the modes.
bool within_one_population(const Modes& modes, std::span<const Leaf> leaves) {
  return same_population(modes) && std::all_of(modes.begin(), modes.end(), [&](const auto& mode) { return only_shares(mode, leaves); });
}

/// max of the lows to the sum of the highs; with shares of one population, at most that population.
/// @throws Refusal if one of the modes has no bound
Interval total_bound(const Case& subject, const Modes& modes, const BoundGrounds& grounds, const HarmSettings& settings) {
  std::vector<double> highs;
  Interval total{0, 0};
  for (const auto& mode : modes) {
    const Interval b = harmed_bound(mode, subject.leaves, grounds, settings.confidence, settings.exposure());
    total.low = std::max(total.low, b.low);
    highs.push_back(b.high);
  }
  std::sort(highs.begin(), highs.end());  // the same bits in whatever order the modes stand
  for (const double high : highs) total.high = add_up(total.high, high);
  if (!within_one_population(modes, subject.leaves)) return total;
  const Interval everyone = bound_in(subject.leaves[modes.front().stages.front().leaf], grounds, settings);
  total.high = std::min(total.high, multiply_up(everyone.high, settings.exposure()));
  return total;
}

void fill_bound(const Case& subject, const Modes& modes, const HarmSettings& settings, AnyAssessment& any) {
  any.bound.why = why_not_together(subject, modes);
  if (!any.bound.why.empty()) return;
  std::set<std::size_t> used;
  for (const auto& mode : modes)
    for (const auto leaf : leaves_of_bound(mode)) used.insert(leaf);
  any.bound.grounds = grounds_of(subject.leaves, std::vector<std::size_t>(used.begin(), used.end()));
  try {
    any.bound.interval = total_bound(subject, modes, any.bound.grounds, settings);
  } catch (const Refusal& refusal) {
    any.bound.why = refusal.what();
    return;
  }
  const auto amount = number_text(any.bound.interval->high, Rounding::up) + " " + counted_unit(subject, modes.front());
  any.counts_twice = modes.size() > 1 && !within_one_population(modes, subject.leaves);
  any.bound.sentence = bound_sentence(any.bound, amount, subject.leaves, settings.confidence);
}

/// Only shares of one population combine as independent events.
std::string why_not_independent(const Case& subject, const Modes& modes, double exposure) {
  if (auto why = why_not_together(subject, modes); !why.empty()) return why;
  if (!same_population(modes)) return "the failure modes do not share one population";
  for (const auto& mode : modes) {
    for (std::size_t i = 1; i < mode.stages.size(); ++i)
      if (subject.leaves[mode.stages[i].leaf].unit_kind != UnitKind::share)
        return "\"" + mode.stages[i].name + "\" of \"" + mode.name + "\" is not a share, so people may be counted twice";
    if (auto why = why_not_simulated(harmed_by_chain(mode, exposure), subject.leaves); !why.empty()) return why;
  }
  return {};
}

}  // namespace

AnyAssessment any_assessment(const Case& subject, std::span<const std::size_t> numbers, const HarmSettings& settings) {
  const Modes modes = standing_modes(subject, numbers);
  AnyAssessment any;
  fill_bound(subject, modes, settings, any);
  any.independent_why = why_not_independent(subject, modes, settings.exposure());
  return any;
}

SimulatedOutput any_output(const Case& subject, std::span<const std::size_t> numbers, double exposure) {
  Modes modes = standing_modes(subject, numbers);
  std::sort(modes.begin(), modes.end(), [](const auto& a, const auto& b) { return std::tie(a.name, a.option) < std::tie(b.name, b.option); });
  SimulatedOutput output;
  for (const auto& mode : modes) output.expressions.push_back(harmed_by_chain(mode, exposure));
  output.population = modes.front().stages.front().leaf;
  output.population_scale = exposure;
  return output;
}

}  // namespace premortem
