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

/// Quotes a word for the shell if it needs it, so that a printed command can be pasted.
std::string shell_word(const std::string& word);

enum class ColorChoice { automatic, always, never };
ColorChoice color_of(const Arguments& arguments);

/// Every common option is checked, whether the verb has a use for it or not. @throws UsageError
void check_common_options(const Arguments& arguments);

/// A whole number as people write it on a command line: 100000, 1e7. @throws UsageError
std::uint64_t parse_command_count(const std::string& option, const std::string& text, std::uint64_t smallest, std::uint64_t largest);

/// A finite number. @param expected  what should stand there, for the message @throws UsageError
double parse_command_number(const std::string& option, const std::string& text, const std::string& expected);

}  // namespace premortem::cli
