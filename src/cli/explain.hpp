#pragma once
#include "cli/arguments.hpp"
#include "premortem/analysis/explanation.hpp"

namespace premortem::cli {

/// The explanation of the number named by --explain, in the form asked for: of harm, or of another part that the result has.
/// @throws UsageError if nothing has that name, with the nearest one there is
std::string explain(const HarmOutcome& outcome, const Run& run, const Arguments& arguments, const std::string& format);

/// An explanation in the form asked for.
std::string explained(const Explanation& explanation, const Case& subject, const HarmSettings& settings, const Run& run, const std::string& format);

}  // namespace premortem::cli
