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

/// A(t) with limits.
///   With parameters: logit A -+ z sqrt(g' C g) / (A (1 - A)), g the derivatives of A by them (delta method); none where A is 0 or 1.
///   isotonic: the lower limit of the step at or before t and the upper one of the step at or after it, which hold because A does
///     not fall; 0 and 1 beyond the ends.
///   kaplan_meier: those of the last step at or before t; none before the first, where the value is 0.
/// In simulations of a true family (7 delays, 30 to 2,000 sessions each) .95 covers .92 to .98, but from the kink of a hinge to the
/// next arm .86 to .93. The family that AIC chooses for data that none has can be far off: .80 at the foot of a plateau, less than
/// .25 at the top of a hump. Where arms scatter with a standard deviation of .3 on the logit scale (by day, by person) .95 covers .75
/// to .90 with 7 arms, since their scatter is estimated from so few, and isotonic limits cover less still.
/// @param latency_ms  finite, >= 0
/// @param confidence  in (0, 1); curves of steps have limits at the confidence of their fit
/// @throws DomainError outside these, or for a curve of steps without any
CurveReading abandonment_at(const AbandonmentCurve& curve, double latency_ms, double confidence);

/// The latency at which so many leave; absent where the curve does not reach the share, with the reason in `why`.
struct LatencyReading {
  std::optional<double> value_ms;
  std::optional<Interval> limits;  ///< two-sided, nominal; high is infinite where the data set no limit
  bool extrapolated = false;
  std::string why;                 ///< why there is no value or, beside a value, why there are no limits
};

/// Inverse of the curve.
///   With parameters: in closed form, with x -+ z sqrt(g' C g) / (dA/dx) on the scale x on which the curve is a line (ln t, or t of
///     logistic, floor_logistic and hinge; not below 0). Absent at or below the floor, below A(0), or where t overflows.
///   isotonic: the least latency at which the lines between the steps come to the share; kaplan_meier: the first step that has it.
///     Limits: from the least to the greatest latency at which the limits of A hold the share. Absent where no step has it, or the
///     first step of isotonic already.
/// @param abandonment  in (0, 1)
/// @throws DomainError outside that or for confidence not in (0, 1)
LatencyReading latency_at(const AbandonmentCurve& curve, double abandonment, double confidence);

}  // namespace premortem
