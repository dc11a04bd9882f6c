#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "premortem/models/score_curve.hpp"

namespace premortem {

/// A way to reach a metric, with what it costs a year and what it misses.
struct PerfectionPoint {
  double metric = 0;  ///< a share, in [0, 1]
  double cost_per_year = 0;
  std::optional<double> misses_per_year;  ///< >= 0
};

/// Why not 100%: the facts.
struct PerfectionFacts {
  std::size_t nearest = 0;  ///< the largest metric; of equal ones the cheapest
  bool perfect = false;     ///< its metric is 1; else nothing stated gets there
  double extra_cost = 0;    ///< a year, over the chosen; negative: it costs less
  double extra_points = 0;
  std::optional<double> misses_avoided, misses_left, cost_per_miss_avoided;
  std::string why_no_cost_per_miss;
};

/// @throws DomainError without points, if chosen is not one, or a number is outside its domain
PerfectionFacts perfection_facts(std::span<const PerfectionPoint> points, std::size_t chosen);

/// What it takes to miss none of the positives in scored rows: to flag down to the score of the lowest.
struct FullRecall {
  double threshold = 0;                     ///< the lowest positive's score
  double flagged = 0, false_positives = 0;  ///< items, by weight
  double share_flagged = 0;                 ///< of all items
  double positives = 0;                     ///< rows
  double miss_rate_upper = 1;               ///< one-sided limit of the share of live positives below that score
};

/// The lowest of n positives has Beta(1, n) of all positives below it, so that share is at most 1 - (1 -
/// confidence)^(1/n): exact for scores without ties, an upper limit with them. 59 positives show less than 5% missed,
/// with 95% confidence. Absent without positives. Source: Wilks (1941), Annals of Mathematical Statistics 12.
/// @param confidence  one-sided, in (0, 1); DomainError otherwise
std::optional<FullRecall> full_recall(const ScoreCurve& curve, double confidence);

/// Costs of flagging, scaled from rows to a year.
struct FlaggingCosts {
  double false_positive = 0, action = 0;  ///< each, >= 0
  double scale = 1;                       ///< items a year over items in the rows, > 0
};

/// scale (FP c_fp + flagged c_act): at full recall nothing is missed, so this is all. @throws DomainError
double cost_of_full_recall(const FullRecall& full, const FlaggingCosts& costs);

}  // namespace premortem
