#pragma once
#include <optional>
#include <string>

#include "premortem/analysis/calendar_assessment.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

struct CalendarResult {
  Case subject;
  CalendarAssessment assessment;
};

/// The calendar, and with `--set` the same without it.
struct CalendarOutcome {
  CalendarResult changed;
  std::optional<CalendarResult> base;
};

/// Metrics with their dates and a strip of weeks, drift, gaps, what is known without labels; the same content in all of them.
std::string calendar_terminal(const CalendarOutcome& outcome, const Run& run);
std::string calendar_markdown(const CalendarOutcome& outcome, const Run& run);
/// One row a metric and day, with P(beyond) and P(ever beyond).
std::string calendar_csv(const CalendarOutcome& outcome);
std::string calendar_json(const CalendarOutcome& outcome, const Run& run);
/// iCalendar: an entry each for re-validation, retraining, the likely breach and known events to come.
std::string calendar_ics(const CalendarResult& result);

/// The verdict for continuous integration: stop fails, hold is skipped (JUnit) or a warning (GitHub).
std::string calendar_junit(const CalendarResult& result);
std::string calendar_github(const CalendarResult& result);

}  // namespace premortem
