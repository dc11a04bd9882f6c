#pragma once
#include "cli/arguments.hpp"

namespace premortem::cli {

/// Reads the case an invocation names (or makes the one of --people and --chain) and assesses its harm, with and
/// without the overrides. Writes the notes on what was read.
HarmOutcome harm_outcome(const Arguments& arguments);

/// How the cells that people wrote were read, for standard error.
std::vector<std::string> conversion_notes(const Case& subject);

}  // namespace premortem::cli
