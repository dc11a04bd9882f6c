#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/report/page.hpp"
#include "report/calendar_page_words.hpp"
#include "report/latency_page_words.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// One failure as the page says it. Empty where there is nothing to say; nothing here is escaped yet.
struct FailureWords {
  std::string number, name, description, undo;
  bool irreversible = false;
  std::string lead;        ///< "About 132;"
  std::string about, at_most, unit, cost, one_period;
  std::string guarantee;   ///< "on average at most 507 customers per quarter"; why there is none otherwise
  std::string condition;   ///< what follows it: ", with 95% confidence"
  std::string mind;        ///< what changes how the number should be read
  std::string mitigation;  ///< what is in place, what it would be without, and what is planned
  std::string cap;         ///< "Cap: 30, which the bound passes."
  std::string notice;      ///< "We notice by ...", or that nobody does
  std::string threshold, rollback, switch_off, drilled, owner;
  std::string trigger;     ///< what the rule costs and saves; empty without a monitor in monitors.csv
  bool has_bar = false;    ///< a bound and a cap are known
  double bar_point = 0, bar_high = 0, bar_without = 0;  ///< in shares of the cap; without mitigation 0: as it is
};

/// The page as words, before any form is given to them.
struct PageWords {
  std::string title, meta, verdict, decision, giving_up, protecting, betting_on, summary;
  std::string failures_heading, failures_note;
  std::vector<FailureWords> failures;
  std::string also;  ///< the failures that are not shown
  TextTable options;  ///< side by side; no rows where there is one way
  TextTable tradeoff; ///< operating points or options with what they cost
  std::vector<std::string> tradeoff_lines;
  LatencyPageWords latency;  ///< without lines: nothing of it is known
  CalendarPageWords calendar;  ///< likewise
  std::vector<std::string> room, hangs_on;
  std::string measure_first;
  std::vector<std::string> may_promise, do_not_promise, cannot_see, missing, cautions;
  std::string evidence, command;
  std::vector<std::string> inputs;
  std::optional<TextTable> what_if;
  std::string what_if_heading;
};

PageWords page_words(const HarmOutcome& outcome, const PageFacts& facts, const Run& run);

/// One failure in words. @param number  its place on the page
FailureWords failure_words(std::size_t number, const HarmResult& result, const ModeAssessment& assessment);

/// The parts that say something, with the separator between them.
std::string joined(const std::vector<std::string>& parts, const char* separator);

/// A sentence of the case, ending with a full stop; empty where the text is.
std::string sentence(const std::string& before, std::string text);

}  // namespace premortem
