#include "analysis/tradeoff_terms.hpp"

#include <fmt/format.h>

#include "analysis/tradeoff_queue.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/prevalence.hpp"

namespace premortem {
namespace {

Probability share(CaseAmounts& amounts, const char* name, double otherwise) { return Probability(amounts.share(name).value_or(otherwise)); }

void read_costs(CaseAmounts& amounts, TradeoffTerms& t) {
  auto& c = t.cost;
  c.action.false_positive = amounts.point_or("cost_per_false_positive", 0);
  c.action.miss = amounts.point_or("cost_per_false_negative", 0);
  c.action.miss_per_value = amounts.point("false_negative_cost_per_value");
  c.action.action = amounts.point_or("cost_per_action", 0);
  c.review = amounts.point_or("cost_per_review", 0);
  c.sensitivity = share(amounts, "reviewer_sensitivity", 1);
  c.specificity = share(amounts, "reviewer_specificity", 1);
  c.appeal_rate = share(amounts, "appeal_rate", 0);
  c.appeal_success = share(amounts, "override_recovery", 0);
  c.appeal = amounts.point_or("cost_per_appeal", 0);
  c.late_report_rate = share(amounts, "late_report_rate", 0);
  c.avoidable_share = share(amounts, "avoidable_share", 0);
  t.has_review = amounts.leaf("cost_per_review") != nullptr;
  t.has_miss_cost = c.action.miss > 0 || (c.action.miss_per_value && *c.action.miss_per_value > 0);
  t.has_false_positive_cost = c.action.false_positive > 0 || c.action.action > 0;
  t.has_costs = t.has_miss_cost && (t.has_false_positive_cost || (t.has_review && c.review > 0));
  const bool free_miss = amounts.leaf("cost_per_false_negative") || amounts.leaf("false_negative_cost_per_value"), free_alarm = amounts.leaf("cost_per_false_positive") || amounts.leaf("cost_per_action");
  if (!t.has_miss_cost) t.no_costs = free_miss ? "a miss costs nothing, so that acting never pays" : "what a miss costs is not stated; add cost_per_false_negative to assumptions.csv";
  else if (!t.has_costs && free_alarm) t.no_costs = "a false alarm costs nothing, so that everything would be flagged";
  else if (!t.has_costs) t.no_costs = "what a false alarm costs is not stated; add cost_per_false_positive, cost_per_action or cost_per_review to assumptions.csv";
}

void scale_to_live_mix(const ScoreCurve& curve, TradeoffTerms& t) {
  if (!t.positive_rate || curve.size() == 0) return;
  const auto last = curve.size() - 1;
  const double positives = curve.positive_items(last), all = positives + curve.negative_items(last);
  const auto scales = prevalence_scales(Probability(positives / all), Probability(*t.positive_rate));
  t.cost.action.positive_scale = scales.positive;
  t.cost.action.negative_scale = scales.negative;
}

/// An appeal undoes some of the false positives, a late report some of the misses.
ActionCost acting_cost(const ReviewCost& c) {
  auto acting = c.action;
  acting.false_positive = acting.false_positive * (1 - c.appeal_rate.value() * c.appeal_success.value()) + c.appeal_rate.value() * c.appeal;
  const double standing = 1 - c.late_report_rate.value() * c.avoidable_share.value();
  acting.miss *= standing;
  if (acting.miss_per_value) *acting.miss_per_value *= standing;
  return acting;
}

}  // namespace

double baseline_threshold(CaseAmounts& amounts) { return amounts.point("baseline_threshold").value_or(amounts.point("decision_threshold").value_or(default_threshold)); }

TradeoffTerms tradeoff_terms(CaseAmounts& amounts, const ScoreCurve* curve) {
  TradeoffTerms t;
  read_costs(amounts, t);
  t.volume_per_day = amounts.point("volume_per_day");
  t.positive_rate = amounts.share("positive_rate");
  t.decision_threshold = amounts.point("decision_threshold");
  t.min_recall = amounts.share("min_recall");
  t.min_precision = amounts.share("min_precision");
  t.budget_per_year = amounts.point("budget_per_year");
  t.value_per_point = amounts.point("value_per_point");
  if (curve) t.team = review_team(amounts), t.capacity_per_day = review_capacity(amounts);
  if (curve) scale_to_live_mix(*curve, t);
  t.acting = acting_cost(t.cost);
  return t;
}

CostParts cost_of_acting(const ScoreCurve& curve, const TradeoffTerms& terms, std::optional<std::size_t> entry) {
  auto cost = cost_at(curve, terms.acting, entry).cost;
  if (!entry) return cost;
  const double appealed = terms.cost.appeal_rate.value(), negatives = curve.negative_items(*entry) * terms.acting.negative_scale;
  cost.appeals = appealed * terms.cost.appeal * negatives;
  cost.false_positives = terms.cost.action.false_positive * (1 - appealed * terms.cost.appeal_success.value()) * negatives;
  return cost;
}

}  // namespace premortem
