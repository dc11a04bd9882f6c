#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/explanation.hpp"
#include "premortem/analysis/quantity_assessment.hpp"

namespace premortem {

/// Explains a number of a quantity by the path it has in JSON, with the name in place of the index:
/// `evaluate.<quantity>.bound.high`, `evaluate.<quantity>.independent.p95`. The leading `evaluate.` may be left out.
/// @throws UsageError if nothing has that name, with the nearest one there is
Explanation explain_quantity(const Case& subject, const QuantityAssessment& assessment, const std::string& name);

/// Every name that explain_quantity takes for this case.
std::vector<std::string> explainable_quantity_names(const Case& subject, const QuantityAssessment& assessment);

}  // namespace premortem
