#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/explanation.hpp"
#include "premortem/analysis/latency_assessment.hpp"

namespace premortem {

/// Explains a number of the latency part by the path it has in JSON, with names in place of indices:
/// `latency.options.<option>.abandonment`, `latency.budget.multiplier`. The leading `latency.` may be left out.
/// @throws UsageError if nothing has that name, with the nearest one there is
Explanation explain_latency(const Case& subject, const LatencyAssessment& assessment, const std::string& name);

/// Every name that explain_latency takes for this case.
std::vector<std::string> explainable_latency_names(const LatencyAssessment& assessment);

}  // namespace premortem
