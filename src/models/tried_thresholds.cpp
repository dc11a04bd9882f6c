#include "models/tried_thresholds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/statistics/acceptance_sampling.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

void require_plan(const CertificationPlan& plan) {
  if (plan.method == CertificationMethod::recall_upward)
    throw DomainError("certified_threshold: a precision cannot be tried upward, since it need not be monotone");
  const bool fixed = plan.method == CertificationMethod::fixed_thresholds;
  if (fixed && plan.thresholds.empty()) throw DomainError("certified_threshold: there are no thresholds to try");
  if (plan.starts < 1 || plan.most_points < 1)
    throw DomainError(fmt::format("certified_threshold: starts {} and most_points {} must be at least 1", plan.starts,
                                  plan.most_points));
}

double for_precision(const ThresholdDemand& demand) { return demand.min_recall ? demand.delta / 2 : demand.delta; }

/// Ranks of which the first is worth trying at `level`.
std::vector<std::size_t> ranks_at(const ScoreCurve& curve, const ThresholdDemand& demand, double level,
                                  std::size_t points) {
  return rank_grid(curve.rows(), static_cast<std::size_t>(trials_needed(0, 1 - *demand.min_precision, level)), points);
}

/// As many ranks, each at its share, as leave at least a tenth between neighbours: more would take from each without
/// trying much else. Depends on the number of rows alone.
std::size_t points_for(const ScoreCurve& curve, const ThresholdDemand& demand, std::size_t most) {
  constexpr double least_ratio = 1.1;
  const auto room_for = [&](std::size_t points) {
    const auto ranks = ranks_at(curve, demand, for_precision(demand) / static_cast<double>(points), points);
    if (ranks.size() < points) return false;
    return static_cast<double>(ranks.back() - 1) >=
           static_cast<double>(ranks.front() - 1) * std::pow(least_ratio, static_cast<double>(points - 1));
  };
  std::size_t points = most;
  while (points > 1 && !room_for(points)) --points;
  return points;
}

/// Each threshold is tried if it is a start or the one before it passed.
template <class Passes>
void try_from_starts(std::vector<TriedThreshold>& tried, std::size_t starts, Passes passes) {
  bool going_on = false;
  for (std::size_t i = 0, next = 0; i < tried.size(); ++i) {
    bool is_start = false;
    for (; next < starts && next * tried.size() / starts == i; ++next) is_start = true;
    going_on = (is_start || going_on) && passes(tried[i]);
    tried[i].certified = going_on;
  }
}

std::vector<GridPoint> points_of(CertifiedThreshold& c, const ScoreCurve& curve, const CertificationPlan& plan) {
  const std::size_t each =
      plan.method == CertificationMethod::ranks_each ? points_for(curve, c.demand, plan.most_points) : 0;
  const bool fixed = plan.method == CertificationMethod::fixed_thresholds;
  c.starts = each ? each : std::min(plan.starts, fixed ? plan.thresholds.size() : plan.most_points);
  c.precision_level = (fixed ? c.demand.delta : for_precision(c.demand)) / static_cast<double>(c.starts);
  if (c.demand.min_recall) c.recall_level = fixed ? c.precision_level : c.demand.delta / 2;
  if (fixed) return at_thresholds(curve, plan.thresholds);
  return at_ranks(curve, ranks_at(curve, c.demand, c.precision_level, each ? each : plan.most_points));
}

}  // namespace

TriedThreshold tried_threshold(const GridPoint& point, const ThresholdDemand& demand) {
  TriedThreshold tried{point, {}, {}, false};
  const auto fn = static_cast<double>(point.fn), fp = static_cast<double>(point.fp);
  if (demand.min_recall)
    tried.recall_p = binomial_cdf(static_cast<double>(point.tp) + fn, 1 - *demand.min_recall, fn);
  if (demand.min_precision) tried.precision_p = binomial_cdf(point.flagged(), 1 - *demand.min_precision, fp);
  return tried;
}

void try_in_order(CertifiedThreshold& c, const ScoreCurve& curve, const CertificationPlan& plan) {
  require_plan(plan);
  for (const auto& point : points_of(c, curve, plan)) c.tried.push_back(tried_threshold(point, c.demand));
  const auto precise = [&](const TriedThreshold& t) { return *t.precision_p <= c.precision_level; };
  const auto misses_few = [&](const TriedThreshold& t) { return !t.recall_p || *t.recall_p <= c.recall_level; };
  if (plan.method == CertificationMethod::fixed_thresholds)
    return try_from_starts(c.tried, c.starts, [&](const TriedThreshold& t) { return precise(t) && misses_few(t); });
  // Recall holds at all thresholds at once, so that it does not end the sequence of precision.
  // Downward from a start: let b be where the true precision, rising with the threshold, crosses the demand, and m rows
  // be scored b or more. The first rank in error is the first beyond m; given m, the m rows are draws from where the
  // precision is at most the demand, and those between b and the cut are no better. So its p-value is as valid as if it
  // were fixed.
  try_from_starts(c.tried, c.starts, precise);
  for (auto& t : c.tried) t.certified = t.certified && misses_few(t);
}

}  // namespace premortem
