#pragma once
#include "premortem/models/delay_arms.hpp"

namespace premortem {

/// fit_delay_curve of a hinge, of merged arms.
CurveFit fit_hinge(std::span<const DelayArm> merged);

}  // namespace premortem
