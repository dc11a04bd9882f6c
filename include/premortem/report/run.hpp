#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/calendar_assessment.hpp"
#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/analysis/incident.hpp"
#include "premortem/analysis/latency_assessment.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// What every output says about the run that made it; with the inputs' hashes it reproduces the bytes.
struct Run {
  std::string version;
  std::string verb;
  std::string command;               ///< the command line that reproduces the output
  std::optional<std::string> as_of;  ///< ISO date
  std::vector<std::string> overrides;  ///< `--set` as written
};

/// A result with the case it was computed from.
struct HarmResult {
  Case subject;
  HarmAssessment assessment;
  std::optional<Incident> incident = std::nullopt;  ///< with `--elapsed`
  std::optional<TradeoffAssessment> tradeoff = std::nullopt;  ///< on the page and in the memo, where the case says enough for one
  std::string tradeoff_why = {};                              ///< why there is none
  std::optional<LatencyAssessment> latency = std::nullopt;    ///< on the page, where the case says something of latency
  std::string latency_why = {};                               ///< why there is none
  std::optional<CalendarAssessment> calendar = std::nullopt;  ///< on the page, where the case has dated metrics
  std::string calendar_why = {};                              ///< why there is none
};

/// A result, and with `--set` the same without it.
struct HarmOutcome {
  HarmResult changed;               ///< the result asked for
  std::optional<HarmResult> base;   ///< with `--set`: what stands in the files
};

}  // namespace premortem
