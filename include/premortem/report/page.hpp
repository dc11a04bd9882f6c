#pragma once
#include <string>

#include "premortem/analysis/page_facts.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

/// The one-pager "What could go wrong" in each form; the same content in all of them.
std::string page_terminal(const HarmOutcome& outcome, const PageFacts& facts, const Run& run, bool color);
std::string page_markdown(const HarmOutcome& outcome, const PageFacts& facts, const Run& run);
std::string page_html(const HarmOutcome& outcome, const PageFacts& facts, const Run& run);
std::string page_json(const HarmOutcome& outcome, const PageFacts& facts, const Run& run);
/// The decision for continuous integration: stop fails, hold is skipped (JUnit) or a warning (GitHub).
std::string page_junit(const HarmOutcome& outcome);
std::string page_github(const HarmOutcome& outcome);
/// One row a failure shown: the columns of the page as cells.
std::string page_csv(const HarmOutcome& outcome, const PageFacts& facts);

}  // namespace premortem
