#include "premortem/report/sweep_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/number_text.hpp"
#include "report/escape.hpp"
#include "report/quantity_words.hpp"
#include "report/sweep_words.hpp"
#include "report/verb_document.hpp"
#include "report/verb_json.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_lines = 40;  ///< of points in a text; more are for CSV

std::string setting_text(const SweepSetting& s) { return s.scales ? "x" + s.text : s.text; }

std::string title_of(const SweepResult& r) {
  const std::string points = r.plan ? fmt::format(" ({}, seed {})", count_text(r.rows.size(), "point"), r.settings.simulation.seed) : "";
  return "Sweep: " + r.subject.title + points;
}

std::string axis_heading(const SweepResult& r, const TwoWay& t) {
  return fmt::format("{}, by {} (down) and {} (across)", r.columns[t.output], r.plan->axes[0].name, r.plan->axes[1].name);
}

void add_points(const SweepResult& r, VerbDocument& d) {
  const auto tables = two_way_tables(r);
  for (const auto& t : tables) {
    std::vector<std::string> notes;
    if (t.today_row && t.today_column) notes.emplace_back("[ ] today");
    d.parts.push_back({axis_heading(r, t), table_of(r, t), notes});
  }
  if (!tables.empty()) return;
  std::vector<std::string> notes;
  if (r.rows.size() > most_lines) notes.push_back(fmt::format("The first {} of {} points; --format csv has all of them.", most_lines, r.rows.size()));
  d.parts.push_back({"Points", point_table(r, most_lines), notes});
}

VerbDocument document_of(const SweepResult& r) {
  VerbDocument d;
  d.title = title_of(r);
  d.decision = "Reading: " + sweep_reading(r);
  if (r.plan) add_points(r, d);
  if (r.sensitivity) {
    const auto& s = *r.sensitivity;
    std::string heading = s.kind == SensitivityKind::evppi ? "What knowing an estimate is worth a year" : s.kind == SensitivityKind::sobol ? "Shares of the variance of " + s.output : "What each estimate does to " + s.output;
    if (s.kind == SensitivityKind::tornado && s.point) heading += ", " + signed_text(*s.point, Rounding::nearest) + " " + s.point_is;
    d.parts.push_back({heading, sensitivity_table(r), {}});
    if (r.plan) d.lines.push_back(s.reading);
    d.cautions = s.notes;
  }
  if (r.break_even && (r.plan || r.sensitivity)) d.lines.push_back(r.break_even->sentence);
  return d;
}

Json point_json(const SweepResult& r, const std::vector<std::string>& row) {
  Json point{{"id", static_cast<std::uint64_t>(*number_of_cell(row[0]))}};
  const auto cell = [](const std::string& text) {
    const auto x = number_of_cell(text);
    return x ? Json(*x) : text.empty() ? Json(nullptr) : Json(text);
  };
  Json set, outputs;
  for (std::size_t i = 0; i < r.plan->axes.size(); ++i) set[r.plan->axes[i].name] = cell(row[1 + i]);
  for (std::size_t k = 0; k < r.columns.size(); ++k) {
    outputs[r.columns[k]] = cell(row[1 + r.plan->axes.size() + k]);
    if (outputs[r.columns[k]].is_null()) outputs[r.columns[k] + "_why"] = "no value at this point; its verb with --set says why";
  }
  point["set"] = std::move(set);
  point["outputs"] = std::move(outputs);
  return point;
}

Json sensitivity_row_json(const SweepResult& r, const SensitivityRow& row) {
  const Leaf& leaf = r.subject.leaves[row.leaf];
  const auto kind = r.sensitivity->kind;
  Json out{{"name", addressable_name(r.subject, row.leaf)}};
  const std::string not_asked = "asked with --sensitivity ";
  put(out, "low", row.low, not_asked + "tornado");
  put(out, "high", row.high, not_asked + "tornado");
  put(out, "flip", row.flip, row.flip_why.empty() ? not_asked + "tornado" : row.flip_why);
  put(out, "first_order", row.indices ? std::optional(row.indices->first) : std::nullopt, not_asked + "sobol");
  put(out, "total_order", row.indices ? std::optional(row.indices->total) : std::nullopt, not_asked + "sobol");
  put(out, "evppi", row.evppi ? std::optional(row.evppi->value) : std::nullopt, not_asked + "evppi");
  if (kind == SensitivityKind::tornado) out["range"] = {{"low", row.range.low}, {"high", row.range.high}};
  if (row.indices) {
    out["first_order_limits"] = {row.indices->first_low, row.indices->first_high};
    out["total_order_limits"] = {row.indices->total_low, row.indices->total_high};
  }
  if (row.evppi) out["evppi_se"] = row.evppi->standard_error;
  out["evidence"] = name_of(leaf.evidence);
  out["place"] = to_string(leaf.place);
  return out;
}

Json plan_json(const SweepPlan& plan) {
  Json axes = Json::array();
  for (const auto& axis : plan.axes) axes.push_back(axis.name);
  return {{"kind", name_of(plan.design.kind)}, {"axes", std::move(axes)}};
}

}  // namespace

std::string sweep_csv_header(const SweepPlan& plan, const std::vector<std::string>& columns) {
  std::vector<std::string> cells{"id"};
  for (const auto& axis : plan.axes) cells.push_back(axis.name);
  cells.insert(cells.end(), columns.begin(), columns.end());
  return csv_row(cells);
}

std::string sweep_csv_row(std::uint64_t id, const std::vector<SweepSetting>& settings, const std::vector<OutputValue>& values) {
  std::vector<std::string> cells{std::to_string(id)};
  for (const auto& s : settings) cells.push_back(setting_text(s));
  for (const auto& v : values) cells.push_back(v.text);
  return csv_row(cells);
}

std::string sweep_terminal(const SweepResult& r, const Run&) { return document_terminal(document_of(r)); }

std::string sweep_markdown(const SweepResult& r, const Run&) { return document_markdown(document_of(r)); }

std::string sweep_json(const SweepResult& r, const Run& run) {
  Json result;
  if (r.plan) result["design"] = plan_json(*r.plan);
  else result["design"] = nullptr, result["design_why"] = "nothing is varied";
  result["points"] = Json::array();
  for (const auto& row : r.rows) result["points"].push_back(point_json(r, row));
  Json today;
  for (std::size_t k = 0; k < r.columns.size(); ++k) {
    const auto& value = r.today[k];
    today[r.columns[k]] = value.number ? Json(*value.number) : value.text.empty() ? Json(nullptr) : Json(value.text);
    if (today[r.columns[k]].is_null()) today[r.columns[k] + "_why"] = value.why.empty() ? "no value" : value.why;
  }
  result["today"] = r.columns.empty() ? Json::object() : std::move(today);
  if (r.sensitivity) {
    result["sensitivity"] = Json::array();
    for (const auto& row : r.sensitivity->rows) result["sensitivity"].push_back(sensitivity_row_json(r, row));
    result["sensitivity_of"] = {{"kind", name_of(r.sensitivity->kind)}, {"output", r.sensitivity->output}, {"reading", r.sensitivity->reading}, {"notes", r.sensitivity->notes}};
    auto& of = result["sensitivity_of"];
    put(of, "point", r.sensitivity->point, "it has no value at the best values");
    put(of, "evpi", r.sensitivity->perfect ? std::optional(r.sensitivity->perfect->value) : std::nullopt, "asked with --sensitivity evppi");
    put(of, "evpi_se", r.sensitivity->perfect ? std::optional(r.sensitivity->perfect->standard_error) : std::nullopt, "asked with --sensitivity evppi");
  } else {
    result["sensitivity"] = nullptr, result["sensitivity_why"] = "not asked for (--sensitivity)";
  }
  if (r.break_even) result["break_even"] = {{"name", r.break_even->name}, {"output", r.break_even->output}, {"target", r.break_even->target}, {"sentence", r.break_even->sentence}};
  if (r.break_even) put(result["break_even"], "value", r.break_even->value, "it is not reached in the range");
  result["reading"] = sweep_reading(r);
  return json_text(envelope(run, r.subject, &r.settings, std::move(result)));
}

std::string sensitivity_csv(const SweepResult& r) {
  std::string text = "name,range_low,range_high,low,high,flip,first_order,first_order_low,first_order_high,total_order,total_order_low,total_order_high,evppi,evppi_se\n";
  const auto cell = [](const std::optional<double>& x) { return x ? fmt::format("{}", *x) : std::string(); };
  for (const auto& row : r.sensitivity->rows) {
    const bool tornado = r.sensitivity->kind == SensitivityKind::tornado;
    const auto& x = row.indices;
    const auto of = [&](double SobolIndex::*member) { return x ? fmt::format("{}", (*x).*member) : std::string(); };
    text += csv_row({addressable_name(r.subject, row.leaf), tornado ? fmt::format("{}", row.range.low) : "", tornado ? fmt::format("{}", row.range.high) : "", cell(row.low), cell(row.high), cell(row.flip),
                     of(&SobolIndex::first), of(&SobolIndex::first_low), of(&SobolIndex::first_high), of(&SobolIndex::total), of(&SobolIndex::total_low), of(&SobolIndex::total_high),
                     row.evppi ? fmt::format("{}", row.evppi->value) : "", row.evppi ? fmt::format("{}", row.evppi->standard_error) : ""});
  }
  return text;
}

}  // namespace premortem
