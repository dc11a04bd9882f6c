#include <algorithm>
#include <boost/program_options.hpp>
#include <map>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/explain.hpp"
#include "cli/gate.hpp"
#include "cli/known_drifts.hpp"
#include "cli/output.hpp"
#include "premortem/analysis/calendar_explanation.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
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

std::optional<MetricLimit> limit_of(const Arguments& a) {
  const bool floor = a.values.count("floor") > 0, ceiling = a.values.count("ceiling") > 0;
  if (floor && ceiling) throw UsageError("give --floor or --ceiling: one of them is the bad side");
  if (floor) return MetricLimit{number_or_share("--floor", a.values["floor"].as<std::string>()), LimitSide::floor};
  if (ceiling) return MetricLimit{number_or_share("--ceiling", a.values["ceiling"].as<std::string>()), LimitSide::ceiling};
  return std::nullopt;
}

/// A level above 1 is not held against metrics that are shares: it could never be passed, or always.
void require_same_scale(const Arguments& a, const std::optional<MetricLimit>& limit, const Case& subject) {
  if (!limit || !(limit->level > 1)) return;
  std::map<std::string, bool> shares;  // by metric, those that no floor or ceiling is stated of
  for (const auto& p : subject.history) {
    const bool stated = std::any_of(subject.floors.begin(), subject.floors.end(), [&](const auto& f) { return folded_name(f.metric) == folded_name(p.metric); });
    const bool is_share = p.n && p.value >= 0 && p.value <= 1;
    if (!stated) shares[p.metric] = is_share && shares.try_emplace(p.metric, true).first->second;
  }
  const auto share = std::find_if(shares.begin(), shares.end(), [](const auto& m) { return m.second; });
  if (share == shares.end()) return;
  const std::string option = limit->side == LimitSide::floor ? "floor" : "ceiling", text = a.values[option].as<std::string>();
  const bool percent = limit->level <= 100 && !text.ends_with('%');
  throw UsageError("--" + option + " is \"" + printable(text) + "\", but the values of \"" + printable(share->first) + "\" in the history are shares from 0 to 1" +
                   (percent ? "; for a percentage write " + printable(text) + "%" : ""));
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
  require_same_scale(a, settings.limit, variants.changed);
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
