#pragma once
#include "premortem/models/delay_arms.hpp"

namespace premortem {

/// fit_delay_curve of logistic, log_logistic, weibull and floor_..., of merged arms.
CurveFit fit_smooth_curve(std::span<const DelayArm> merged, CurveFamily family);

}  // namespace premortem
