#pragma once
#include "cli/arguments.hpp"

namespace premortem::cli {

/// Reads the case an invocation names (or makes the one of --people and --chain) and assesses its harm, with and
/// without the overrides. Writes the notes on what was read.
HarmOutcome harm_outcome(const Arguments& arguments);

}  // namespace premortem::cli
