#pragma once
#include <cstddef>

#include "premortem/models/action_cost.hpp"

namespace premortem {

/// Sums over the first entries of a curve, in live items.
struct CurveTotals {
  double positives = 0, negatives = 0;
  double harm = 0;  ///< of missing all these positives
  double items() const { return positives + negatives; }
};

/// @param entries  how many of the highest scores, 0 to curve.size()
inline CurveTotals totals(const ScoreCurve& curve, const ActionCost& cost, std::size_t entries) {
  if (entries == 0) return {};
  const double positives = curve.positive_items(entries - 1) * cost.positive_scale;
  const double harm = cost.miss_per_value ? *cost.miss_per_value * curve.tp_value[entries - 1] * cost.positive_scale
                                          : cost.miss * positives;
  return {positives, curve.negative_items(entries - 1) * cost.negative_scale, harm};
}

/// Costs apart by less than this share of the largest are the same: a sum of five products is rounded by less.
inline constexpr double tie_share = 1e-14;

/// @throws DomainError `name` unless it is finite and not negative
void require_amount(const char* name, double amount);
/// The checks of cost_at, but for the entry. @throws as it does
void require_costs(const ActionCost& cost);
void require_curve(const ScoreCurve& curve, const ActionCost& cost);

}  // namespace premortem
