#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// How one leaf entered a number, down to the cells it was read from.
struct ExplainedLeaf {
  std::string label;
  std::string taken;   ///< "0 to 0.00306937"
  std::string method;  ///< "Clopper-Pearson, 95%"
  std::string source, evidence;
  std::vector<CellOrigin> cells;
  std::vector<std::string> columns;  ///< names of the cells' columns
};

/// How one number came about.
struct Explanation {
  std::string name;              ///< the full path, with keys in place of indices
  std::optional<double> value;   ///< absent with `text` or `why`
  std::string why;
  std::string formula;           ///< in words: "population x exposed x hurt"
  std::vector<std::string> notes;
  std::vector<ExplainedLeaf> leaves;
  std::string text = {};         ///< the value where it is no number: a date, a verdict
};

/// Explains `harm.<mode>.<reading>`: harmed or cost, then point, bound.low, bound.high, one_period.high,
/// independent.mean, .p05, .p50, .p95; or exceeds_cap.independent, exposure_limit.share. The leading `harm.`
/// may be left out; modes match with blanks written as `_` too.
/// @throws UsageError if nothing has that name, with the names there are
Explanation explain_number(const Case& subject, const HarmAssessment& assessment, const std::string& name);

/// Every name that explain_number takes for this case.
std::vector<std::string> explainable_names(const Case& subject, const HarmAssessment& assessment);

}  // namespace premortem
