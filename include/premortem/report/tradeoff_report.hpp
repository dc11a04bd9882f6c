#pragma once
#include <optional>
#include <string>

#include "premortem/analysis/tradeoff_assessment.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

struct TradeoffResult {
  Case subject;
  TradeoffAssessment assessment;
};

/// The trade-off, and with `--set` the one without it.
struct TradeoffOutcome {
  TradeoffResult changed;
  std::optional<TradeoffResult> base;
};

/// Operating points and options with what they cost, the same content in all of them.
std::string tradeoff_terminal(const TradeoffOutcome& outcome, const Run& run);
std::string tradeoff_markdown(const TradeoffOutcome& outcome, const Run& run);
std::string tradeoff_csv(const TradeoffOutcome& outcome);
std::string tradeoff_json(const TradeoffOutcome& outcome, const Run& run);

/// The verdict for continuous integration: stop fails, hold is skipped (JUnit) or a warning (GitHub).
std::string tradeoff_junit(const TradeoffResult& result);
std::string tradeoff_github(const TradeoffResult& result);

}  // namespace premortem
