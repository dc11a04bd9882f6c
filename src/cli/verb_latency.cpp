#include <boost/program_options.hpp>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/explain.hpp"
#include "cli/gate.hpp"
#include "cli/number_list.hpp"
#include "cli/output.hpp"
#include "cli/presets.hpp"
#include "premortem/analysis/latency_explanation.hpp"
#include "premortem/core/error.hpp"
#include "premortem/report/latency_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() {
  po::options_description o("Options of latency");
  auto add = o.add_options();
  add("at", po::value<std::string>(), "latencies in ms to read the curve at, such as 500,1000");
  add("abandonment", po::value<std::string>(), "shares to read the curve at, such as 5%,10%");
  add("data", po::value<std::string>(), "what the latency of a row that left is: delays (it was shown that delay) or quits (it gave up then); without it the column outcome says");
  add("preset", po::value<std::string>(), "a published curve in place of latency.csv; list shows them");
  add("other-population", "take a preset that was measured on other people than those who wait for an answer");
  add("gate", po::value<std::string>()->implicit_value("point"), "exit 1 on stop; --gate=bound: on hold too");
  return o;
}

std::optional<LatencyData> data_of(const Arguments& a) {
  if (a.values.count("data") == 0) return std::nullopt;
  const auto text = a.values["data"].as<std::string>();
  if (text == "delays") return LatencyData::delays;
  if (text == "quits") return LatencyData::quits;
  throw UsageError("--data is \"" + text + "\", expected delays or quits");
}

std::vector<double> latencies_of(const Arguments& a) {
  const auto list = number_list(a, "at", "latencies in ms separated by commas, such as 500,1000");
  for (const double ms : list)
    if (!(ms >= 0 && ms <= 1e12)) throw UsageError("--at takes latencies from 0 to 1e12 ms");
  return list;
}

std::vector<double> shares_of(const Arguments& a) {
  const auto list = share_list(a, "abandonment", "shares separated by commas, such as 5%,10%");
  for (const double share : list)
    if (!(share > 0 && share < 1)) throw UsageError("--abandonment takes shares between 0 and 1, both left out; 5% is 0.05");
  return list;
}

void require_fitting(const Case& subject, const LatencySettings& settings) {
  if (subject.latency && settings.preset) throw UsageError("the case has a latency.csv of its own, so that --preset has nothing to stand in for");
  if (!settings.data) return;
  if (!subject.latency) throw UsageError("--data says what the rows of latency.csv are, and there is none");
  if (*settings.data == LatencyData::quits && subject.latency->form == LatencyForm::grouped)
    throw UsageError("--data quits needs a row a session with the moment it gave up or was served; latency.csv states sessions and abandoned by arm");
}

LatencyResult assessed(Case subject, const LatencySettings& settings) {
  require_fitting(subject, settings);
  LatencyResult result;
  result.assessment = assess_latency(subject, settings);
  result.subject = std::move(subject);
  return result;
}

LatencySettings latency_settings(const Arguments& a) {
  const auto s = settings_of(a);
  LatencySettings settings;
  settings.confidence = s.confidence, settings.seed = s.simulation.seed, settings.as_of = s.as_of;
  settings.at_ms = latencies_of(a), settings.shares = shares_of(a), settings.data = data_of(a);
  if (a.values.count("preset") > 0) settings.preset = preset_named(a.values["preset"].as<std::string>(), a.values.count("other-population") > 0);
  return settings;
}

LatencyOutcome outcome_of(const Arguments& a, LatencySettings settings) {
  auto request = case_request_of(a);
  request.role = "latency.csv";
  if (a.case_path.empty()) throw UsageError("which case? usage: premortem latency <case>");
  auto variants = read_case_variants(request);
  if (!settings.as_of) settings.as_of = variants.changed.latest_date();
  write_notes(reading_notes(variants.changed), a);
  LatencyOutcome outcome{assessed(std::move(variants.changed), settings), {}};
  if (variants.base) outcome.base = assessed(std::move(*variants.base), settings);
  return outcome;
}

std::string render(const LatencyOutcome& outcome, const Run& run, const std::string& format) {
  if (format == "json") return latency_json(outcome, run);
  if (format == "csv") return latency_csv(outcome);
  if (format == "md") return latency_markdown(outcome, run);
  if (format == "junit") return latency_junit(outcome.changed);
  if (format == "github") return latency_github(outcome.changed);
  return latency_terminal(outcome, run);
}

bool lists_presets(const Arguments& a) { return a.values.count("preset") > 0 && a.values["preset"].as<std::string>() == "list"; }

int list_presets(const Arguments& a, const std::string& format) {
  if (format != "table" && format != "md") throw UsageError("--preset list has the forms table and md");
  Output(a).write(preset_table(presets(), format));
  return 0;
}

int run_latency(const Arguments& a) {
  const std::string format = format_of(a);
  if (lists_presets(a)) return list_presets(a, format);
  const Run run = run_of(a);
  const auto gating = gating_of(a);
  const auto settings = latency_settings(a);
  const bool explains = a.values.count("explain") > 0;
  if (explains && (format == "junit" || format == "github")) throw UsageError("--explain has no " + format + " form; use table, md, csv or json");
  const Output output(a);
  const auto outcome = outcome_of(a, settings);
  const auto& result = outcome.changed;
  const auto dated_run = dated(run, result.subject);
  if (explains) output.write(explained(explain_latency(result.subject, result.assessment, a.values["explain"].as<std::string>()), result.subject, settings_of(a), dated_run, format));
  else output.write(render(outcome, dated_run, format));
  return gate_code(gating, result.assessment.decision.verdict);
}

}  // namespace

Verb latency_verb() {
  return {"latency", "<case>", "latency against abandonment; budget; exchange rate",
          "From a delay experiment or a log of who gave up waiting (latency.csv) the share that leaves at every latency, with\n"
          "limits; from what each option takes (options.csv, latency_samples.csv) how many it loses a year and what that\n"
          "costs; the slowest answer that keeps max_abandonment; and how many points of accuracy 100 ms are worth.",
          "when you have data", {"table", "json", "csv", "md", "junit", "github"}, true, options, run_latency};
}

}  // namespace premortem::cli
