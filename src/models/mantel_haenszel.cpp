#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/cohort_counts.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/rate_split.hpp"
#include "premortem/statistics/chi_square.hpp"

namespace premortem {
namespace {

struct Sums {
  double surplus = 0;                      ///< events after, less those expected
  double variance = 0;
  double odds_over = 0, odds_under = 0;    ///< numerator and denominator of the common odds ratio

  void add(const CohortCounts& c) {
    const double n = c.trials_before + c.trials_after, events = c.events_before + c.events_after;
    if (n < 2) return;
    const double share = c.trials_after / n;
    // (events after) - (events) share, without a difference of two large numbers
    surplus += c.events_after * (c.trials_before / n) - c.events_before * share;
    variance += events * ((n - events) / n) * share * (c.trials_before / (n - 1));
    odds_over += c.events_after * (c.trials_before - c.events_before) / n;
    odds_under += c.events_before * (c.trials_after - c.events_after) / n;
  }
};

}  // namespace

void require_counts(std::span<const CohortCounts> cohorts) {
  const auto whole = [](double x) { return x >= 0 && std::isfinite(x) && std::floor(x) == x; };
  for (const CohortCounts& c : cohorts)
    for (const auto& [events, trials] : {std::pair(c.events_before, c.trials_before), std::pair(c.events_after, c.trials_after)})
      if (!whole(events) || !whole(trials) || events > trials)
        throw DomainError(fmt::format("{} events of {} trials: whole counts with events <= trials are needed", events, trials));
}

MantelHaenszel mantel_haenszel(std::span<const CohortCounts> cohorts, ContinuityCorrection correction) {
  require_counts(cohorts);
  Sums sums;
  for (const CohortCounts& c : cohorts) sums.add(c);
  MantelHaenszel result;
  if (sums.odds_under > 0) result.odds_ratio = sums.odds_over / sums.odds_under;
  if (sums.variance <= 0) return result;
  const double surplus = std::abs(sums.surplus);
  const double counted = surplus - (correction == ContinuityCorrection::half ? std::min(0.5, surplus) : 0);
  result.statistic = counted * counted / sums.variance;
  result.p = chi_square_survival(1, *result.statistic);
  return result;
}

}  // namespace premortem
