#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/measured_share.hpp"
#include "premortem/models/score_curve.hpp"

namespace premortem {

/// Rows of neighbouring scores: what the scores promise and what came true.
struct ReliabilityBin {
  double low = 0, high = 0;   ///< lowest and highest score in it
  double mean_score = 0;
  MeasuredShare positive;     ///< observed, with its interval at the confidence
  bool promise_holds = true;  ///< mean_score lies within the interval
};

/// Expected calibration error: mean over rows of |mean score - share of positives| of their bin, beside what chance alone
/// gives to scores that are perfectly calibrated.
struct CalibrationError {
  double value = 0;
  double floor = 0;      ///< its expectation if every row is positive with probability equal to its score
  double floor_p95 = 0;  ///< its 95% quantile then
  bool above_noise = false;  ///< value > floor_p95
};

/// Brier score = reliability - resolution + uncertainty + within_variance - 2 within_covariance, exactly: the last two are
/// what bins hide, and 0 where each holds one score.
struct BrierScore {
  double value = 0;  ///< mean of (score - label)^2
  double reliability = 0, resolution = 0, uncertainty = 0;
  double within_variance = 0, within_covariance = 0;
  std::optional<double> skill;  ///< 1 - value / uncertainty; absent where only one class is there
};

struct Calibration {
  std::vector<ReliabilityBin> bins;  ///< ascending
  CalibrationError error;
  BrierScore brier;
};

/// Are the scores probabilities? Bins of equal counts, from the lowest score: a bin is closed as soon as the rows so far
/// reach the next of `bins` equal shares; rows of one score stay together, so that there may be fewer bins. Intervals are
/// Clopper-Pearson for each bin alone. The noise floor per bin is the binomial mean absolute deviation (de Moivre), scaled
/// to the variance sum p (1 - p) that differing scores have, exact where a bin holds one score; its quantile is the normal
/// one corrected for skewness (Cornish & Fisher), with half-normal cumulants: nominal, in simulations of 100 to 400 rows
/// 4% to 6% of perfectly calibrated scores pass it.
/// @param bins  >= 1
/// @param jobs  threads; the same bits for any number
/// @throws Refusal where there is no row or a score is outside [0, 1]; DomainError for bins < 1 or confidence not in (0, 1)
/// Sources: Murphy (1973), Journal of Applied Meteorology 12; Stephenson, Coelho & Jolliffe (2008), Weather and
/// Forecasting 23 (terms within bins); Guo, Pleiss, Sun & Weinberger (2017), ICML (expected calibration error); Diaconis &
/// Zabell (1991), Statistical Science 6 (de Moivre's formula).
Calibration calibration(const ScoreCurve& curve, int bins, double confidence, int jobs = 1);

/// @throws Refusal naming the score where one is outside [0, 1], or where there is no row
void require_probabilities(const ScoreCurve& curve);

}  // namespace premortem
