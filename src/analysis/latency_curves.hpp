#pragma once
#include "premortem/analysis/latency_assessment.hpp"

namespace premortem {

/// Fits every family to what the case observed, or takes the preset; fills evidence, families, hinge and cohorts.
void assess_curves(const Case& subject, LatencyAssessment& assessment);

}  // namespace premortem
