#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/calendar_assessment.hpp"
#include "premortem/analysis/explanation.hpp"

namespace premortem {

/// Explains a number or a date of the calendar by the path it has in JSON, with names in place of indices:
/// `calendar.metrics.<metric>.breach.p50`, `.days.<date>.probability_ever_below`, `calendar.drift.<feature>.psi`,
/// `calendar.feedback.crosses_at_round`; of a cohort `metrics.<metric> (<cohort>).`, and of a metric with a floor and a ceiling
/// `metrics.<metric> floor.` and `metrics.<metric> ceiling.`. `metrics.<metric>.probability` is that of the last day of all.
/// The leading `calendar.` may be left out; blanks may be written as `_`.
/// @throws UsageError if nothing has that name, with the nearest one there is
Explanation explain_calendar(const Case& subject, const CalendarAssessment& assessment, const std::string& name);

/// Every name that explain_calendar takes for this case.
std::vector<std::string> explainable_calendar_names(const Case& subject, const CalendarAssessment& assessment);

}  // namespace premortem
