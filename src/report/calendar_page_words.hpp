#pragma once
#include <string>
#include <vector>

#include "premortem/report/calendar_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// Weeks in a row of one confidence, in thousandths of the strip's width.
struct StripSegment {
  int x = 0, width = 0;
  std::string level;   ///< "high", "medium", "low"
  std::string letter;  ///< H, M, L: the shade alone must not say it
};

/// A metric's weeks to come, drawn.
struct CalendarStrip {
  std::vector<StripSegment> segments;  ///< empty: nothing can be said
  std::vector<int> events;             ///< where a known event falls
  std::string words;                   ///< the same for who cannot see it
};

/// The calendar as the page says it: the metrics that need something first, their strips and a few sentences.
struct CalendarPageWords {
  TextTable table;                    ///< with the strips as letters
  std::vector<CalendarStrip> strips;  ///< of the rows of the table
  std::string key;
  std::vector<std::string> lines;
};

/// The result of the verb calendar that the page holds. @pre the result has one
CalendarResult calendar_of(const HarmResult& result);

CalendarPageWords calendar_page_words(const CalendarResult& result);

}  // namespace premortem
