#include "premortem/models/hidden_misses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/in_parallel.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/exact_test.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

/// Beyond it a cohort is not going to be labelled.
constexpr double most_positives = 1e6;

/// The fewest misses of so many positives that the test calls more than in the rest; positives + 1 if none.
double fewest_called(const CohortMisses& c, double positives, double level) {
  double none = -1, called = positives + 1;
  while (called - none > 1) {
    const double middle = std::floor((none + called) / 2);
    (fisher_more_p(middle, positives, c.rest_missed, c.rest_positives) <= level ? called : none) = middle;
  }
  return called;
}

/// Chance that so many positives show a miss rate above the rest's by `difference`; absent where it cannot be so high.
std::optional<double> power_of(const CohortMisses& c, double positives, double level, double difference) {
  const double rate = c.rest_missed / c.rest_positives + difference;
  if (rate > 1) return std::nullopt;
  return binomial_survival(positives, rate, fewest_called(c, positives, level) - 1);
}

std::optional<double> needed_positives(const CohortMisses& c, double level, const HiddenMissSettings& s) {
  double low = c.positives, high = std::max(1.0, c.positives);
  const auto enough = [&](double n) { return power_of(c, n, level, s.difference).value_or(0) >= s.power; };
  while (!enough(high)) {
    low = high, high *= 2;
    if (high > most_positives) return std::nullopt;
  }
  while (high - low > 1) {
    const double middle = std::floor((low + high) / 2);
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

CohortMisses misses_of(const std::string& cohort, const Confusion& counts, const Confusion& all) {
  CohortMisses c;
  c.cohort = cohort;
  c.positives = counts.positives(), c.missed = counts.fn;
  c.rest_positives = all.positives() - c.positives, c.rest_missed = all.fn - c.missed;
  if (c.rest_positives > 0) c.excess = c.missed - c.positives * (c.rest_missed / c.rest_positives);
  return c;
}

/// Many small cohorts have the same counts, and so the same rest: each is looked into once.
void find_needed(std::vector<CohortMisses>& found, double level, const HiddenMissSettings& settings, int jobs) {
  std::map<std::pair<double, double>, std::vector<CohortMisses*>> alike;
  for (CohortMisses& c : found)
    if (c.verdict == RecallVerdict::too_few && c.rest_positives > 0) alike[{c.positives, c.missed}].push_back(&c);
  std::vector<const std::vector<CohortMisses*>*> groups;
  for (const auto& [counts, group] : alike) groups.push_back(&group);
  in_parallel(groups.size(), jobs, [&](std::size_t g, std::size_t) {
    const auto needed = needed_positives(*groups[g]->front(), level, settings);
    for (CohortMisses* c : *groups[g]) c->needed = needed;
  });
}

void require_settings(const HiddenMissSettings& s) {
  for (const double share : {s.confidence, s.difference, s.power})
    if (!(share > 0 && share < 1))
      throw DomainError(fmt::format("hidden_misses(confidence={}, difference={}, power={}): each must lie in (0, 1)", s.confidence, s.difference, s.power));
}

}  // namespace

std::vector<CohortMisses> hidden_misses(std::span<const std::string> names, std::span<const Confusion> counts, const HiddenMissSettings& settings, int jobs) {
  require_settings(settings);
  if (names.size() != counts.size()) throw DomainError(fmt::format("hidden_misses: {} names and {} counts of cohorts", names.size(), counts.size()));
  Confusion all;
  for (const Confusion& c : counts) all = all + c;
  std::vector<CohortMisses> found;
  std::vector<std::size_t> tested;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const CohortMisses& c = found.emplace_back(misses_of(names[i], counts[i], all));
    if (c.positives > 0 && c.rest_positives > 0) tested.push_back(i);
  }
  std::vector<double> p(tested.size());
  in_parallel(tested.size(), jobs, [&](std::size_t i, std::size_t) {
    const CohortMisses& c = found[tested[i]];
    p[i] = fisher_more_p(c.missed, c.positives, c.rest_missed, c.rest_positives);
  });
  const double alpha = 1 - settings.confidence, level = alpha / std::max(1.0, static_cast<double>(p.size()));
  const double joint_confidence = 1 - alpha / std::max(1.0, static_cast<double>(names.size()));
  const auto adjusted = holm_adjusted(p);
  in_parallel(tested.size(), jobs, [&](std::size_t i, std::size_t) {
    CohortMisses& c = found[tested[i]];
    c.p = adjusted[i];
    if (*c.p <= alpha) {
      c.verdict = RecallVerdict::lower;
      c.hidden = all.tp / all.positives() > clopper_pearson(c.positives - c.missed, c.positives, joint_confidence).high;
      return;
    }
    const auto power = power_of(c, c.positives, level, settings.difference);
    c.verdict = power && *power >= settings.power ? RecallVerdict::no_lower_shown : RecallVerdict::too_few;
  });
  find_needed(found, level, settings, jobs);
  return found;
}

}  // namespace premortem
