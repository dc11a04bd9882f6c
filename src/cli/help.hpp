#pragma once
#include <cstdio>

#include "cli/verb.hpp"

namespace premortem::cli {

/// Both derive from the table of verbs. Return an ExitCode.
int print_overview(std::FILE* to);
int print_help(const Verb& verb);
int print_version();

}  // namespace premortem::cli
