#include <boost/program_options.hpp>

#include <algorithm>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/explain.hpp"
#include "cli/gate.hpp"
#include "cli/output.hpp"
#include "premortem/analysis/calendar_explanation.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/report/calendar_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() {
  po::options_description o("Options of calendar");
  auto add = o.add_options();
  add("metric", po::value<std::string>(), "the column of history.csv that is the metric, where it has one column a metric");
  add("floor", po::value<std::string>(), "what metrics may not fall below for which floors.csv states nothing");
  add("ceiling", po::value<std::string>(), "what they may not rise above");
  add("gate", po::value<std::string>()->implicit_value("point"), "exit 1 on stop; --gate=bound: on hold too");
  return o;
}

/// A number, or a share with its sign: 90% is 0.9.
double number_of(const std::string& option, const std::string& text) {
  const bool percent = text.ends_with('%');
  const auto parsed = parse_number(percent ? text.substr(0, text.size() - 1) : text);
  if (!parsed.value) throw UsageError(option + " is \"" + printable(text) + "\", expected a number such as 0.9 or -0.001");
  return percent ? *parsed.value / 100 : *parsed.value;
}

std::optional<MetricLimit> limit_of(const Arguments& a) {
  const bool floor = a.values.count("floor") > 0, ceiling = a.values.count("ceiling") > 0;
  if (floor && ceiling) throw UsageError("give --floor or --ceiling: one of them is the bad side");
  if (floor) return MetricLimit{number_of("--floor", a.values["floor"].as<std::string>()), LimitSide::floor};
  if (ceiling) return MetricLimit{number_of("--ceiling", a.values["ceiling"].as<std::string>()), LimitSide::ceiling};
  return std::nullopt;
}

/// `--set drift_per_day.accuracy=-0.001` is about no cell of the case: it is taken out of the overrides.
std::map<std::string, double> take_drifts(std::vector<Override>& overrides) {
  constexpr std::string_view prefix = "drift_per_day.";
  std::map<std::string, double> drifts;
  for (const auto& o : overrides) {
    if (!o.text.starts_with(prefix)) continue;
    const auto equals = o.text.find('=');
    if (equals == std::string::npos || equals == prefix.size() || o.text[equals - 1] == '*') throw UsageError("--set \"" + printable(o.text) + "\": expected drift_per_day.METRIC=V");
    const auto value = number_of("--set " + printable(o.text.substr(0, equals)), o.text.substr(equals + 1));
    if (!drifts.emplace(o.text.substr(prefix.size(), equals - prefix.size()), value).second) throw UsageError("--set \"" + printable(o.text) + "\": this metric is set twice");
  }
  std::erase_if(overrides, [&](const auto& o) { return o.text.starts_with(prefix); });
  return drifts;
}

/// @throws UsageError for a drift of a metric that the history does not have
void require_metrics(const std::map<std::string, double>& drifts, const Case& subject) {
  std::vector<std::string> metrics;
  for (const auto& p : subject.history)
    if (metrics.empty() || metrics.back() != p.metric) metrics.push_back(p.metric);
  for (const auto& [name, drift] : drifts) {
    const bool known = std::any_of(metrics.begin(), metrics.end(), [&, our = name](const auto& m) { return folded_name(m) == folded_name(our); });
    const auto near = known ? std::nullopt : nearest_name(name, metrics);
    if (!known) throw UsageError("--set drift_per_day." + printable(name) + ": the history has no metric of that name" + (near ? "; did you mean \"" + printable(*near) + "\"?" : ""));
  }
}

std::string metric_column(const Arguments& a) {
  if (a.values.count("metric") == 0) return "";
  const auto name = a.values["metric"].as<std::string>();
  for (const auto* own : {"date", "metric", "value", "n", "cohort"})
    if (name == own) throw UsageError("--metric names a column that holds a metric's values; \"" + name + "\" has a meaning of its own");
  return name;
}

CalendarResult assessed(Case subject, const CalendarSettings& settings) {
  CalendarResult result;
  result.assessment = assess_calendar(subject, settings);
  result.subject = std::move(subject);
  return result;
}

CalendarOutcome outcome_of(const Arguments& a, CalendarSettings settings) {
  auto request = case_request_of(a);
  request.role = "history.csv";
  if (a.case_path.empty()) throw UsageError("which case? usage: premortem calendar <case>");
  request.history_metric = metric_column(a);
  const auto drifts = take_drifts(request.overrides);
  auto variants = read_case_variants(request);
  require_metrics(drifts, variants.changed);
  if (!request.history_metric.empty() && variants.changed.history.empty()) throw UsageError("--metric names a column of history.csv, and there is none");
  if (!settings.as_of) settings.as_of = variants.changed.latest_date();
  write_notes(reading_notes(variants.changed), a);
  if (!drifts.empty() && !variants.base) variants.base = variants.changed;
  CalendarOutcome outcome;
  if (variants.base) outcome.base = assessed(std::move(*variants.base), settings);
  settings.drift_per_day = drifts;
  outcome.changed = assessed(std::move(variants.changed), settings);
  return outcome;
}

std::string render(const CalendarOutcome& outcome, const Run& run, const std::string& format) {
  if (format == "json") return calendar_json(outcome, run);
  if (format == "csv") return calendar_csv(outcome);
  if (format == "md") return calendar_markdown(outcome, run);
  if (format == "ics") return calendar_ics(outcome.changed);
  if (format == "junit") return calendar_junit(outcome.changed);
  if (format == "github") return calendar_github(outcome.changed);
  return calendar_terminal(outcome, run);
}

int run_calendar(const Arguments& a) {
  const std::string format = format_of(a);
  const Run run = run_of(a);
  const auto gating = gating_of(a);
  const bool explains = a.values.count("explain") > 0;
  if (explains && (format == "ics" || format == "junit" || format == "github")) throw UsageError("--explain has no " + format + " form; use table, md, csv or json");
  const auto s = settings_of(a);
  CalendarSettings settings;
  settings.confidence = s.confidence, settings.seed = s.simulation.seed, settings.jobs = s.simulation.jobs, settings.as_of = s.as_of, settings.limit = limit_of(a);
  const Output output(a);
  const auto outcome = outcome_of(a, settings);
  const auto& result = outcome.changed;
  const auto dated_run = dated(run, result.subject);
  if (explains) output.write(explained(explain_calendar(result.subject, result.assessment, a.values["explain"].as<std::string>()), result.subject, s, dated_run, format));
  else output.write(render(outcome, dated_run, format));
  return gate_code(gating, result.assessment.decision.verdict);
}

}  // namespace

Verb calendar_verb() {
  return {"calendar", "<case>", "drift, forecast, confidence calendar",
          "From metrics by date (history.csv) and what they may not pass (floors.csv): by when each passes it, with which\n"
          "probability, when to validate again and when to retrain, or why no date can be given. From two windows of rows\n"
          "(reference.csv, current.csv): what has drifted beyond chance, what the first does not cover, and what the scores\n"
          "alone say of today's accuracy. From assumptions: how a bias feeds on itself, and how long to watch.",
          "when you have data", {"table", "json", "csv", "md", "ics", "junit", "github"}, true, options, run_calendar};
}

}  // namespace premortem::cli
