#include <array>
#include <boost/program_options.hpp>
#include <cmath>
#include <string_view>
#include <utility>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/explain.hpp"
#include "cli/output.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/report/harm_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description harm_options() {
  po::options_description o("Options of harm");
  auto add = o.add_options();
  add("scale", po::value<std::string>()->default_value("1"), "multiply every population");
  add("people", po::value<std::string>(), "without a case: how many people, with --chain");
  add("elapsed", po::value<std::string>(), "while an incident runs: harmed so far and in one more hour; 30m, 6h, 2d");
  add("chain", po::value<std::string>(), "without a case: shares of those before, 0.1%,5%,10%");
  return o;
}

/// Hours of `30m`, `6h`, `2d`, `6` (hours). @throws UsageError
double hours_of(const std::string& text) {
  constexpr std::array<std::pair<std::string_view, double>, 6> units{{{"min", 1.0 / 60}, {"m", 1.0 / 60}, {"hours", 1}, {"h", 1}, {"d", 24}, {"w", 168}}};
  double hours_each = 1;
  std::string number = text;
  for (const auto& [unit, hours] : units) {
    if (!text.ends_with(unit)) continue;
    hours_each = hours;
    number = text.substr(0, text.size() - unit.size());
    break;
  }
  const char* expected = "a time such as 30m, 6h or 2d";
  const auto parsed = parse_number(number);
  if (!parsed.value || !(*parsed.value > 0) || !std::isfinite(*parsed.value * hours_each))
    throw UsageError("--elapsed is \"" + printable(text) + "\", expected " + expected);
  return *parsed.value * hours_each;
}

void fill_elapsed(HarmOutcome& outcome, const Arguments& a) {
  if (a.values.count("elapsed") == 0) return;
  const double hours = hours_of(a.values["elapsed"].as<std::string>());
  outcome.changed.incident = during_incident(outcome.changed.subject, outcome.changed.assessment, hours);
  if (outcome.base) outcome.base->incident = during_incident(outcome.base->subject, outcome.base->assessment, hours);
}

int run_harm(const Arguments& a) {
  const std::string format = format_of(a);
  const Run asked = run_of(a);
  if (a.values.count("elapsed") > 0) hours_of(a.values["elapsed"].as<std::string>());
  const Output output(a);
  HarmOutcome outcome = harm_outcome(a, Exposure::stated);
  if (outcome.changed.subject.failure_modes.empty()) throw Refusal("the case states no failure mode; add harms.csv, or risks.csv with one row a risk");
  const Run run = dated(asked, outcome.changed.subject);
  fill_elapsed(outcome, a);
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
