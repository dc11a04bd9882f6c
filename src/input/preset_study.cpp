#include "input/preset_study.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "input/case_rows.hpp"
#include "input/row_names.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

void report(const TableCell& cell, const char* code, std::string message, std::string hint, Diagnostics& diagnostics) {
  diagnostics.error(cell.place, code, std::move(message), std::move(hint));
}

/// A year, a month or a day.
void check_study_date(const TableCell& cell, Diagnostics& diagnostics) {
  const auto whole = cell.text.size() == 4 ? cell.text + "-01-01" : cell.text.size() == 7 ? cell.text + "-01" : cell.text;
  if (!cell.empty() && !parse_date(whole))
    report(cell, "date", fmt::format("\"{}\" is no date of a study", cell.text), "write YYYY, YYYY-MM or YYYY-MM-DD", diagnostics);
}

void refuse_cells(const TableRow& row, std::initializer_list<const char*> columns, Diagnostics& diagnostics) {
  for (const auto* column : columns)
    if (const auto cell = row.cell(column); !cell.empty())
      report(cell, "not_used", fmt::format("{} is \"{}\", but effect \"{}\" takes none", column, cell.text, row.cell("effect").text), "empty the cell", diagnostics);
}

bool is_missing(const TableRow& row, const char* column, const char* hint, Diagnostics& diagnostics) {
  const auto cell = row.cell(column);
  if (cell.empty()) report(cell, "missing_cell", fmt::format("the cell {} is empty", column), hint, diagnostics);
  return cell.empty();
}

/// The latencies that were studied: both or neither.
void read_range(const TableRow& row, LatencyPreset& preset, Diagnostics& diagnostics) {
  const auto low = row.cell("low_ms"), high = row.cell("high_ms");
  if (low.empty() && high.empty()) return;
  preset.low_ms = preset_number(low, "low_ms", diagnostics);
  preset.high_ms = preset_number(high, "high_ms", diagnostics);
  if (preset.low_ms && preset.high_ms && !(*preset.low_ms >= 0 && *preset.low_ms < *preset.high_ms))
    report(high, "range", fmt::format("the latencies from \"{}\" to \"{}\" do not rise from 0 or more", low.text, high.text), "write both in ms", diagnostics);
}

std::vector<std::string> fitted_families() {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(CurveFamily::hinge); ++i) names.emplace_back(family_name(static_cast<CurveFamily>(i)));
  return names;
}

/// The curve without its parameters.
void read_curve(const TableRow& row, LatencyPreset& preset, Diagnostics& diagnostics) {
  const std::vector<std::string> data{"delays", "quits"};
  const auto chosen = read_choice(row.cell("data"), "data", data, std::nullopt, diagnostics);
  const auto family = read_choice(row.cell("family"), "family", fitted_families(), std::nullopt, diagnostics);
  refuse_cells(row, {"no_effect"}, diagnostics);
  if (row.cell("high_ms").empty() && row.cell("low_ms").empty()) is_missing(row, "low_ms", "write the latencies between which the study has data", diagnostics);
  if (!chosen || !family) return;
  AbandonmentCurve curve;
  curve.family = static_cast<CurveFamily>(*family);
  curve.data = *chosen == 0 ? LatencyData::delays : LatencyData::quits;
  if (curve.data == LatencyData::quits && curve.family != CurveFamily::log_logistic && curve.family != CurveFamily::weibull)
    report(row.cell("family"), "family", fmt::format("quits are not fitted by \"{}\"", row.cell("family").text), "write log_logistic or weibull", diagnostics);
  curve.low_ms = preset.low_ms.value_or(0);
  curve.high_ms = preset.high_ms.value_or(0);
  preset.curve = curve;
}

void read_effect(PresetStudy& study, Diagnostics& diagnostics) {
  static const std::vector<std::string> effects{"curve", "points", "none"};
  const auto& row = study.row;
  const auto effect = read_choice(row.cell("effect"), "effect", effects, std::nullopt, diagnostics);
  if (!effect) return;
  study.effect = static_cast<PresetEffect>(*effect);
  if (*study.effect == PresetEffect::points) return refuse_cells(row, {"data", "family", "no_effect", "low_ms", "high_ms"}, diagnostics);
  read_range(row, study.preset, diagnostics);
  if (*study.effect == PresetEffect::curve) return read_curve(row, study.preset, diagnostics);
  refuse_cells(row, {"data", "family"}, diagnostics);
  is_missing(row, "no_effect", "write why there is no curve", diagnostics);
  study.preset.no_effect = row.cell("no_effect").text;
}

void read_words(const TableRow& row, LatencyPreset& preset, Diagnostics& diagnostics) {
  static const std::vector<std::string> answers{"no", "yes"};
  for (const auto* column : {"measured", "source", "date", "entered", "caveat"})
    is_missing(row, column, "a study without it is not shipped", diagnostics);
  const auto names = preset_populations();
  if (const auto who = read_choice(row.cell("population"), "population", names, std::nullopt, diagnostics)) preset.population = names[*who];
  preset.randomised = read_choice(row.cell("randomised"), "randomised", answers, std::nullopt, diagnostics) == std::size_t{1};
  check_study_date(row.cell("date"), diagnostics);
  check_date(row.cell("entered"), diagnostics);
  preset.measured = row.cell("measured").text, preset.source = row.cell("source").text, preset.caveat = row.cell("caveat").text;
  preset.date = row.cell("date").text, preset.entered = row.cell("entered").text;
  if (const auto cell = row.cell("sessions"); !cell.empty()) {
    const auto count = parse_count(cell.text);
    if (count) preset.sessions = static_cast<std::uint64_t>(*count.value);
    else report(cell, count.problem.code.c_str(), count.problem.message, count.problem.hint, diagnostics);
  }
}

}  // namespace

std::optional<double> preset_number(const TableCell& cell, const char* column, Diagnostics& diagnostics) {
  const auto number = parse_number(cell.text);
  if (!number) diagnostics.error(cell.place, number.problem.code, fmt::format("{}: {}", column, number.problem.message), number.problem.hint);
  return number.value;
}

PresetStudy* study_of(const TableRow& row, PresetEffect effect, std::vector<PresetStudy>& studies, Diagnostics& diagnostics) {
  const auto cell = row.cell("preset");
  const auto found = std::find_if(studies.begin(), studies.end(), [&](const auto& s) { return s.preset.name == cell.text; });
  if (found == studies.end()) {
    std::vector<std::string> names;
    for (const auto& s : studies) names.push_back(s.preset.name);
    const auto near = nearest_name(cell.text, names);
    report(cell, "preset", fmt::format("no preset is called \"{}\"", cell.text), near ? fmt::format("did you mean \"{}\"?", *near) : "add its row to presets.csv", diagnostics);
    return nullptr;
  }
  if (!found->effect) return nullptr;
  if (*found->effect == effect) return &*found;
  report(cell, "preset", fmt::format("\"{}\" has effect \"{}\" and takes no row here", cell.text, found->row.cell("effect").text), "delete the row, or mend its effect in presets.csv", diagnostics);
  return nullptr;
}

std::vector<PresetStudy> read_preset_studies(const Table& table, Diagnostics& diagnostics) {
  std::vector<PresetStudy> studies;
  RowNames names("the preset");
  for (const auto& row : table.rows) {
    if (names.refuses(row.cell("preset"), "preset", diagnostics)) continue;
    const auto errors = diagnostics.error_count();
    PresetStudy study;
    study.row = row;
    study.preset.name = row.cell("preset").text;
    read_words(row, study.preset, diagnostics);
    read_effect(study, diagnostics);
    if (diagnostics.error_count() != errors) study.effect.reset();
    studies.push_back(std::move(study));
  }
  return studies;
}

}  // namespace premortem
