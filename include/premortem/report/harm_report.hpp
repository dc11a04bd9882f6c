#pragma once
#include <string>

#include "premortem/report/run.hpp"

namespace premortem {

/// The results of `harm` in each form. With `--set`, each shows base, changed and difference side by side.
std::string harm_terminal(const HarmOutcome& outcome, const Run& run);
std::string harm_markdown(const HarmOutcome& outcome, const Run& run);
std::string harm_csv(const HarmOutcome& outcome);
std::string harm_json(const HarmOutcome& outcome, const Run& run);

}  // namespace premortem
