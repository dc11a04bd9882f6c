#pragma once
#include "models/smooth_likelihood.hpp"

namespace premortem {

enum class FloorParameter { none, free };

/// Where a climb ended.
struct Ascent {
  CurveVector at{};
  SmoothLikelihood likelihood;
  double decrement = 0;     ///< score' times the last step: twice the gain that is still in sight
  bool converged = false;
  bool floor_held = false;  ///< at 0, with the likelihood falling away from it, or without a floor
};

/// How long to climb, and when to rest.
struct AscentLimits {
  int steps = 0;
  double decrement = 0;
};

/// Climbs from a start with a finite likelihood by Fisher scoring, near the top by Newton's method: steps halved until the log-likelihood does not fall, c0 kept
/// in [0, 1) and held at 0 while its score there points below.
Ascent ascend(const ScaledArms& arms, const CurveVector& start, FloorParameter floor, const AscentLimits& limits);

/// Inverse of the information, rows and columns of a held floor 0; absent where it has none.
std::optional<CurveMatrix> inverse_information(const Ascent& ascent);

}  // namespace premortem
