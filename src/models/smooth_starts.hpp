#pragma once
#include <optional>
#include <vector>

#include "models/fisher_scoring.hpp"

namespace premortem {

/// Where to start the climb of a curve with a floor: floors of 0, half and all of the share that leaves at the end from which
/// the curve departs, several steepnesses either way, all with as many leaving as did.
std::vector<CurveVector> floor_starts(const ScaledArms& arms);

/// Of more than 256 arms as many groups of neighbours, each at its mean u: near enough to choose among the starts by.
ScaledArms grouped(const ScaledArms& arms);

/// The start of a curve without a floor, whose likelihood is concave: the share of all, flat.
CurveVector flat_start(const ScaledArms& arms);

/// Largest log-likelihood of c0 below one arm, anything from c0 on at it, and everybody beyond: what the family comes as
/// near to as one likes when b1 grows without end.
double step_loglik(std::span<const DelayArm> merged);

}  // namespace premortem
