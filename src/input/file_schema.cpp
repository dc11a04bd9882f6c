#include "premortem/input/file_schema.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace premortem {
namespace {

constexpr bool required = true;

/// A column of which a file needs this or another one with the same number.
ColumnSchema one_of(int number, std::string name) { return {std::move(name), false, number}; }

std::vector<ColumnSchema> window_columns() {
  return {{"score"}, {"label"}, {"label_second"}, {"cohort"}, {"date"}, {"label_date"}, {"row_id"}};
}

/// What somebody states: what may go wrong, and what there is to choose.
std::vector<FileSchema> stated_files() {
  return {
      {"feature.csv", "the feature: name, owner, period, currency, what is given up and bet on",
       {{"key", required}, {"value", required}}},
      {"assumptions.csv", "named estimates with their evidence",
       {{"name", required}, {"low"}, {"best"}, {"high"}, {"shape"}, {"k"}, {"n"}, {"unit"}, {"evidence"}, {"source"},
        {"expires"}, {"expert"}, {"option"}}},
      {"harms.csv", "one row a stage: the chain from a population to the people harmed",
       {{"failure_mode", required}, {"stage", required}, {"given"}, {"low"}, {"best"}, {"high"}, {"shape"}, {"k"}, {"n"},
        {"unit"}, {"evidence"}, {"source"}, {"assumption"}, {"expert"}, {"option"}}},
      {"failure_modes.csv", "what breaks, who is hurt, the cap, the monitor and the rollback",
       {{"failure_mode", required}, {"description"}, {"affected"}, {"harm_type"}, {"reversible"}, {"cost_per_harm"},
        {"harm_cap"}, {"monitor"}, {"detection_threshold"}, {"rollback"}, {"switch"}, {"drilled"}, {"owner"},
        {"escalate_to"}, {"telemetry"}, {"audit_every_days"}, {"votes"}}},
      {"gates.csv", "conditions that no number can buy off",
       {{"gate", required}, {"verdict", required}, {"kind"}, {"evidence"}, {"owner"}}},
      {"risks.csv", "one row a risk, for a premortem round; other columns are shares, in order",
       {{"what breaks", required}, {"people", required}, {"undo"}, {"how we notice"}, {"owner"}, {"roll back when"}, {"votes"},
        {"cost per harm"}, {"cap"}},
       OtherColumns::shares},
      {"mitigations.csv", "what lets only a share of the harm through, and its cost",
       {{"failure_mode", required}, {"mitigation", required}, {"stage"}, {"low"}, {"best"}, {"high"}, {"shape"}, {"k"}, {"n"},
        {"cost_per_year"}, {"status"}, {"source"}, {"evidence"}}},
      {"rollout.csv", "stages of exposure and their exit rules",
       {{"stage", required}, {"share", required}, {"days"}, {"exit_rule"}}},
      {"options.csv", "options side by side, with their metrics",
       {{"option", required}, {"threshold"}, {"precision"}, {"recall"}, {"value_recall"}, {"accuracy"}, {"review_share"},
        {"cost_per_year"}, {"value_per_year"}, {"latency_p50_ms"}, {"latency_p90_ms"}, {"latency_p95_ms"}, {"latency_p99_ms"},
        {"cached_p50_ms"}, {"cached_p99_ms"}, {"cache_hit"}, {"tokens"}, {"ms_per_token"}, {"launch_date"}, {"delay_weeks"}, {"rejected_because"}},
       OtherColumns::metrics},
      {"quantities.csv", "formulas over assumptions, stages and outputs", {{"name", required}, {"formula", required}, {"unit"}}},
      {"correlations.csv", "stated rank correlations between estimates", {{"a", required}, {"b", required}, {"rank_correlation", required}}},
  };
}

/// What was measured, is watched or is expected.
std::vector<FileSchema> measured_files() {
  return {
      {"predictions.csv", "scored rows whose truth is known",
       {{"score", required}, {"label", required}, {"row_id"}, {"cohort"}, {"value"}, {"weight"}, {"count"}, {"date"}, {"label_date"}, {"label_second"},
        {"baseline_score"}, {"arm"}, {"outcome"}},
       OtherColumns::row_data},
      {"demand.csv", "volume by date", {{"date", required}, {"volume", required}}},
      {"learning.csv", "error by number of examples", {{"examples", required}, {"error", required}, {"n"}}},
      {"training.csv", "losses by epoch", {{"epoch", required}, {"train_loss", required}, {"valid_loss", required}}},
      {"latency.csv", "how long people waited, and how many left",
       {one_of(1, "latency_ms"), one_of(1, "latency_s"), {"sessions"}, one_of(2, "abandoned"), one_of(2, "outcome"), {"cohort"}, {"row_id"}, {"session_id"}},
       OtherColumns::row_data},
      {"latency_samples.csv", "what requests took, by option",
       {{"option", required}, {"latency_ms", required}, {"ok"}, {"row_id"}, {"session_id"}},
       OtherColumns::row_data},
      {"history.csv", "metrics by date", {{"date", required}, {"metric", required}, {"value", required}, {"n"}, {"cohort"}}},
      {"floors.csv", "floors and ceilings of metrics",
       {{"metric", required}, one_of(1, "floor"), one_of(1, "ceiling"), {"cohort"}, {"tolerance"}}},
      {"reference.csv", "rows from before; other columns are features", window_columns(), OtherColumns::features},
      {"current.csv", "rows from now; other columns are features", window_columns(), OtherColumns::features},
      {"events.csv", "known events by date", {{"date", required}, {"event", required}, {"kind"}}},
      {"monitors.csv", "what is watched, how often, by which rule",
       {{"monitor", required}, {"metric", required}, {"baseline", required}, {"bad_level", required}, {"checks_per_day"}, {"n_per_check"},
        {"sd"}, {"phi"}, {"baseline_n"}, {"label_lag_days"}, {"response_hours"}, {"false_alarms_per_quarter"}, {"cost_false_rollback"},
        {"exposures_per_day"}, {"harm_per_exposure"}, {"shifts_per_year"}, {"user_report_rate"}, {"rule"}, {"cohort"}, {"undetected_days"},
        {"sampling"}}},
      {"hypotheses.csv", "what somebody expects, written before it can be known",
       {{"id", required}, {"written", required}, {"hypothesis", required}, {"metric", required}, {"direction", required}, {"threshold", required},
        {"due", required}, {"probability", required}, {"outcome"}, {"checked"}}},
      {"interventions.csv", "features stopped, paused or guarded",
       {{"date", required}, {"feature", required}, {"kind", required}, {"harm_avoided"}, {"evidence"}}},
      {"scorecard.csv", "CLEAR and RADD criteria", {}},
  };
}

std::vector<FileSchema> make_schemas() {
  auto schemas = stated_files();
  auto more = measured_files();
  std::move(more.begin(), more.end(), std::back_inserter(schemas));
  return schemas;
}

}  // namespace

std::span<const FileSchema> file_schemas() {
  static const std::vector<FileSchema> schemas = make_schemas();
  return schemas;
}

const FileSchema& schema_of(std::string_view file) {
  const auto all = file_schemas();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.file == file; });
  if (found == all.end()) throw std::out_of_range("no schema for " + std::string(file));
  return *found;
}

std::vector<std::string> column_names(const FileSchema& schema) {
  std::vector<std::string> names;
  for (const auto& c : schema.columns) names.push_back(c.name);
  return names;
}

std::vector<std::vector<std::string>> needed_columns(const FileSchema& schema) {
  std::vector<std::vector<std::string>> needed;
  for (std::size_t i = 0; i < schema.columns.size(); ++i) {
    const auto& column = schema.columns[i];
    const auto same = [&](const ColumnSchema& c) { return c.one_of == column.one_of; };
    const auto begin = schema.columns.begin(), here = begin + static_cast<std::ptrdiff_t>(i);
    const bool is_first = column.one_of > 0 && std::none_of(begin, here, same);
    if (column.required) needed.push_back({column.name});
    if (!is_first) continue;
    needed.emplace_back();
    for (auto c = here; c != schema.columns.end(); ++c)
      if (same(*c)) needed.back().push_back(c->name);
  }
  return needed;
}

}  // namespace premortem
