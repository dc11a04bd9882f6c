#pragma once
#include "models/learning_profile.hpp"
#include "premortem/models/learning_curve.hpp"

namespace premortem {

/// ln of the size in the middle, by which sizes are divided so that powers of any b stay near 1.
double log_reference(const std::vector<MeasuredError>& points);
std::vector<WeightedError> weighted(const std::vector<MeasuredError>& points, ErrorWeighting weighting);

}  // namespace premortem
