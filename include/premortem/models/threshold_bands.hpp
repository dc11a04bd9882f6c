#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"
#include "premortem/models/score_curve.hpp"
#include "premortem/models/threshold_grid.hpp"

namespace premortem {

/// Half-widths within which the true-positive rate (recall) and the false-positive rate lie at all thresholds at once,
/// so that a threshold may be chosen by looking. Absent, with the reason, for a label without rows.
struct RateBands {
  std::optional<double> tpr_half_width, fpr_half_width;
  std::string why_no_tpr, why_no_fpr;
};

/// Dvoretzky-Kiefer-Wolfowitz a class, sqrt(ln(2/alpha_k)/(2 n_k)); certified, also for tied scores. Both bands
/// together hold with the confidence: each label's share of 1 - confidence is alpha_k.
/// @param confidence  in (0, 1)
/// @param tpr_share   of 1 - confidence for the TPR, in [0, 1]; at 1 there is no band for the FPR, at 0
///                    none for the TPR
/// @throws DomainError outside that domain
/// Source: Massart (1990), Annals of Probability 18.
RateBands rate_bands(const ScoreCurve& curve, double confidence, double tpr_share = 0.5);

/// The band of a rate, within [0, 1].
Interval band_around(double rate, double half_width);

/// Precision at one point of a grid, holding at all of its points together.
struct PrecisionBandPoint {
  GridPoint at;
  std::optional<Interval> precision;  ///< absent where nothing is flagged
  std::string why;
};

/// Clopper-Pearson on (tp, flagged) at confidence 1 - (1 - confidence)/K, K points; certified for points from
/// at_thresholds with thresholds fixed beforehand, and from at_ranks with ranks that depend on the number of rows
/// alone. The precision of thresholds in between is not covered: it is no distribution function, so that the band of
/// the TPR has no counterpart.
/// @throws DomainError if confidence is not in (0, 1)
std::vector<PrecisionBandPoint> precision_band(std::span<const GridPoint> points, double confidence);

}  // namespace premortem
