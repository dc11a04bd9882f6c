#include <boost/program_options.hpp>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/explain.hpp"
#include "cli/gate.hpp"
#include "cli/number_list.hpp"
#include "cli/output.hpp"
#include "premortem/analysis/tradeoff_explanation.hpp"
#include "premortem/core/error.hpp"
#include "premortem/report/tradeoff_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() {
  po::options_description o("Options of tradeoff");
  auto add = o.add_options();
  add("thresholds", po::value<std::string>(), "operating points to show, such as 0.1,0.2; without it the frontier");
  add("gate", po::value<std::string>()->implicit_value("point"), "exit 1 on stop; --gate=bound: on hold too");
  return o;
}

TradeoffResult assessed(Case subject, const TradeoffSettings& settings) {
  TradeoffResult result;
  result.assessment = assess_tradeoff(subject, settings);
  result.subject = std::move(subject);
  return result;
}

TradeoffOutcome outcome_of(const Arguments& a, const std::vector<double>& thresholds) {
  auto request = case_request_of(a);
  request.role = "predictions.csv";
  if (a.case_path.empty()) throw UsageError("which case? usage: premortem tradeoff <case>");
  const auto s = settings_of(a);
  TradeoffSettings settings{s.confidence, s.simulation.seed, s.simulation.jobs, thresholds, s.as_of};
  auto variants = read_case_variants(request);
  if (!settings.as_of) settings.as_of = variants.changed.latest_date();
  write_notes(reading_notes(variants.changed), a);
  TradeoffOutcome outcome{assessed(std::move(variants.changed), settings), {}};
  if (variants.base) outcome.base = assessed(std::move(*variants.base), settings);
  return outcome;
}

std::string render(const TradeoffOutcome& outcome, const Run& run, const std::string& format) {
  if (format == "json") return tradeoff_json(outcome, run);
  if (format == "csv") return tradeoff_csv(outcome);
  if (format == "md") return tradeoff_markdown(outcome, run);
  if (format == "junit") return tradeoff_junit(outcome.changed);
  if (format == "github") return tradeoff_github(outcome.changed);
  return tradeoff_terminal(outcome, run);
}

int run_tradeoff(const Arguments& a) {
  const std::string format = format_of(a);
  const Run run = run_of(a);
  const auto gating = gating_of(a);
  const auto thresholds = number_list(a, "thresholds", "numbers separated by commas, such as 0.1,0.2");
  const bool explains = a.values.count("explain") > 0;
  if (explains && (format == "junit" || format == "github")) throw UsageError("--explain has no " + format + " form; use table, md, csv or json");
  const Output output(a);
  const auto outcome = outcome_of(a, thresholds);
  const auto& result = outcome.changed;
  const auto dated_run = dated(run, result.subject);
  if (explains) output.write(explained(explain_tradeoff(result.subject, result.assessment, a.values["explain"].as<std::string>()), result.subject, settings_of(a), dated_run, format));
  else output.write(render(outcome, dated_run, format));
  return gate_code(gating, result.assessment.decision.verdict);
}

}  // namespace

Verb tradeoff_verb() {
  return {"tradeoff", "<case>", "precision against ops cost; operating points; options",
          "From scored rows (predictions.csv) every threshold with what it catches, how often it is right and what it costs a\n"
          "year; where to act and where a person should look; a threshold certified for min_recall and min_precision; the\n"
          "price of the next point. From options.csv the options side by side, the one to take, and what would change that.",
          "when you have data", {"table", "json", "csv", "md", "junit", "github"}, true, options, run_tradeoff};
}

}  // namespace premortem::cli
