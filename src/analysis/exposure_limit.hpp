#pragma once
#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// Largest exposure whose bound stays at or below the cap, by bisection on the (monotone) bound.
/// @throws Refusal if the bound does not grow with exposure, so that no exposure reaches the cap
ExposureLimit exposure_limit(const FailureMode& mode, const Case& subject, const HarmSettings& settings);

}  // namespace premortem
