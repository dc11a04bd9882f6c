#pragma once
#include <string>
#include <vector>

#include "premortem/report/round_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// The words of a round, before any form is given to them.
struct RoundWords {
  std::string ground;  ///< what the limits rest on
  TextTable table;
  std::vector<std::string> lines;  ///< of everyone, ask first, votes, next
};

RoundWords round_words(const RoundResult& result);

/// Case, its first risk and how many it has.
TextTable rounds_table(const std::vector<RoundResult>& results);

/// The failure mode of a risk of the round.
const FailureMode& mode_of(const RoundResult& result, std::size_t risk);

/// `"hurt" in 1 (5-40%) moves risk 1 most`; empty if nothing is to be asked.
std::string ask_first_words(const RoundResult& result);

}  // namespace premortem
