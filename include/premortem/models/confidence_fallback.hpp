#pragma once
#include <optional>

#include "premortem/models/measured_share.hpp"
#include "premortem/models/score_curve.hpp"

namespace premortem {

/// Rows on one side of a limit of confidence, and how often the likelier answer is right there.
struct ConfidenceSide {
  double rows = 0;
  MeasuredShare correct;                  ///< accuracy, with its interval
  std::optional<double> mean_confidence;  ///< what accuracy would be if confidence were calibrated; absent without rows
  std::optional<bool> promise_holds;      ///< mean_confidence lies within the interval
};

/// Falling back (another answer, a person, a word to the user) where the model is not sure.
struct ConfidenceFallback {
  double limit = 0;
  MeasuredShare falls_back;     ///< of all rows, those with confidence below the limit
  ConfidenceSide below, above;  ///< above: the limit or more
  std::optional<double> accuracy_gained;  ///< accuracy above the limit less accuracy over all rows
};

/// Confidence of a binary score p is max(p, 1 - p); the answer is positive where p >= 1/2. Falls back where it is < limit.
/// @param limit  in [0.5, 1]; usually 0.6
/// @throws Refusal where there is no row or a score is outside [0, 1]; DomainError outside that domain
ConfidenceFallback confidence_fallback(const ScoreCurve& curve, double limit, double confidence);

}  // namespace premortem
