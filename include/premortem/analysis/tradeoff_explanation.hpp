#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/explanation.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// Explains a number of the trade-off by the path it has in JSON, with names in place of indices:
/// `tradeoff.recommended.cost_per_year`, `tradeoff.options.<option>.total_per_year`. The leading `tradeoff.` may be left out; blanks
/// may be written as `_`.
/// @throws UsageError if nothing has that name, with the nearest one there is
Explanation explain_tradeoff(const Case& subject, const TradeoffAssessment& assessment, const std::string& name);

/// Every name that explain_tradeoff takes for this case.
std::vector<std::string> explainable_tradeoff_names(const Case& subject, const TradeoffAssessment& assessment);

}  // namespace premortem
