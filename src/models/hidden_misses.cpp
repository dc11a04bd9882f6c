#include "premortem/models/hidden_misses.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/exact_test.hpp"

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

CohortMisses misses_of(const CohortShares& cohort, const Confusion& all) {
  CohortMisses c;
  c.cohort = cohort.cohort;
  c.positives = cohort.counts.positives(), c.missed = cohort.counts.fn;
  c.rest_positives = all.positives() - c.positives, c.rest_missed = all.fn - c.missed;
  if (c.rest_positives > 0) c.excess = c.missed - c.positives * (c.rest_missed / c.rest_positives);
  return c;
}

void require_settings(const HiddenMissSettings& s) {
  for (const double share : {s.confidence, s.difference, s.power})
    if (!(share > 0 && share < 1))
      throw DomainError(fmt::format("hidden_misses(confidence={}, difference={}, power={}): each must lie in (0, 1)", s.confidence, s.difference, s.power));
}

}  // namespace

std::vector<CohortMisses> hidden_misses(const CohortTable& table, const HiddenMissSettings& settings) {
  require_settings(settings);
  std::vector<CohortMisses> found;
  std::vector<double> p;
  std::vector<std::size_t> tested;
  for (const CohortShares& cohort : table.cohorts) {
    const CohortMisses& c = found.emplace_back(misses_of(cohort, table.all.counts));
    if (c.positives == 0 || c.rest_positives == 0) continue;
    tested.push_back(found.size() - 1);
    p.push_back(fisher_more_p(c.missed, c.positives, c.rest_missed, c.rest_positives));
  }
  const double alpha = 1 - settings.confidence, level = alpha / std::max(1.0, static_cast<double>(p.size()));
  const auto adjusted = holm_adjusted(p);
  for (std::size_t i = 0; i < tested.size(); ++i) {
    CohortMisses& c = found[tested[i]];
    c.p = adjusted[i];
    const auto power = power_of(c, c.positives, level, settings.difference);
    c.verdict = *c.p <= alpha ? RecallVerdict::lower : power && *power >= settings.power ? RecallVerdict::no_lower_shown : RecallVerdict::too_few;
    c.hidden = c.verdict == RecallVerdict::lower && *table.all.recall.value > table.joint[tested[i]].recall.limits->high;
  }
  std::map<std::pair<double, double>, std::optional<double>> needed;  // many small cohorts have the same counts, and so the same rest
  for (CohortMisses& c : found) {
    if (c.verdict != RecallVerdict::too_few || c.rest_positives == 0) continue;
    const auto [known, is_new] = needed.try_emplace({c.positives, c.missed});
    if (is_new) known->second = needed_positives(c, level, settings);
    c.needed = known->second;
  }
  return found;
}

}  // namespace premortem
