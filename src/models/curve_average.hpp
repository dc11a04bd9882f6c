#pragma once
#include <vector>

#include "premortem/models/abandonment_curve.hpp"
#include "premortem/models/latency_distribution.hpp"

namespace premortem {

/// Averages of a curve over a law of latency.
struct CurveAverage {
  double value = 0;              ///< E[A(L + later)]
  CurveVector gradient{};        ///< of it by the parameters
  double by_log = 0;             ///< E[A'(L) L], the derivative of E[A(kL)] by ln k at k = 1
  double sampling_variance = 0;  ///< of the value, since some parts are samples: sum of weight^2 var A(x) / n
  bool one_sample = false;       ///< a part is a sample of one, the variance of which nobody knows
};

/// What is wanted beside the value.
enum class Averaged { value, gradient, by_log };

/// By integration over the normal quantile from -14 to 14 (beyond which lie 2e-44 of the requests), split at the knots of the
/// law and wherever the curve kinks or turns; over samples the mean. Of kaplan_meier use step_average: it has no slope.
CurveAverage curve_average(const AbandonmentCurve& curve, const LatencyDistribution& latency, double later_ms, Averaged wanted);

/// Latencies between which a curve is smooth and turns slowly, ascending; none for kaplan_meier.
std::vector<double> curve_breaks(const AbandonmentCurve& curve);

}  // namespace premortem
