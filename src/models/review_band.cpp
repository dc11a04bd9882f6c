#include "premortem/models/review_band.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/band_candidates.hpp"
#include "models/band_terms.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

/// The running totals of the curve and what the limits leave of it.
struct BandSearch {
  const ScoreCurve& curve;
  const ActionCost& cost;
  BandTerms terms;
  double capacity, budget;  // with their slack

  CurveTotals at(std::size_t entries) const { return totals(curve, cost, entries); }
  bool within_capacity(std::size_t acted, const CurveTotals& seen) const {
    return terms.acted_load.at(at(acted)) + terms.seen_load.at(seen) <= capacity;
  }
  /// A review costs more than an action: who acts on more spends less, so that the budget also cuts off the first.
  bool acting_saves() const {
    return terms.acted_operating.per_positive <= 0 && terms.acted_operating.per_negative <= 0;
  }
  double operating_left(const CurveTotals& seen) const { return budget - terms.seen_operating.at(seen); }
  BandCandidate candidate(std::size_t acted) const {
    const CurveTotals t = at(acted);
    return {terms.acted_cost.at(t), acted, terms.acted_operating.at(t)};
  }
};

BandSearch search_of(const ScoreCurve& curve, const ReviewCost& cost, const BandLimits& limits) {
  for (const auto& limit : {limits.capacity, limits.budget})
    if (limit && !(*limit >= 0)) throw DomainError(fmt::format("a limit of {}: it must not be negative", *limit));
  const BandTerms terms = band_terms(cost, totals(curve, cost.action, curve.size()));
  if (!std::isfinite(terms.largest_cost + terms.largest_operating))
    throw DomainError("the costs of all rows together are beyond the largest number");
  return {curve, cost.action, terms, limits.capacity.value_or(unlimited) + tie_share * terms.largest_load,
          limits.budget.value_or(unlimited) + tie_share * terms.largest_operating};
}

/// Calls visit(seen, the first `acted` in the window, the least cost) for every number of entries seen that has a band.
/// Appeals of a share of what is acted on fall short of what is no longer reviewed, so loads fall with `acted`: what
/// capacity cuts off is a beginning, and a longer one the more is seen.
template <class Minimum, class Visit>
void sweep(const BandSearch& search, Visit visit) {
  Minimum candidates;
  std::size_t first = 0;
  for (std::size_t seen = 0; seen <= search.curve.size(); ++seen) {
    const CurveTotals t = search.at(seen);
    candidates.add(search.candidate(seen));
    const double left = search.operating_left(t);
    while (first <= seen &&
           !(search.within_capacity(first, t) && (!search.acting_saves() || search.candidate(first).operating <= left)))
      ++first;
    const double least = candidates.least(first, left);
    if (least < unlimited) visit(seen, first, least + search.terms.seen_cost.at(t));
  }
}

struct Chosen {
  std::size_t acted = 0, seen = 0;
};

template <class Minimum>
Chosen cheapest(const BandSearch& search) {
  double least = unlimited;
  sweep<Minimum>(search, [&](std::size_t, std::size_t, double cost) { least = std::min(least, cost); });
  const double most = least + tie_share * search.terms.largest_cost;
  Chosen chosen;
  std::size_t first = 0;
  sweep<Minimum>(search, [&](std::size_t seen, std::size_t from, double cost) {
    if (cost <= most) chosen.seen = seen, first = from;
  });
  const CurveTotals seen = search.at(chosen.seen);
  const double rest = search.terms.seen_cost.at(seen), left = search.operating_left(seen);
  for (chosen.acted = chosen.seen; chosen.acted > first; --chosen.acted)
    if (const auto c = search.candidate(chosen.acted); c.operating <= left && c.cost + rest <= most) break;
  return chosen;
}

template <class Minimum>
ReviewBand band_of(const BandSearch& search, const ReviewCost& cost) {
  const Chosen chosen = cheapest<Minimum>(search);
  return review_band_at(search.curve, cost, chosen.acted, chosen.seen);
}

}  // namespace

ReviewBand cheapest_review_band(const ScoreCurve& curve, const ReviewCost& cost, const BandLimits& limits) {
  require_band(curve, cost);
  const BandSearch search = search_of(curve, cost, limits);
  if (limits.budget && !search.acting_saves()) return band_of<ShrinkingMinimum>(search, cost);
  return band_of<SlidingMinimum>(search, cost);
}

std::optional<ReviewBand> cheapest_band_seeing(const ScoreCurve& curve, const ReviewCost& cost,
                                               std::size_t seen_entries, const BandLimits& limits) {
  require_band(curve, cost);
  if (seen_entries > curve.size())
    throw DomainError(fmt::format("a band of {} entries of a curve with {}", seen_entries, curve.size()));
  const BandSearch search = search_of(curve, cost, limits);
  const CurveTotals seen = search.at(seen_entries);
  const double left = search.operating_left(seen), slack = tie_share * search.terms.largest_cost;
  std::optional<BandCandidate> best;
  for (std::size_t acted = 0; acted <= seen_entries; ++acted) {
    const BandCandidate c = search.candidate(acted);
    if (c.operating > left || !search.within_capacity(acted, seen)) continue;
    if (!best || c.cost <= best->cost + slack) best = c;
  }
  if (!best) return std::nullopt;
  return review_band_at(curve, cost, best->entries, seen_entries);
}

double shadow_price(const ScoreCurve& curve, const ReviewCost& cost, BandLimits limits, double more) {
  if (!limits.capacity) return 0;
  require_amount("more capacity", more);
  const double now = cheapest_review_band(curve, cost, limits).cost.total();
  *limits.capacity += more;
  return std::max(0.0, now - cheapest_review_band(curve, cost, limits).cost.total());
}

}  // namespace premortem
