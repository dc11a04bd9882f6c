#include "premortem/models/rate_split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/cohort_counts.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

int sign(double x) { return (x > 0) - (x < 0); }

/// How each cohort that can be compared moved.
struct Moves {
  int with = 0, against = 0, compared = 0;
  void add(int cohort, int aggregate) {
    ++compared, with += cohort == aggregate, against += cohort == -aggregate;
  }
  bool paradox(int aggregate) const { return aggregate != 0 && compared >= 2 && with == 0 && against > 0; }
};

void require_cohorts(std::span<const CohortRates> cohorts) {
  double before = 0, after = 0;
  for (const CohortRates& c : cohorts) {
    for (const auto& [share, rate] : {std::pair(c.share_before, c.rate_before), std::pair(c.share_after, c.rate_after)})
      if (!(share >= 0 && share <= 1) || (share > 0 && !rate) || (rate && !std::isfinite(*rate)))
        throw DomainError(fmt::format("rate_split: a share of {} needs to lie in [0, 1] and to have a rate where it is above 0", share));
    before += c.share_before, after += c.share_after;
  }
  constexpr double rounding = 1e-9;
  if (!(std::abs(before - 1) <= rounding && std::abs(after - 1) <= rounding))
    throw DomainError(fmt::format("rate_split: shares sum to {} and {}, not to 1", before, after));
}

void add(RateSplit& split, const CohortRates& c) {
  const double before = c.rate_before ? *c.rate_before : c.rate_after.value_or(0), after = c.rate_after.value_or(before);
  const double moved = c.share_after - c.share_before, changed = after - before;
  split.before += c.share_before * before, split.after += c.share_after * after;
  split.mix += moved * (before + after) / 2, split.rate += changed * (c.share_before + c.share_after) / 2;
  split.mix_alone += moved * before, split.rate_alone += changed * c.share_before, split.interaction += moved * changed;
}

RateSplit parts_of(std::span<const CohortRates> cohorts) {
  RateSplit split;
  for (const CohortRates& c : cohorts) add(split, c);
  split.gap = split.after - split.before;
  split.mix_driven = std::abs(split.mix) > std::abs(split.rate);
  return split;
}

/// Sign of the change of rate: of a product rounded once on each side, which keeps the order of whole numbers.
int moved(const CohortCounts& c) { return sign(c.events_after * c.trials_before - c.events_before * c.trials_after); }

}  // namespace

RateSplit rate_split(std::span<const CohortRates> cohorts) {
  require_cohorts(cohorts);
  RateSplit split = parts_of(cohorts);
  // Shares that are fractions leave a gap of no meaning where there is none.
  double largest = 0;
  for (const CohortRates& c : cohorts) largest = std::max({largest, std::abs(c.rate_before.value_or(0)), std::abs(c.rate_after.value_or(0))});
  constexpr double rounding = 1e-12;
  const int aggregate = std::abs(split.gap) <= rounding * largest ? 0 : sign(split.gap);
  Moves moves;
  for (const CohortRates& c : cohorts)
    if (c.rate_before && c.rate_after) moves.add(sign(*c.rate_after - *c.rate_before), aggregate);
  split.simpson = moves.paradox(aggregate);
  return split;
}

RateSplit rate_split(std::span<const CohortCounts> cohorts) {
  require_counts(cohorts);
  CohortCounts all;
  for (const CohortCounts& c : cohorts) {
    all.events_before += c.events_before, all.trials_before += c.trials_before;
    all.events_after += c.events_after, all.trials_after += c.trials_after;
  }
  if (all.trials_before == 0 || all.trials_after == 0) throw Refusal("one of the two groups is empty");
  std::vector<CohortRates> rates;
  Moves moves;
  for (const CohortCounts& c : cohorts) {
    const auto rate = [](double events, double trials) { return trials > 0 ? std::optional(events / trials) : std::nullopt; };
    rates.push_back({c.trials_before / all.trials_before, c.trials_after / all.trials_after, rate(c.events_before, c.trials_before), rate(c.events_after, c.trials_after)});
    if (c.trials_before > 0 && c.trials_after > 0) moves.add(moved(c), moved(all));
  }
  RateSplit split = parts_of(rates);
  split.simpson = moves.paradox(moved(all));
  return split;
}

}  // namespace premortem
