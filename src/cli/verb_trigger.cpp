#include <boost/program_options.hpp>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/explain.hpp"
#include "cli/gate.hpp"
#include "cli/output.hpp"
#include "premortem/analysis/trigger_explanation.hpp"
#include "premortem/core/error.hpp"
#include "premortem/report/trigger_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() {
  po::options_description o("Options of trigger");
  auto add = o.add_options();
  add("on", po::value<std::string>(), "replay the rules over this history (columns date, metric, value)");
  add("metric", po::value<std::string>(), "the column of --on that is the metric, where it has one column a metric");
  add("gate", po::value<std::string>()->implicit_value("point"), "exit 1 if a rule holds at the latest data; --gate=bound: or if it cannot be judged");
  add("scale", po::value<std::string>()->default_value("1"), "multiply exposures_per_day");
  return o;
}

TriggerSettings trigger_settings(const Arguments& a) {
  const auto s = settings_of(a);
  return {s.scale, s.simulation.seed, s.simulation.jobs, s.as_of};
}

TriggerResult assessed(Case subject, const TriggerSettings& settings) {
  TriggerResult result;
  result.assessment = assess_triggers(subject, settings);
  result.subject = std::move(subject);
  return result;
}

TriggerOutcome outcome_of(const Arguments& a) {
  auto request = case_request_of(a);
  request.role = "monitors.csv";
  if (a.case_path.empty()) throw UsageError("which case? usage: premortem trigger <case>");
  if (a.values.count("on") > 0) request.history = a.values["on"].as<std::string>();
  if (a.values.count("metric") > 0) request.history_metric = a.values["metric"].as<std::string>();
  if (!request.history_metric.empty() && request.history.empty()) throw UsageError("--metric names a column of the history that --on gives; give both");
  auto variants = read_case_variants(request);
  write_notes(reading_notes(variants.changed), a);
  TriggerOutcome outcome{assessed(std::move(variants.changed), trigger_settings(a)), {}};
  if (variants.base) outcome.base = assessed(std::move(*variants.base), trigger_settings(a));
  return outcome;
}

std::string render(const TriggerOutcome& outcome, const Run& run, const std::string& format) {
  if (format == "json") return trigger_json(outcome, run);
  if (format == "csv") return trigger_csv(outcome);
  if (format == "md") return trigger_markdown(outcome, run);
  if (format == "prometheus") return trigger_prometheus(outcome.changed);
  if (format == "prometheus-test") return trigger_prometheus_test(outcome.changed);
  if (format == "argo") return trigger_argo(outcome.changed);
  if (format == "junit") return trigger_junit(outcome.changed);
  if (format == "github") return trigger_github(outcome.changed);
  return trigger_terminal(outcome, run);
}

int gate_code_of(const TriggerOutcome& outcome, const std::optional<Gating>& gating) {
  if (!gating) return done;
  const auto gate = trigger_gate(outcome.changed.assessment);
  if (gate.unknown.size() == outcome.changed.assessment.triggers.size()) throw Refusal("no rule can be judged: " + outcome.changed.assessment.triggers.front().gate_why);
  const bool fails = !gate.firing.empty() || (*gating == Gating::bound && !gate.unknown.empty());
  return fails ? gate_failed : done;
}

int run_trigger(const Arguments& a) {
  const std::string format = format_of(a);
  const Run run = run_of(a);
  const auto gating = gating_of(a);
  const bool explains = a.values.count("explain") > 0;
  if (explains && format != "table" && format != "json" && format != "csv" && format != "md") throw UsageError("--explain has no " + format + " form; use table, md, csv or json");
  const Output output(a);
  const auto outcome = outcome_of(a);
  const int code = gate_code_of(outcome, gating);
  if (explains) {
    const auto& result = outcome.changed;
    const auto explanation = explain_trigger(result.subject, result.assessment, a.values["explain"].as<std::string>());
    output.write(explained(explanation, result.subject, settings_of(a), dated(run, result.subject), format));
    return code;
  }
  output.write(render(outcome, dated(run, outcome.changed.subject), format));
  return code;
}

}  // namespace

Verb trigger_verb() {
  return {"trigger", "<case>", "detection thresholds and rollback triggers; audit; replay; exports",
          "For every row of monitors.csv: the rule (a cell rule is audited, an empty one has a rule chosen for its budget of\n"
          "false alarms), how often it cries wolf, how soon it fires, the harm until rollback. --on replays the rules over real\n"
          "history; prometheus, prometheus-test and argo are files that those systems load; junit and github go with --gate.",
          "when you have data", {"table", "json", "csv", "md", "prometheus", "prometheus-test", "argo", "junit", "github"}, true, options, run_trigger};
}

}  // namespace premortem::cli
