#pragma once
#include "cli/arguments.hpp"

namespace premortem::cli {

/// The explanation of the number named by --explain, in the form asked for.
std::string explain(const HarmOutcome& outcome, const Run& run, const Arguments& arguments, const std::string& format);

}  // namespace premortem::cli
