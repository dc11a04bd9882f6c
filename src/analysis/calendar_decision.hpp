#pragma once
#include "premortem/analysis/calendar_assessment.hpp"

namespace premortem {

/// stop: a metric is beyond its limit today; hold: only its confidence limit is, re-validation is due, the data have drifted, or
/// nothing states what may not be passed; else ship.
Decision calendar_decision(const Case& subject, const CaseAmounts& amounts, const CalendarAssessment& a);

}  // namespace premortem
