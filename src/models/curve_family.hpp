#pragma once
#include "premortem/models/abandonment_curve.hpp"

namespace premortem {

/// Whether a smooth family begins at a floor that is a parameter of its own.
inline bool has_floor(CurveFamily f) { return f == CurveFamily::floor_logistic || f == CurveFamily::floor_log_logistic || f == CurveFamily::floor_weibull; }
inline bool is_weibull(CurveFamily f) { return f == CurveFamily::weibull || f == CurveFamily::floor_weibull; }
/// Whether a smooth family goes by the latency itself; the others go by its logarithm.
inline bool is_linear(CurveFamily f) { return f == CurveFamily::logistic || f == CurveFamily::floor_logistic; }

}  // namespace premortem
