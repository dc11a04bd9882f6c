#pragma once
#include "cli/arguments.hpp"
#include "premortem/input/case_folder.hpp"

namespace premortem::cli {

/// Reads the case an invocation names (or makes the one of --people and --chain) and assesses its harm, with and
/// without the overrides. Writes the notes on what was read.
/// @param exposure  as stated, or at the stage of the rollout that the decision speaks of
enum class Exposure { stated, recommended };
HarmOutcome harm_outcome(const Arguments& arguments, Exposure exposure);

/// The same of a case that was read already; reads nothing and writes no notes.
HarmOutcome assess(CaseVariants variants, const HarmSettings& settings, Exposure exposure);

/// The run with the latest date of the case's dated files as today, where no --as-of says otherwise.
Run dated(Run run, const Case& subject);

/// Notes of what was read: conversions, warnings, files that are not read.
std::vector<std::string> reading_notes(const Case& subject);

/// How the cells that people wrote were read, for standard error.
std::vector<std::string> conversion_notes(const Case& subject);

}  // namespace premortem::cli
