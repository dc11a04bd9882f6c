#include "input/case_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

/// Reports a key that an earlier row already has; true if so.
bool is_duplicate(std::map<std::string, Place>& seen, const std::string& key, const Place& place, const char* what,
                  Diagnostics& diagnostics) {
  const auto [before, fresh] = seen.emplace(key, place);
  if (!fresh)
    diagnostics.error(place, "duplicate", fmt::format("{} \"{}\" stands already in {}", what, key, to_string(before->second)), "");
  return !fresh;
}

bool is_identifier(const std::string& name) {
  const auto ok = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::all_of(name.begin(), name.end(), ok);
}

void check_expires(const TableRow& row, Diagnostics& diagnostics) {
  const auto cell = row.cell("expires");
  if (cell.empty()) return;
  if (const auto date = parse_date(cell.text); !date.value)
    diagnostics.error(cell.place, date.problem.code, date.problem.message, date.problem.hint);
}

std::string choices_text(std::span<const std::string> choices) {
  std::string text;
  for (const auto& c : choices) text += (text.empty() ? "" : ", ") + c;
  return text;
}

/// Position of the cell's text among the choices; absent (and reported) if it is none; `fallback` if empty.
std::optional<std::size_t> read_choice(const TableCell& cell, const char* what, std::span<const std::string> choices,
                                       std::optional<std::size_t> fallback, Diagnostics& diagnostics) {
  if (cell.empty() && fallback) return fallback;
  const auto found = std::find(choices.begin(), choices.end(), cell.text);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  const auto near = nearest_name(cell.text, choices);
  diagnostics.error(cell.place, what, fmt::format("{} is \"{}\", expected {}", what, cell.text, choices_text(choices)),
                    near ? fmt::format("did you mean \"{}\"?", *near) : "");
  return std::nullopt;
}

}  // namespace

void read_feature(const Table& table, Feature& feature, Diagnostics& diagnostics) {
  const std::map<std::string, std::string*> fields{
      {"feature", &feature.name},       {"owner", &feature.owner},           {"decision_by", &feature.decision_by},
      {"period", &feature.period},      {"currency", &feature.currency},     {"summary", &feature.summary},
      {"giving_up", &feature.giving_up}, {"protecting", &feature.protecting}, {"betting_on", &feature.betting_on}};
  std::vector<std::string> known;
  for (const auto& [key, field] : fields) known.push_back(key);
  std::map<std::string, Place> seen;
  for (const auto& row : table.rows) {
    const auto key = row.cell("key"), value = row.cell("value");
    const auto field = fields.find(key.text);
    if (field == fields.end()) {
      const auto near = nearest_name(key.text, known);
      diagnostics.error(key.place, "key", fmt::format("unknown key \"{}\"", key.text),
                        near ? fmt::format("did you mean \"{}\"?", *near) : "known are " + choices_text(known));
      continue;
    }
    if (is_duplicate(seen, key.text, key.place, "the key", diagnostics)) continue;
    if (key.text == "decision_by" && !value.empty())
      if (const auto date = parse_date(value.text); !date.value)
        diagnostics.error(value.place, date.problem.code, date.problem.message, date.problem.hint);
    *field->second = value.text;
  }
}

void read_assumptions(const Table& table, Case& subject, RowContext& context) {
  std::map<std::string, Place> seen;
  for (const auto& row : table.rows) {
    const auto name = row.cell("name");
    if (!is_identifier(name.text)) {
      context.diagnostics.error(name.place, "name", fmt::format("\"{}\" is not a name", name.text),
                                "write small letters, digits and _, beginning with a letter: wrong_refund");
      continue;
    }
    check_expires(row, context.diagnostics);
    if (!row.cell("option").empty()) continue;  // belongs to one option, which the trade-off compares
    if (is_duplicate(seen, name.text, name.place, "the assumption", context.diagnostics)) continue;
    auto leaf = read_leaf(row, name.text, name.text, "", context);
    if (leaf && check_unit(*leaf, leaf->unit_kind, context.diagnostics)) subject.leaves.push_back(std::move(*leaf));
  }
}

void read_failure_modes(const Table& table, Case& subject, RowContext& context) {
  std::vector<std::string> known;
  for (const auto& mode : subject.failure_modes) known.push_back(mode.name);
  static const std::array<std::string, 4> reversible{"", "yes", "partly", "no"};
  std::map<std::string, Place> seen;
  for (const auto& row : table.rows) {
    const auto name = row.cell("failure_mode");
    const auto found = std::find(known.begin(), known.end(), name.text);
    if (found == known.end()) {
      const auto near = nearest_name(name.text, known);
      context.diagnostics.error(name.place, "failure_mode", fmt::format("harms.csv has no failure mode \"{}\"", name.text),
                                near ? fmt::format("did you mean \"{}\"?", *near) : "add its chain to harms.csv");
      continue;
    }
    if (is_duplicate(seen, name.text, name.place, "the failure mode", context.diagnostics)) continue;
    FailureMode& mode = subject.failure_modes[static_cast<std::size_t>(found - known.begin())];
    mode.place = row.place();
    mode.description = row.cell("description").text;
    mode.affected = row.cell("affected").text;
    mode.harm_type = row.cell("harm_type").text;
    mode.monitor = row.cell("monitor").text;
    mode.detection_threshold = row.cell("detection_threshold").text;
    mode.rollback = row.cell("rollback").text;
    mode.switch_off = row.cell("switch").text;
    mode.drilled = row.cell("drilled").text;
    mode.owner = row.cell("owner").text;
    mode.escalate_to = row.cell("escalate_to").text;
    if (const auto r = read_choice(row.cell("reversible"), "reversible", std::span(reversible).subspan(0), 0, context.diagnostics))
      mode.reversible = static_cast<Reversible>(*r);
    if (!mode.drilled.empty())
      if (const auto date = parse_date(mode.drilled); !date.value)
        context.diagnostics.error(row.cell("drilled").place, date.problem.code, date.problem.message, date.problem.hint);
    mode.harm_cap = read_single_number(row.cell("harm_cap"), context);
    if (mode.harm_cap && *mode.harm_cap < 0)
      context.diagnostics.error(row.cell("harm_cap").place, "negative", fmt::format("harm_cap is \"{}\", below 0", row.cell("harm_cap").text), "");
    const auto cost = row.cell("cost_per_harm");
    if (cost.empty()) continue;
    TableRow cost_row = row;
    cost_row.cells = {{"best", cost}};
    auto leaf = read_leaf(cost_row, mode.name + "/cost_per_harm", "cost per harm", "", context);
    if (!leaf || !check_not_negative(*leaf, context.diagnostics)) continue;
    mode.cost_leaf = subject.leaves.size();
    subject.leaves.push_back(std::move(*leaf));
  }
}

void read_gates(const Table& table, Case& subject, Diagnostics& diagnostics) {
  static const std::array<std::string, 3> verdicts{"pass", "fail", "unknown"};
  static const std::array<std::string, 5> kinds{"", "legal", "ethics", "safety", "quality"};
  std::map<std::string, Place> seen;
  for (const auto& row : table.rows) {
    const auto name = row.cell("gate");
    if (name.empty()) {
      diagnostics.error(row.place(), "missing_cell", "a gate without a name", "");
      continue;
    }
    if (is_duplicate(seen, name.text, name.place, "the gate", diagnostics)) continue;
    const auto verdict = read_choice(row.cell("verdict"), "verdict", verdicts, std::nullopt, diagnostics);
    const auto kind = read_choice(row.cell("kind"), "kind", kinds, 0, diagnostics);
    if (!verdict || !kind) continue;
    subject.gates.push_back({name.text, row.cell("kind").text, row.cell("evidence").text, row.cell("owner").text,
                             static_cast<GateVerdict>(*verdict), row.place()});
  }
}

}  // namespace premortem
