#pragma once
#include "premortem/analysis/explanation.hpp"
#include "premortem/analysis/trigger_assessment.hpp"

namespace premortem {

/// Explains `trigger.<monitor>.<number>` (of several cohorts `trigger.<monitor> (<cohort>).<number>`): how it was computed and
/// from which cells. The leading `trigger.` may be left out; blanks may be written as `_`.
/// @throws UsageError if nothing has that name, with the nearest one there is
Explanation explain_trigger(const Case& subject, const TriggerAssessment& assessment, const std::string& name);

/// Every name that explain_trigger takes for this case.
std::vector<std::string> explainable_trigger_names(const Case& subject);

}  // namespace premortem
