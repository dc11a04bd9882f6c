#include <boost/program_options.hpp>

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "cli/round_run.hpp"
#include "premortem/core/error.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description round_options() {
  po::options_description o("Options of round");
  auto add = o.add_options();
  add("watch", po::bool_switch(), "show the table anew at every saved change, until Ctrl-C");
  add("ask", po::bool_switch(), "ask seven questions a risk and write the answers to the file");
  return o;
}

int run_round(const Arguments& a) {
  const std::string format = format_of(a);
  const bool watch = a.values["watch"].as<bool>(), ask = a.values["ask"].as<bool>();
  if (watch && ask) throw UsageError("--watch and --ask exclude each other: ask first, then watch the file");
  if (a.values.count("explain") > 0) throw UsageError("round explains no number; give --explain to harm or report");
  if (ask) return ask_round(a);
  if (a.case_path.empty()) throw UsageError("which file? usage: premortem round <risks.csv | folder>; without one: premortem round --ask");
  if (watch) return watch_round(a);
  const Output output(a);
  std::vector<std::string> notes;
  const auto text = round_text(a, format, notes);
  write_notes(notes, a);
  output.write(text);
  return done;
}

}  // namespace

Verb round_verb() {
  Verb verb{"round", "<risks.csv | folder>", "a premortem round: rank the room's risks, live while they are edited (--watch)",
          "One row a risk: what breaks, people, then shares in order (at risk, exposed, hurt, ...), undo, how we notice, owner,\n"
          "roll back when, votes. Irreversible risks come first. A folder of cases is ranked case by case. No file yet:\n"
          "premortem round --ask",
          "to start, with no data", {"table", "json", "csv", "md"}, true, round_options, run_round};
  verb.explains = false;
  return verb;
}

}  // namespace premortem::cli
