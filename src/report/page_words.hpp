#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/report/page.hpp"
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
  std::string cap;         ///< "Cap: 30, which the bound passes."
  std::string notice;      ///< "We notice by ...", or that nobody does
  std::string threshold, rollback, drill, owner;
  double bar_point = 0, bar_high = 0, bar_cap = 0, bar_scale = 0;  ///< in people; scale 0: no bar
};

/// The page as words, before any form is given to them.
struct PageWords {
  std::string title, meta, verdict, decision, giving_up, protecting, betting_on, summary;
  std::string failures_heading, failures_note;
  std::vector<FailureWords> failures;
  std::string also;  ///< the failures that are not shown
  std::vector<std::string> room, hangs_on;
  std::string measure_first;
  std::vector<std::string> may_promise, do_not_promise, cannot_see, missing, cautions;
  std::string evidence, command;
  std::vector<std::string> inputs;
  std::optional<TextTable> what_if;
  std::string what_if_heading;
};

PageWords page_words(const HarmOutcome& outcome, const PageFacts& facts, const Run& run);

}  // namespace premortem
