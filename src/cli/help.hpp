#pragma once
#include <string>

#include "cli/verb.hpp"

namespace premortem::cli {

/// Every verb with its line, from the table of verbs.
std::string overview_text();

/// To standard output; the first two derive from the table of verbs. Return an ExitCode.
/// @throws FileError
int print_overview();
int print_help(const Verb& verb);
int print_version();

}  // namespace premortem::cli
