#include <unistd.h>

#include <boost/program_options.hpp>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/explain.hpp"
#include "cli/gate.hpp"
#include "cli/output.hpp"
#include "premortem/core/error.hpp"
#include "premortem/report/page.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description report_options() {
  po::options_description o("Options of report");
  auto add = o.add_options();
  add("scale", po::value<std::string>()->default_value("1"), "multiply every population");
  add("gate", po::value<std::string>()->implicit_value("point"), "exit 1 on stop; --gate=bound: on hold too");
  return o;
}

bool wants_color(const Arguments& a) {
  const auto choice = color_of(a);
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  return a.values.count("output") == 0 && ::isatty(STDOUT_FILENO) == 1;
}

std::string render(const HarmOutcome& outcome, const PageFacts& facts, const Run& run, const std::string& format, bool color) {
  if (format == "json") return page_json(outcome, facts, run);
  if (format == "csv") return page_csv(outcome, facts);
  if (format == "md") return page_markdown(outcome, facts, run);
  if (format == "junit") return page_junit(outcome);
  if (format == "github") return page_github(outcome);
  if (format == "html") return page_html(outcome, facts, run);
  return page_terminal(outcome, facts, run, color);
}

int run_report(const Arguments& a) {
  const std::string format = format_of(a);
  const Run asked = run_of(a);
  const bool color = wants_color(a);
  const auto gating = gating_of(a);
  if (a.values.count("explain") > 0 && (format == "html" || format == "junit" || format == "github")) throw UsageError("--explain has no " + format + " form; use table, md, csv or json");
  const Output output(a);
  const HarmOutcome outcome = harm_outcome(a, Exposure::recommended);
  const Run run = dated(asked, outcome.changed.subject);
  if (a.values.count("explain") > 0) {
    output.write(explain(outcome, run, a, format));
    return done;
  }
  const auto& r = outcome.changed;
  auto used = r.tradeoff ? r.tradeoff->used : std::vector<std::size_t>();
  if (r.latency) used.insert(used.end(), r.latency->used.begin(), r.latency->used.end());
  if (r.calendar) used.insert(used.end(), r.calendar->used.begin(), r.calendar->used.end());
  output.write(render(outcome, page_facts(r.subject, r.assessment, {{r.tradeoff_why, r.latency_why, r.calendar_why}, used}), run, format, color));
  return gate_code(gating, outcome.changed.assessment.decision.verdict);
}

}  // namespace

Verb report_verb() {
  return {"report", "<case>", "the one-pager: what could go wrong",
          "One page for an approver: the decision, the three failures to fear most with their bounds, thresholds and\n"
          "rollback triggers, what the answer hangs on, what may be promised. --format html prints on one A4 page.",
          "to start, with no data", {"table", "md", "html", "json", "csv", "junit", "github"}, true, report_options, run_report};
}

}  // namespace premortem::cli
