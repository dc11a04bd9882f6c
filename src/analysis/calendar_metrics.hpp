#pragma once
#include "premortem/analysis/calendar_assessment.hpp"
#include "premortem/analysis/case_amounts.hpp"

namespace premortem {

/// Forecasts every metric of the history, in the order of their names, cohorts after the whole, and plans when to look again.
void assess_metrics(const Case& subject, CaseAmounts& amounts, CalendarAssessment& a);

}  // namespace premortem
