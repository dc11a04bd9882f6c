#pragma once
#include "premortem/analysis/calendar_assessment.hpp"

namespace premortem {

/// What changes how the calendar should be read: drift, gaps, a label-free estimate that does not hold, noise.
void add_calendar_findings(CalendarAssessment& a);

}  // namespace premortem
