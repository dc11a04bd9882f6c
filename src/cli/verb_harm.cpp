#include <boost/program_options.hpp>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/explain.hpp"
#include "cli/output.hpp"
#include "premortem/report/harm_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description harm_options() {
  po::options_description o("Options of harm");
  auto add = o.add_options();
  add("scale", po::value<std::string>()->default_value("1"), "multiply every population");
  add("people", po::value<std::string>(), "without a case: how many people, with --chain");
  add("chain", po::value<std::string>(), "without a case: shares of those before, 0.1%,5%,10%");
  return o;
}

int run_harm(const Arguments& a) {
  const std::string format = format_of(a);
  const Run run = run_of(a);
  const Output output(a);
  const HarmOutcome outcome = harm_outcome(a);
  if (a.values.count("explain") > 0) {
    output.write(explain(outcome, run, a, format));
    return done;
  }
  if (format == "json") output.write(harm_json(outcome, run));
  else if (format == "csv") output.write(harm_csv(outcome));
  else if (format == "md") output.write(harm_markdown(outcome, run));
  else output.write(harm_terminal(outcome, run));
  return done;
}

}  // namespace

Verb harm_verb() {
  return {"harm", "<case>", "bound the harm of every failure mode",
          "The case is a folder with harms.csv (and failure_modes.csv, assumptions.csv, ...), one such file, or - for\n"
          "standard input. Without any file: premortem harm --people 10M --chain 0.1%,5%,10%",
          "to start, with no data", {"table", "json", "csv", "md"}, true, harm_options, run_harm};
}

}  // namespace premortem::cli
