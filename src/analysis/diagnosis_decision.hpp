#pragma once
#include "premortem/analysis/case_amounts.hpp"
#include "premortem/analysis/diagnosis_assessment.hpp"

namespace premortem {

/// stop: a gate failed; hold: a metric is beyond its floor or a floor is not kept by its limits, a cause is likely, a metric got
/// worse without a cause, or a feed broke; else ship: nothing changed beyond chance.
Decision diagnosis_decision(const Case& subject, CaseAmounts& amounts, const DiagnosisAssessment& a);

}  // namespace premortem
