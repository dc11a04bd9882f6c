#pragma once
#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// Assesses the case's monitors at the exposure of the assessment, and gives each failure mode that names one the limit
/// with its trigger.
void add_triggers(const Case& subject, HarmAssessment& assessment);

}  // namespace premortem
