#pragma once
#include <optional>
#include <string>

#include "premortem/analysis/case_amounts.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"
#include "premortem/models/review_band.hpp"
#include "premortem/models/review_queue.hpp"

namespace premortem {

/// What the case says of the trade-off, by the names of its assumptions.
struct TradeoffTerms {
  ReviewCost cost;                 ///< with the scales to the stated positive_rate
  ActionCost acting;               ///< the same without review: a false positive after its appeal, a miss after its late report
  bool has_costs = false;          ///< both a false positive (or an action) and a miss cost something
  std::string no_costs;            ///< otherwise, what is missing
  bool has_review = false;         ///< cost_per_review is stated
  bool has_miss_cost = false, has_false_positive_cost = false;
  std::optional<ReviewTeam> team;  ///< where reviewers and review_minutes are stated; only with rows, as the next
  std::optional<double> capacity_per_day;  ///< items that the reviewers can take
  std::optional<double> volume_per_day, positive_rate, decision_threshold, min_recall, min_precision, budget_per_year, value_per_point;
};

/// Where a model is taken to act if nothing says otherwise.
inline constexpr double default_threshold = 0.5;
/// Where the baseline acts: baseline_threshold, else decision_threshold, else the default.
double baseline_threshold(CaseAmounts& amounts);

/// @param curve  of all rows; null without scored rows
/// @throws Refusal for a term outside its domain
TradeoffTerms tradeoff_terms(CaseAmounts& amounts, const ScoreCurve* curve);

/// What it costs to act from this entry of the curve on, without review; appeals are a part of their own.
CostParts cost_of_acting(const ScoreCurve& curve, const TradeoffTerms& terms, std::optional<std::size_t> entry);

}  // namespace premortem
