#pragma once
#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// Why an expression cannot be simulated; empty if it can.
std::string why_not_simulated(const Expression& e, std::span<const Leaf> leaves);

/// Fills the simulated readings of every mode and alternative of the assessment in one run, so that all of them see
/// the same draws.
void simulate_harm(const Case& subject, HarmAssessment& assessment);

}  // namespace premortem
