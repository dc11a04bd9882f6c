#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/round_assessment.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

/// A premortem round over one case: what the room sees.
struct RoundResult {
  HarmOutcome outcome;
  Round round;
  std::string next;  ///< the command to type next
};

/// The ranked risks in each form.
std::string round_terminal(const RoundResult& result, const Run& run);
std::string round_markdown(const RoundResult& result, const Run& run);
std::string round_csv(const RoundResult& result);
std::string round_json(const RoundResult& result, const Run& run);

/// Several cases, each ranked by its first risk; in the given order, which is theirs.
std::string rounds_terminal(const std::vector<RoundResult>& results);
std::string rounds_markdown(const std::vector<RoundResult>& results);
std::string rounds_csv(const std::vector<RoundResult>& results);
std::string rounds_json(const std::vector<RoundResult>& results, const Run& run);

}  // namespace premortem
