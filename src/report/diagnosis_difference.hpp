#pragma once
#include <vector>

#include "premortem/report/diagnosis_report.hpp"
#include "report/number_difference.hpp"

namespace premortem {

std::vector<NumberDifference> diagnosis_differences(const DiagnosisResult& base, const DiagnosisResult& changed);
TextTable diagnosis_difference_table(const DiagnosisResult& base, const DiagnosisResult& changed);

}  // namespace premortem
