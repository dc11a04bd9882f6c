#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/failure.hpp"
#include "cli/help.hpp"
#include "cli/kept_memory.hpp"
#include "core/thread_team.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

int complain(const std::string& text, int code) {
  std::fprintf(stderr, "premortem: %s\n", text.c_str());
  return code;
}

int unknown_verb(const std::string& word) {
  const bool option = word.starts_with('-');
  std::vector<std::string> names{"help", "--help", "--version"};
  for (const auto& v : verbs()) names.push_back(v.name);
  const auto near = nearest_name(word, names);
  return complain((option ? "unknown option " : "unknown verb ") + ("\"" + printable(word) + "\"; ") +
                      (near ? "did you mean " + *near + "?" : "premortem help lists the verbs"), usage);
}

int run_verb(const Verb& verb, const std::vector<std::string>& words) {
  const Arguments arguments = parse_arguments(verb, words);
  if (arguments.values["help"].as<bool>()) return print_help(verb);
  check_common_options(arguments);
  return verb.run(arguments);
}

/// @throws UsageError if more words are given than the first `used`
void refuse_more(const std::vector<std::string>& words, std::size_t used) {
  if (words.size() > used) throw UsageError("unexpected word \"" + printable(words[used]) + "\" after " + words[used - 1]);
}

int help(const std::vector<std::string>& words) {
  refuse_more(words, 2);
  if (words.size() == 1) return print_overview();
  const Verb* verb = find_verb(words[1]);
  return verb ? print_help(*verb) : unknown_verb(words[1]);
}

int dispatch(const std::vector<std::string>& words) {
  if (words.empty()) return std::fputs(overview_text().c_str(), stderr), usage;
  const std::string& first = words.front();
  if (first == "--version") return refuse_more(words, 1), print_version();
  if (first == "help" || first == "--help" || first == "-h") return help(words);
  const Verb* verb = find_verb(first);
  return verb ? run_verb(*verb, {words.begin() + 1, words.end()}) : unknown_verb(first);
}

int guarded(const std::vector<std::string>& words) {
  try {
    return dispatch(words);
  } catch (...) {
    const auto failure = failure_of(std::current_exception());
    std::fprintf(stderr, "%s\n", failure.line.c_str());
    return failure.code;
  }
}

}  // namespace
}  // namespace premortem::cli

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_DFL);  // a reader that has seen enough ends us quietly
  std::signal(SIGXFSZ, SIG_IGN);  // a file above the limit of its size fails to be written, as on a full disk
  premortem::cli::keep_freed_memory();
  const premortem::ThreadTeam team;  // started once, for all that a verb does in parallel
  return premortem::cli::guarded(std::vector<std::string>(argv + 1, argv + argc));
}
