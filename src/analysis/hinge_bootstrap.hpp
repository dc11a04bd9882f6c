#pragma once
#include <cstdint>
#include <vector>

#include "premortem/models/delay_arms.hpp"

namespace premortem {

/// P that a hinge fits better than a floor alone by as much, where there is no hinge: by 999 samples of the arms at one common
/// share, since the usual chi-square rejects too often for a kink that is searched for. Arms above 200 are pooled to 50 groups first.
/// @return (1 + samples at least as large) / 1000
double hinge_p(const std::vector<DelayArm>& arms, double overdispersion, std::uint64_t seed);

}  // namespace premortem
