#pragma once
#include "models/curve_totals.hpp"
#include "premortem/models/review_band.hpp"

namespace premortem {

/// A cost or load that is linear in the running totals.
struct Linear {
  double per_positive = 0, per_negative = 0, per_harm = 0, constant = 0;
  double at(const CurveTotals& t) const {
    return per_positive * t.positives + per_negative * t.negatives + per_harm * t.harm + constant;
  }
};

/// A band's cost, operating cost and load: each a part that depends on what is acted on plus one on what is seen.
struct BandTerms {
  Linear acted_cost, seen_cost;
  Linear acted_operating, seen_operating;
  Linear acted_load, seen_load;
  double largest_cost = 0, largest_operating = 0, largest_load = 0;  ///< no partial sum is beyond, for the slack
};

/// @param all  the totals of the whole curve
BandTerms band_terms(const ReviewCost& cost, const CurveTotals& all);

/// @throws as cheapest_review_band, for the costs and the curve
void require_band(const ScoreCurve& curve, const ReviewCost& cost);

}  // namespace premortem
