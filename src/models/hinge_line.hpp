#pragma once
#include <optional>
#include <span>

#include "models/hinge_profile.hpp"

namespace premortem {

/// Sessions whose share is the intercept.
struct LevelArms {
  double sessions = 0, left = 0;
};

/// The best A = floor + slope (t - origin) for `beyond`, with floor for `level`: Newton's method with steps halved until the
/// log-likelihood, which is concave, does not fall; floor and slope >= 0, and shares in (0, 1) where the data need it. Not
/// converged where the best share would pass 1.
HingeLine best_line(const LevelArms& level, std::span<const DelayArm> beyond, double origin);

}  // namespace premortem
