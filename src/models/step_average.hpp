#pragma once
#include <vector>

#include "premortem/core/interval.hpp"
#include "premortem/models/abandonment_curve.hpp"
#include "premortem/models/latency_distribution.hpp"

namespace premortem {

/// Averages over a law of latency of curves that stand still between their steps: sums over the steps of shares of requests,
/// in one pass.

struct StepAverage {
  double value = 0;     ///< sum of the rise at t_j times P(L + later >= t_j); beyond the last step the curve is taken flat
  double variance = 0;  ///< of the curve, not of the law: sum of [integral of 1 - A from t_j on]^2 times Greenwood's summand of t_j
};

/// E[A(L + later)] of a kaplan_meier curve.
StepAverage step_average(const AbandonmentCurve& curve, const LatencyDistribution& latency, double later_ms);

/// Averages of the least and of the greatest rising curve within the band of an isotonic one: of band_low at the step at or
/// before L (0 before the first), and of band_high at the step at or after it (1 after the last).
Interval band_average(const AbandonmentCurve& curve, const LatencyDistribution& latency);

}  // namespace premortem
