#pragma once
#include <string>
#include <vector>

#include "premortem/report/diagnosis_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

std::string verdict_words(CauseVerdict verdict);  ///< "cannot tell"
TextTable split_table(const DiagnosisAssessment& assessment);
TextTable cause_table(const DiagnosisAssessment& assessment);
/// A cause with what speaks for and against it, one line each, in triage order.
std::vector<std::string> cause_lines(const DiagnosisAssessment& assessment);
std::vector<std::string> experiment_lines(const ExperimentAssessment& assessment);

}  // namespace premortem
