#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "premortem/core/interval.hpp"
#include "premortem/models/window_rows.hpp"

namespace premortem {

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
};

/// Scores are calibrated on the labelled reference (isotonic), then counted on the current window: TP = sum over flagged of p and
/// so on; accuracy is Poisson binomial. Uncertainty of the calibration by bootstrap of the reference rows.
/// @throws Refusal naming what is missing (scores, labels of the reference, both classes)
LabelFreeEstimate label_free_estimate(const WindowRows& reference, const WindowRows& current, double threshold, double confidence, std::uint64_t seed);

}  // namespace premortem
