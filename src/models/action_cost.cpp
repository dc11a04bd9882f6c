#include "premortem/models/action_cost.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/curve_totals.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

CostParts parts(const CurveTotals& flagged, const CurveTotals& all, const ActionCost& cost) {
  CostParts p;
  p.actions = cost.action * flagged.items();
  p.false_positives = cost.false_positive * flagged.negatives;
  p.misses = all.harm - flagged.harm;
  return p;
}

ThresholdCost threshold_cost(const ScoreCurve& curve, const ActionCost& cost, std::size_t entries) {
  ThresholdCost t;
  if (entries > 0) t.entry = entries - 1, t.threshold = curve.score[entries - 1];
  t.cost = parts(totals(curve, cost, entries), totals(curve, cost, curve.size()), cost);
  return t;
}

}  // namespace

void require_amount(const char* name, double amount) {
  if (!(amount >= 0 && std::isfinite(amount)))
    throw DomainError(fmt::format("{} = {}: it must be finite and not negative", name, amount));
}

void require_costs(const ActionCost& cost) {
  require_amount("the cost of a false positive", cost.false_positive);
  require_amount("the cost of a miss", cost.miss_per_value.value_or(cost.miss));
  require_amount("the cost of an action", cost.action);
  require_amount("the scale of the positives", cost.positive_scale);
  require_amount("the scale of the negatives", cost.negative_scale);
}

void require_curve(const ScoreCurve& curve, const ActionCost& cost) {
  require_costs(cost);
  if (curve.size() == 0) throw DomainError("a cost needs at least one scored row");
  if (cost.miss_per_value && curve.tp_value.size() != curve.size())
    throw Refusal("a miss costs by value, and the scored rows have no value");
}

ThresholdCost cost_at(const ScoreCurve& curve, const ActionCost& cost, std::optional<std::size_t> entry) {
  require_curve(curve, cost);
  if (entry && *entry >= curve.size())
    throw DomainError(fmt::format("entry {} of a curve with {} entries", *entry, curve.size()));
  return threshold_cost(curve, cost, entry ? *entry + 1 : 0);
}

ThresholdCost cheapest_threshold(const ScoreCurve& curve, const ActionCost& cost, std::optional<double> budget) {
  require_curve(curve, cost);
  if (budget && !(*budget >= 0)) throw DomainError(fmt::format("a budget of {}: it must not be negative", *budget));
  const CurveTotals all = totals(curve, cost, curve.size());
  const double actions = cost.action * all.items();
  const double tie = tie_share * (all.harm + cost.false_positive * all.negatives + actions);
  if (!std::isfinite(tie)) throw DomainError("the costs of all rows together are beyond the largest number");
  const auto in_budget = [&](const CostParts& p) { return !budget || p.operating() <= *budget + tie_share * actions; };
  const auto cost_of = [&](std::size_t entries) { return parts(totals(curve, cost, entries), all, cost); };
  double least = all.harm;  // acting on nothing costs no work
  for (std::size_t k = 1; k <= curve.size(); ++k)
    if (const CostParts p = cost_of(k); in_budget(p)) least = std::min(least, p.total());
  std::size_t chosen = curve.size();
  for (; chosen > 0; --chosen)
    if (const CostParts p = cost_of(chosen); in_budget(p) && p.total() <= least + tie) break;
  return threshold_cost(curve, cost, chosen);
}

ElkanThreshold elkan_threshold(const ActionCost& cost, std::optional<double> value) {
  require_costs(cost);
  if (cost.miss_per_value && !value)
    return {{}, "a miss costs by value, so that every value has a threshold of its own"};
  if (value) require_amount("the value of an item", *value);
  const double miss = cost.miss_per_value ? *cost.miss_per_value * *value : cost.miss;
  if (miss < cost.action)
    return {{}, fmt::format("an action costs {:g} and a miss {:g}: acting never pays", cost.action, miss)};
  const double against = cost.negative_scale * (cost.false_positive + cost.action);
  const double for_it = cost.positive_scale * (miss - cost.action);
  if (against + for_it == 0) return {{}, "acting and not acting cost the same whatever the probability"};
  return {against / (against + for_it), ""};
}

double curve_items(const ScoreCurve& curve, const ActionCost& cost) {
  require_costs(cost);
  return curve.size() == 0 ? 0
                           : curve.positive_items(curve.size() - 1) * cost.positive_scale +
                                 curve.negative_items(curve.size() - 1) * cost.negative_scale;
}

double cost_per_year(double cost, double items, double volume_per_day) {
  require_amount("volume_per_day", volume_per_day);
  if (!(items > 0)) throw DomainError(fmt::format("a cost of {} items cannot be scaled to a year", items));
  return cost * (volume_per_day * days_per_year / items);
}

double cost_of_items(double cost_per_year, double items, double volume_per_day) {
  require_amount("items", items);
  if (!(volume_per_day > 0)) throw DomainError(fmt::format("volume_per_day = {}: it must be positive", volume_per_day));
  return cost_per_year * (items / (volume_per_day * days_per_year));
}

double capacity_in_items(double per_day, double items, double volume_per_day) {
  require_amount("items", items);
  require_amount("a capacity per day", per_day);
  if (!(volume_per_day > 0)) throw DomainError(fmt::format("volume_per_day = {}: it must be positive", volume_per_day));
  return items * per_day / volume_per_day;
}

}  // namespace premortem
