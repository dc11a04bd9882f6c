#pragma once
#include <string>

#include "cli/arguments.hpp"
#include "premortem/report/round_report.hpp"

namespace premortem::cli {

/// Reads what an invocation of `round` names: one case, or a folder of cases, and renders it.
/// @param notes  filled with what was read, for standard error
std::string round_text(const Arguments& arguments, const std::string& format, std::vector<std::string>& notes);

/// Shows the round and shows it anew within a fifth of a second of every saved change, until it is interrupted. While a
/// file cannot be read, the last good table stays with the errors below it.
int watch_round(const Arguments& arguments);

/// Asks seven questions a risk on standard input and writes the answers as risks.csv.
int ask_round(const Arguments& arguments);

}  // namespace premortem::cli
