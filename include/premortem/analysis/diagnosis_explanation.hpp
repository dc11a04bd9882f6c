#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/diagnosis_assessment.hpp"
#include "premortem/analysis/experiment_assessment.hpp"
#include "premortem/analysis/explanation.hpp"

namespace premortem {

/// Explains a number or a verdict of the diagnosis by the path it has in JSON, with names in place of indices:
/// `diagnose.decomposition.<metric>.mix` (by cohort), `diagnose.decomposition.<metric>.score.mix` (by score), `.history.mix` (of the
/// history, where the rows have a metric of that name too),
/// `diagnose.causes.<cause>.verdict`, `.p`, `diagnose.drift.<feature>.psi`, `diagnose.experiment.<kind>.<number>`. The leading
/// `diagnose.` may be left out; blanks may be written as `_`.
/// @param assessment  null: there is none, only an experiment
/// @throws UsageError if nothing has that name, with the nearest one there is
Explanation explain_diagnosis(const Case& subject, const DiagnosisAssessment* assessment, const ExperimentAssessment& experiment, const std::string& name);

/// Every name that explain_diagnosis takes for this case.
std::vector<std::string> explainable_diagnosis_names(const Case& subject, const DiagnosisAssessment* assessment, const ExperimentAssessment& experiment);

}  // namespace premortem
