#include "cli/help.hpp"

#include <sstream>

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"

namespace premortem::cli {
namespace {

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size() + 2), ' ');
  return text;
}

}  // namespace

std::string overview_text() {
  std::string text =
      "premortem: what will break, how many people it can hurt, how soon you would notice, when to roll back\n\n"
      "premortem <verb> <case> [options]     premortem help <verb>     premortem --version\n";
  std::string group;
  for (const auto& v : verbs()) {
    if (v.group != group) text += "\n" + v.group + "\n";
    group = v.group;
    text += "  " + padded(v.name + (v.synopsis.empty() ? "" : " " + v.synopsis), 20) + v.summary + "\n";
  }
  text += "\nA case is a folder of CSV files; one file is enough. No file at all:\n"
          "  premortem harm --people 10M --chain 0.1%,5%,10%\n";
  return text;
}

int print_overview() {
  write_to_standard_output(overview_text());
  return done;
}

int print_help(const Verb& verb) {
  std::ostringstream text;
  text << "premortem " << verb.name << (verb.synopsis.empty() ? "" : " ") << verb.synopsis << ": " << verb.summary << "\n\n" << verb.details << "\n\n";
  if (verb.options) text << verb.options() << "\n";
  text << common_options(verb);
  text << "\nExit codes: 0 done, 1 the gate did not hold, 2 usage, 3 bad input, 4 nothing can be computed, 5 file or device,\n"
          "6 a limit is passed, 70 a defect of premortem, 130 interrupted.\n";
  write_to_standard_output(text.str());
  return done;
}

int print_version() {
  write_to_standard_output(std::string("premortem ") + PREMORTEM_VERSION + "\n");
  return done;
}

}  // namespace premortem::cli
