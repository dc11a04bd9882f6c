#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "premortem/models/score_curve.hpp"

namespace premortem {

/// What acting and not acting costs, in money. The costs are per item: the weight of a row multiplies them.
struct ActionCost {
  double false_positive = 0;             ///< c_fp: harm done to an item that was none of what is looked for
  double miss = 0;                       ///< c_fn: harm of a positive that nobody acted on
  std::optional<double> miss_per_value;  ///< if given, a miss costs this times the row's value, and `miss` is not used
  double action = 0;                     ///< c_act: of acting, whoever it hits
  double positive_scale = 1;             ///< live positives for one among the rows, pi'/pi; see prevalence.hpp
  double negative_scale = 1;             ///< live negatives for one among the rows, (1 - pi')/(1 - pi)
};

/// A cost by what it is paid for; `operating` is what the work costs, the rest is harm.
struct CostParts {
  double actions = 0, reviews = 0, appeals = 0;
  double false_positives = 0, misses = 0;
  double operating() const { return actions + reviews + appeals; }
  double total() const { return operating() + false_positives + misses; }
};

/// Where to act, and what that costs over the items of the curve.
struct ThresholdCost {
  std::optional<std::size_t> entry;  ///< of the curve; absent: act on nothing
  std::optional<double> threshold;   ///< that entry's score
  CostParts cost;
};

/// C(t) = c_fp * FP + sum of h over the positives below t + c_act * selected, with h the harm of a miss, over the
/// items of the curve (weights and scales applied).
/// @param entry  act on what this entry of the curve flags; absent: on nothing
/// @throws DomainError if a cost or scale is negative or not finite, the curve is empty or has no such entry
/// @throws Refusal if misses cost by value and the rows have none
ThresholdCost cost_at(const ScoreCurve& curve, const ActionCost& cost, std::optional<std::size_t> entry);

/// The least C(t) over every threshold and over acting on nothing, in O(n). Costs that agree to 1e-14 of the largest
/// sum a cost on this curve can have are tied, which is more than they are rounded by; the lowest threshold is taken.
/// @param budget  only where the operating cost over the items of the curve is at most this (with 1e-14 of slack)
/// @throws as cost_at; DomainError if the budget is negative or NaN, or a sum is infinite
ThresholdCost cheapest_threshold(const ScoreCurve& curve, const ActionCost& cost,
                                 std::optional<double> budget = std::nullopt);

/// A threshold on probabilities, or why there is none.
struct ElkanThreshold {
  std::optional<double> threshold;
  std::string why;  ///< empty where there is one
};

/// t* = (c_fp + c_act) / (c_fp + c_fn): acting costs least exactly on items whose probability is at least t*. With
/// scales it is the same rule on the rows' probabilities: s-(c_fp + c_act) / (s-(c_fp + c_act) + s+(c_fn - c_act)).
/// Only for scores that are probabilities at the rows' prevalence; far from the cheapest threshold of the rows, the
/// scores are miscalibrated or the rows few.
/// @param value  of the item, where misses cost by value; there every value has a threshold of its own
/// @return none where an action costs more than the miss it avoids, or where nothing costs anything
/// @throws DomainError as cost_at, or if value is negative
/// Source: Elkan (2001), The foundations of cost-sensitive learning, IJCAI; with the cost of acting added.
ElkanThreshold elkan_threshold(const ActionCost& cost, std::optional<double> value = std::nullopt);

/// Items that the curve stands for, after the scales.
double curve_items(const ScoreCurve& curve, const ActionCost& cost);

/// A cost over `items` at a volume: cost * volume_per_day * 365.25 / items.
/// @throws DomainError if items <= 0 or volume_per_day < 0
double cost_per_year(double cost, double items, double volume_per_day);

/// The inverse for limits: what a yearly budget leaves to `items`. @throws DomainError if a volume is not positive
double cost_of_items(double cost_per_year, double items, double volume_per_day);

/// What a capacity of `per_day` of `volume_per_day` items is among `items`: items * per_day / volume_per_day.
double capacity_in_items(double per_day, double items, double volume_per_day);

}  // namespace premortem
