#pragma once
#include <optional>
#include <string>

#include "cli/verb.hpp"
#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/input/case_folder.hpp"
#include "premortem/report/run.hpp"

namespace premortem::cli {

/// Options every verb takes.
boost::program_options::options_description common_options(const Verb& verb);

/// Parses the words after the verb. @throws UsageError, with one suggestion for an unknown option
Arguments parse_arguments(const Verb& verb, const std::vector<std::string>& words);

/// What the common options say, checked. @throws UsageError
std::string format_of(const Arguments& arguments);
HarmSettings settings_of(const Arguments& arguments);
CaseRequest case_request_of(const Arguments& arguments);
Run run_of(const Arguments& arguments);

/// A count as people write it on a command line: 100000, 1e7. @throws UsageError
std::uint64_t parse_command_count(const std::string& option, const std::string& text, std::uint64_t largest);

/// A finite number. @throws UsageError
double parse_command_number(const std::string& option, const std::string& text);

}  // namespace premortem::cli
