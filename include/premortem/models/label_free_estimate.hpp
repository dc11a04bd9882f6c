#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "premortem/core/interval.hpp"
#include "premortem/models/window_rows.hpp"

namespace premortem {

/// What may be expected of rows that are positive with the stated chances, independently, and flagged where the chance is at
/// least a cut.
struct ExpectedConfusion {
  double tp = 0, fp = 0, tn = 0, fn = 0;  ///< TP = sum over flagged of p, FP of 1 - p, FN = sum over the others of p, TN of 1 - p
  double accuracy = 0;                    ///< (TP + TN) / n
  double accuracy_sd = 0;                 ///< sqrt(sum of p (1 - p)) / n: of what comes about
};
/// @throws DomainError without rows, or for a chance outside [0, 1] or a cut that is not a number
/// Source: Bialek, Kuberski, Perrakis & Bifet (2024), arXiv:2401.08348 (confidence-based performance estimation).
ExpectedConfusion expected_confusion(std::span<const double> probabilities, double cut);

/// P(the accuracy that comes about is at most `accuracy`): Poisson binomial, by exact convolution up to 5,000 rows; beyond, the
/// normal law with its skewness and a continuity correction, to about 1 / (number of rows that are not certain).
/// @throws DomainError as expected_confusion
/// Source: Volkova (1996), Theory of Probability and Its Applications 40 (the refined normal law).
double accuracy_at_most(std::span<const double> probabilities, double cut, double accuracy);

struct LabelFreeMetric {
  std::optional<double> value;
  std::optional<Interval> limits;      ///< calibration and sampling together, nominal
  std::optional<double> actual;        ///< where the current labels are known after all
  std::string why;
};

/// Performance of the current window estimated from its scores alone (CBPE).
struct LabelFreeEstimate {
  std::size_t reference_labelled = 0, current_scored = 0, current_labelled = 0;
  double threshold = 0.5;
  double tp = 0, fp = 0, tn = 0, fn = 0;           ///< expected counts
  LabelFreeMetric accuracy, precision, recall;
  std::string condition;  ///< in words: valid only if items with the same score are still positive equally often
  std::optional<double> condition_p;  ///< where current labels are known: are they, by calibration bin, what was promised? absent without
  double outside = 0;     ///< share of the current scores beyond all labelled reference scores, whose chance is that of the nearest
};

/// Scores are calibrated on the labelled reference (isotonic, straight lines between its distinct scores), then counted on the
/// current window: rows with score >= threshold are flagged, TP = sum over flagged of p and so on, as expected_confusion.
/// Limits are quantiles of the mixture, over 400 bootstrap replicates of the labelled reference rows, of the normal laws of what
/// comes about (recall by the delta method), half a row wider on both sides: nominal. At 95% they held what came about in 93 to 95% of 400 simulated pairs of windows with 400
/// and 1,000 labelled reference rows, and in 87 to 93% with 150.
/// condition_p: chi-square test that rows of nearly the same score are positive equally often in both windows (Mantel & Haenszel
/// 1959 within at most ten stretches of scores); labels against labels, because errors of the calibration are not independent.
/// The same bits in any order of rows.
/// @throws Refusal naming what is missing (scores, labels of the reference, both classes); DomainError for a threshold that is not
/// a number or a confidence outside (0, 1)
LabelFreeEstimate label_free_estimate(const WindowRows& reference, const WindowRows& current, double threshold, double confidence, std::uint64_t seed);

}  // namespace premortem
