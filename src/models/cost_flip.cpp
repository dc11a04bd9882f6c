#include "models/cost_flip.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace premortem {
namespace {

/// How much dearer the other is than the chosen: at_none + per_unit x the cost that moves.
struct Difference {
  double at_none = 0, per_unit = 0;
};

/// Numbers of errors that differ by rounding only do not differ.
double difference(double other, double chosen) {
  constexpr double rounding = 1e-12;
  const double d = other - chosen;
  return std::abs(d) <= rounding * std::max(std::abs(other), std::abs(chosen)) ? 0 : d;
}

Difference as_false_positives_move(const YearlyCounts& other, const YearlyCounts& chosen, const ErrorCosts& errors) {
  return {other.cost - chosen.cost + difference(other.misses, chosen.misses) * errors.false_negative,
          difference(other.false_positives, chosen.false_positives)};
}

Difference as_false_negatives_move(const YearlyCounts& other, const YearlyCounts& chosen, const ErrorCosts& errors) {
  return {other.cost - chosen.cost + difference(other.false_positives, chosen.false_positives) * errors.false_positive,
          difference(other.misses, chosen.misses)};
}

CostFlip flip_of(const Difference& d) {
  CostFlip flip;
  flip.chosen_above = d.per_unit > 0;
  if (d.per_unit == 0) {
    flip.why = "both make as many of these errors, so their cost does not decide";
  } else if (-d.at_none / d.per_unit < 0) {
    flip.why = d.at_none > 0 ? "the chosen one is cheaper whatever such an error costs"
                             : "the other one is cheaper whatever such an error costs";
  } else {
    flip.cost = std::abs(d.at_none / d.per_unit);
  }
  return flip;
}

/// The costs at which no other is cheaper, as others are added.
struct CostsThatKeep {
  Interval costs{0, std::numeric_limits<double>::infinity()};
  bool any = true;

  void add(const Difference& d) {
    if (d.per_unit > 0) costs.low = std::max(costs.low, -d.at_none / d.per_unit);
    if (d.per_unit < 0) costs.high = std::min(costs.high, -d.at_none / d.per_unit);
    if (d.per_unit == 0 && d.at_none < 0) any = false;
  }
  std::optional<Interval> found() const {
    constexpr double rounding = 1e-12;  // two flips at one cost leave that cost
    if (!any || costs.high < 0 || costs.low > costs.high * (1 + rounding)) return std::nullopt;
    return Interval{std::min(costs.low, costs.high), costs.high};
  }
};

}  // namespace

void add_flips(OptionChoice& choice, const std::vector<Contender>& contenders, const ErrorCosts& errors) {
  const auto chosen = std::find_if(contenders.begin(), contenders.end(),
                                   [&](const Contender& c) { return c.option == *choice.chosen; });
  if (chosen == contenders.end()) return;
  CostsThatKeep fp, fn;
  for (const auto& other : contenders) {
    if (other.option == *choice.chosen) continue;
    const auto by_fp = as_false_positives_move(other.year, chosen->year, errors);
    const auto by_fn = as_false_negatives_move(other.year, chosen->year, errors);
    ChoiceFlip flip{other.option, flip_of(by_fp), flip_of(by_fn)};
    auto& [fp_cost, fp_ratio, fp_above, fp_why] = flip.by_false_positive;
    auto& [fn_cost, fn_ratio, fn_above, fn_why] = flip.by_false_negative;
    if (fp_cost && errors.false_negative > 0) fp_ratio = *fp_cost / errors.false_negative;
    if (fn_cost && *fn_cost > 0) fn_ratio = errors.false_positive / *fn_cost;
    choice.flips.push_back(flip);
    fp.add(by_fp), fn.add(by_fn);
  }
  choice.false_positive_costs = fp.found(), choice.false_negative_costs = fn.found();
}

}  // namespace premortem
