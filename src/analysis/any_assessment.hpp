#pragma once
#include <span>

#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// People harmed by at least one of the given failure modes (numbers in Case::failure_modes), without the simulation.
AnyAssessment any_assessment(const Case& subject, std::span<const std::size_t> modes, const HarmSettings& settings);

/// What to simulate for it; only where AnyAssessment::independent_why is empty.
SimulatedOutput any_output(const Case& subject, std::span<const std::size_t> modes, double exposure);

}  // namespace premortem
