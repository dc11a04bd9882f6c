#pragma once
#include <cstddef>
#include <optional>

#include "premortem/core/probability.hpp"
#include "premortem/models/action_cost.hpp"
#include "premortem/models/score_curve.hpp"

namespace premortem {

/// Who handles the appeals against automatic actions.
enum class AppealWork { by_others, by_reviewers };

/// What happens to an item by where its score lies, and what that costs. Of an item of label y with harm h if missed:
///   acted on  (score >= high)        c_act; y = 0: c_fp (1 - a v) + a c_appeal; y = 1: a+ (c_appeal + v+ h)
///   reviewed  (low <= score < high)  c_r; y = 0: (1 - sp)(c_fp + c_act); y = 1: se c_act + (1 - se) h
///   passed    (score < low)          y = 1: h (1 - rho delta)
/// Of what is sent to review the share that goes stale before anyone looks costs what passing it costs.
struct ReviewCost {
  ActionCost action;                       ///< c_fp, h and c_act
  double review = 0;                       ///< c_r
  Probability sensitivity{1};              ///< se: share of positives that a reviewer acts on
  Probability specificity{1};              ///< sp: share of negatives that a reviewer lets pass
  Probability appeal_rate{0};              ///< a: of negatives that were acted on
  Probability appeal_success{0};           ///< v: share of these appeals that undo the harm
  Probability positive_appeal_rate{0};     ///< a+: of positives that were acted on
  Probability positive_appeal_success{0};  ///< v+: share of these that undo a right action
  double appeal = 0;                       ///< c_appeal
  Probability late_report_rate{0};         ///< rho: share of passed positives that someone reports later
  Probability avoidable_share{0};          ///< delta: share of the harm that is still avoidable then
  Probability stale{0};                    ///< share of what is sent to review that passes unseen
  AppealWork appeals = AppealWork::by_others;
};

/// What the band must keep to, over the items of the curve (see capacity_in_items and cost_of_items).
struct BandLimits {
  std::optional<double> capacity;  ///< most items reviewed, and appeals where reviewers handle them
  std::optional<double> budget;    ///< most operating cost: actions, reviews and appeals
};

/// Items, or rows, by label.
struct LabelledItems {
  double positives = 0, negatives = 0;
  double all() const { return positives + negatives; }
};

/// Where the rows fall that a band is applied to, each counted once whatever its weight and the live mix: what shares are
/// of, as those of every threshold are.
struct BandRows {
  LabelledItems acted, reviewed, passed;
  Confusion outcome;  ///< after reviews and successful appeals, on average
  double positives() const { return acted.positives + reviewed.positives + passed.positives; }
  double negatives() const { return acted.negatives + reviewed.negatives + passed.negatives; }
  double all() const { return positives() + negatives(); }
};

struct ReviewBand {
  std::size_t acted_entries = 0;      ///< of the curve, from the highest score: acted on
  std::size_t seen_entries = 0;       ///< acted on or reviewed; no less
  std::optional<double> review_high;  ///< act from this score on; absent: never without a review
  std::optional<double> review_low;   ///< pass below it; equal to review_high: nothing is reviewed; absent: all pass
  LabelledItems acted, reviewed, passed;  ///< live items, which costs and the reviewers' load are of
  double appeals = 0;
  CostParts cost;
  /// What stands of the items after reviews and successful appeals, on average.
  Confusion outcome;
  BandRows rows;
  std::optional<double> recall;        ///< of the positive items; absent without any
  std::optional<double> value_recall;  ///< of the positives' value; absent where the rows have no value
  double items() const { return acted.all() + reviewed.all() + passed.all(); }
  double acted_share() const { return acted.all() / items(); }
  double reviewed_share() const { return reviewed.all() / items(); }
  /// What a limit of capacity counts.
  double review_load(AppealWork who) const { return reviewed.all() + (who == AppealWork::by_reviewers ? appeals : 0); }
};

/// The band that acts on the first `acted_entries` of the curve and reviews the next up to `seen_entries`.
/// @throws as cost_at; DomainError unless acted_entries <= seen_entries <= curve.size()
ReviewBand review_band_at(const ScoreCurve& curve, const ReviewCost& cost, std::size_t acted_entries,
                          std::size_t seen_entries);

/// The band of least cost over all pairs of thresholds, exactly: with running totals the cost is G(acted) + F(seen),
/// and for each `seen` the least G within reach is the minimum of a sliding window. O(n); O(n log n) with
/// a budget where an action costs more than a review.
/// Rows of equal score stay together. Of bands that tie (as in cheapest_threshold) the lowest review_low is taken,
/// then the lowest review_high. Limits have 1e-14 of the largest load or cost as slack, for the rounding of sums.
/// To do nothing keeps every limit, so there is always a band.
/// @throws as cost_at; DomainError if a limit is negative or NaN, or a sum is infinite
ReviewBand cheapest_review_band(const ScoreCurve& curve, const ReviewCost& cost, const BandLimits& limits = {});

/// The cheapest of the bands that see exactly the first `seen_entries`, within the limits; absent where none is. Ties as above.
/// O(seen_entries). @throws as cheapest_review_band; DomainError unless seen_entries <= curve.size()
std::optional<ReviewBand> cheapest_band_seeing(const ScoreCurve& curve, const ReviewCost& cost,
                                               std::size_t seen_entries, const BandLimits& limits = {});

/// What `more` items of capacity would save: C(capacity) - C(capacity + more), never negative; 0 without a capacity.
/// @throws as cheapest_review_band
double shadow_price(const ScoreCurve& curve, const ReviewCost& cost, BandLimits limits, double more);

}  // namespace premortem
