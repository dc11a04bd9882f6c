#pragma once
#include <string>

#include "premortem/report/run.hpp"

namespace premortem {

/// The decision memo: the options considered, what each costs and misses, why the others were rejected, what is given up,
/// protected and bet on, the sentence to say aloud, and the hypotheses by which it will be judged. The same content in every form.
/// @pre the outcome has a trade-off
std::string memo_terminal(const HarmOutcome& outcome, const Run& run);
std::string memo_markdown(const HarmOutcome& outcome, const Run& run);
std::string memo_html(const HarmOutcome& outcome, const Run& run);
std::string memo_json(const HarmOutcome& outcome, const Run& run);
std::string memo_csv(const HarmOutcome& outcome);

}  // namespace premortem
