#pragma once
#include <string>

#include "premortem/analysis/explanation.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

/// An explanation in the form asked for; csv gives one row a leaf and cell, and one in all where it rests on none.
std::string explanation_terminal(const Explanation& explanation);
std::string explanation_markdown(const Explanation& explanation);
std::string explanation_csv(const Explanation& explanation);
std::string explanation_json(const Explanation& explanation, const Case& subject, const HarmSettings& settings, const Run& run);

}  // namespace premortem
