#pragma once
#include <optional>
#include <string>

#include "premortem/core/interval.hpp"
#include "premortem/models/abandonment_curve.hpp"

namespace premortem {

/// What a curve says at one latency, or for one share of abandonment.
struct CurveReading {
  double value = 0;
  std::optional<Interval> limits;  ///< two-sided, nominal but for isotonic
  bool extrapolated = false;       ///< beyond the latencies that were observed
  std::string why;                 ///< why there are no limits
};

/// A(t) with limits: of a parametric curve by the delta method on the logit scale.
CurveReading abandonment_at(const AbandonmentCurve& curve, double latency_ms, double confidence);

/// The latency at which so many leave; absent where the curve does not reach the share, with the reason in `why`.
struct LatencyReading {
  std::optional<double> value_ms;
  std::optional<Interval> limits;
  bool extrapolated = false;
  std::string why;
};
LatencyReading latency_at(const AbandonmentCurve& curve, double abandonment, double confidence);

}  // namespace premortem
