#pragma once
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <span>
#include <string>
#include <vector>

namespace premortem::cli {

/// One verb of the command line. Help, dispatch and their tests derive from the table of these.
struct Verb {
  std::string name;
  std::string synopsis;  ///< what follows the name: "<case>"
  std::string summary;   ///< one line for the overview
  std::string details;   ///< a few lines for `help <verb>`
  std::string group;     ///< heading of the overview it stands under
  std::vector<std::string> formats;  ///< the first is the default
  bool takes_case = true;
  /// Options beyond the common ones.
  boost::program_options::options_description (*options)();
  /// Runs on parsed arguments; returns an ExitCode.
  int (*run)(const struct Arguments&);
  bool names_folder = false;  ///< takes no case, but the name of a folder to make
  bool takes_names = false;   ///< takes names after the case
  bool explains = true;       ///< has numbers that --explain explains
  bool output_names = false;  ///< its --output names results; the file is -o alone
};

/// The words of the command line, parsed; nothing has been opened yet.
struct Arguments {
  const Verb* verb = nullptr;
  std::string case_path;                             ///< empty if none was given
  std::vector<std::string> names;                    ///< words after the case
  boost::program_options::variables_map values;
  std::vector<std::string> words;                    ///< after the program's name, as given
};

/// Every verb of this version, in the order of the overview.
std::span<const Verb> verbs();
const Verb* find_verb(const std::string& name);

Verb init_verb();
Verb round_verb();
Verb harm_verb();
Verb report_verb();
Verb tradeoff_verb();
Verb latency_verb();
Verb calendar_verb();
Verb diagnose_verb();
Verb trigger_verb();
Verb memo_verb();
Verb journal_verb();
Verb evaluate_verb();
Verb sweep_verb();
Verb merge_verb();
Verb check_verb();
Verb selftest_verb();

}  // namespace premortem::cli
