#pragma once
#include <vector>

#include "premortem/models/score_curve.hpp"

namespace premortem {

/// What a bin's rows add up to.
struct BinSums {
  double low = 0, high = 0;
  double rows = 0, positives = 0;
  double score = 0;          ///< sum of scores
  double variance = 0;       ///< sum of p (1 - p): of the positives, if every score p is a probability
  double squared_error = 0;  ///< sum of (score - label)^2
  double score_spread = 0;   ///< sum of (score - mean score)^2
  double covariation = 0;    ///< sum of (score - mean score) (label - share of positives)

  double mean_score() const { return score / rows; }
  /// E|positives - score| under perfect calibration: de Moivre's formula for the binomial with the mean score, times the
  /// ratio of the standard deviation that differing scores have to the binomial's.
  double mean_absolute_deviation() const;
};

/// From the lowest score; see calibration().
/// @param jobs  threads, of which each takes whole bins
std::vector<BinSums> reliability_bin_sums(const ScoreCurve& curve, int bins, int jobs);

}  // namespace premortem
