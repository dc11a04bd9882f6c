#include "input/case_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "input/expert_pool.hpp"
#include "input/named_leaves.hpp"
#include "input/row_names.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/models/assumption_names.hpp"

namespace premortem {
namespace {

/// Digits, points and signs would be taken for a part of the numbers.
void check_currency(const TableCell& cell, Diagnostics& diagnostics) {
  if (cell.text.find_first_of("0123456789.,+-% ") != std::string::npos)
    diagnostics.error(cell.place, "currency", fmt::format("the currency is \"{}\", expected a code or a sign", cell.text), "write USD, EUR, $ or the like");
}

/// A number of false alarms, above 0.
std::optional<double> read_budget(const TableCell& cell, Diagnostics& diagnostics) {
  const auto number = parse_people_number(cell.text);
  if (number.value && number.value->best && !number.value->low && *number.value->best > 0) return number.value->best;
  diagnostics.error(cell.place, "number", fmt::format("false_alarms_per_quarter is \"{}\", expected a number above 0", cell.text), "");
  return std::nullopt;
}

/// A cell that is written as money or as a share where the models, which know the name, take another number.
bool has_other_unit(const TableRow& row, const std::string& name, RowContext& context) {
  if (!is_assumption_name(name)) return false;
  const auto unit = unit_of_assumption(name);
  if (unit == AssumptionUnit::any) return false;
  const auto money = fmt::format("{} is an amount of money", name), amount = fmt::format("{} is an amount", name), none = fmt::format("{} is none", name);
  bool other = false;
  for (const auto* column : {"low", "best", "high"}) {
    const auto cell = row.cell(column);
    if (unit != AssumptionUnit::neither) other = is_share_for_amount(cell, (unit == AssumptionUnit::money ? money : amount).c_str(), context.diagnostics) || other;
    if (unit != AssumptionUnit::money) other = is_money_for_amount(cell, none.c_str(), "write the number alone", context) || other;
  }
  return other;
}

std::string choices_text(std::span<const std::string> choices) {
  std::string text;
  for (const auto& c : choices)
    if (!c.empty()) text += (text.empty() ? "" : ", ") + c;
  return text;
}

}  // namespace

bool lacks(const TableRow& row, std::initializer_list<const char*> columns, Diagnostics& diagnostics) {
  bool lacking = false;
  for (const auto* column : columns) {
    if (!row.cell(column).empty()) continue;
    lacking = true;
    diagnostics.error(row.cell(column).place, "missing_cell", fmt::format("the cell {} is empty", column), "write it, or delete the row");
  }
  return lacking;
}

void check_date(const TableCell& cell, Diagnostics& diagnostics) {
  if (cell.empty()) return;
  if (const auto date = parse_date(cell.text); !date.value)
    diagnostics.error(cell.place, date.problem.code, date.problem.message, date.problem.hint);
}

std::optional<std::size_t> read_choice(const TableCell& cell, const char* what, std::span<const std::string> choices,
                                       std::optional<std::size_t> fallback, Diagnostics& diagnostics) {
  if (cell.empty() && fallback) return fallback;
  const auto found = std::find_if(choices.begin(), choices.end(), [&](const auto& c) { return folded_name(c) == folded_name(cell.text); });
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  const auto near = nearest_name(cell.text, choices);
  const auto given = cell.empty() ? std::string("empty") : fmt::format("\"{}\"", cell.text);
  diagnostics.error(cell.place, what, fmt::format("{} is {}, expected {}", what, given, choices_text(choices)),
                    near ? fmt::format("did you mean \"{}\"?", *near) : "");
  return std::nullopt;
}

void read_feature(const Table& table, Feature& feature, Diagnostics& diagnostics) {
  const std::map<std::string, std::string*> fields{
      {"feature", &feature.name},       {"owner", &feature.owner},           {"decision_by", &feature.decision_by},
      {"approver", &feature.approver},     {"false_alarms_per_quarter", nullptr},
      {"period", &feature.period},      {"currency", &feature.currency},     {"summary", &feature.summary},
      {"giving_up", &feature.giving_up}, {"protecting", &feature.protecting}, {"betting_on", &feature.betting_on}};
  std::vector<std::string> known;
  for (const auto& [key, field] : fields) known.push_back(key);
  RowNames names("the key");
  for (const auto& row : table.rows) {
    const auto key = row.cell("key"), value = row.cell("value");
    const auto field = fields.find(key.text);
    if (field == fields.end() && !key.empty()) {
      const auto near = nearest_name(key.text, known);
      diagnostics.error(key.place, "key", fmt::format("unknown key \"{}\"", key.text),
                        near ? fmt::format("did you mean \"{}\"?", *near) : "known are " + choices_text(known));
      continue;
    }
    if (names.refuses(key, "key", diagnostics)) continue;
    if (key.text == "decision_by") check_date(value, diagnostics);
    if (key.text == "currency") check_currency(value, diagnostics);
    if (key.text == "false_alarms_per_quarter") feature.false_alarms_per_quarter = read_budget(value, diagnostics);
    else *field->second = value.text;
  }
}

void read_assumptions(const Table& table, Case& subject, RowContext& context) {
  RowNames names("the assumption", "keep one of the two rows, or name in both the expert who says it");
  for (const auto& row : table.rows) {
    const auto name = row.cell("name");
    if (row.cell("option").empty()) context.assumption_names.insert(name.text);
    if (!name.empty() && !is_identifier(name.text)) {
      context.diagnostics.error(name.place, "name", fmt::format("\"{}\" is not a name", name.text),
                                "write small letters, digits and _, beginning with a letter, such as wrong_refund");
      continue;
    }
    check_date(row.cell("expires"), context.diagnostics);
    if (!row.cell("option").empty()) continue;  // belongs to one option, which the trade-off compares
    if (name.empty()) {
      names.refuses(name, "name", context.diagnostics);
      continue;
    }
    const bool other_unit = has_other_unit(row, name.text, context);
    auto leaf = read_leaf(row, name.text, name.text, "", context);
    if (other_unit || !leaf || !check_unit(*leaf, leaf->unit_kind, context.diagnostics)) continue;
    const auto before = std::find_if(subject.leaves.begin(), subject.leaves.end(), [&](const auto& l) { return l.name == name.text; });
    const bool second_opinion = before != subject.leaves.end() && is_second_opinion(*before, *leaf);
    if (second_opinion) {
      set_unit_kind(*leaf, before->unit_kind);
      pool_expert(*before, std::move(*leaf), context.diagnostics);
    }
    if (!second_opinion && !names.refuses(name, "name", context.diagnostics)) subject.leaves.push_back(std::move(*leaf));
  }
}

void read_gates(const Table& table, Case& subject, Diagnostics& diagnostics) {
  static const std::array<std::string, 3> verdicts{"pass", "fail", "unknown"};
  static const std::array<std::string, 5> kinds{"", "legal", "ethics", "safety", "quality"};
  RowNames names("the gate");
  for (const auto& row : table.rows) {
    const auto name = row.cell("gate");
    if (names.refuses(name, "gate", diagnostics)) continue;
    const auto verdict = read_choice(row.cell("verdict"), "verdict", verdicts, std::nullopt, diagnostics);
    const auto kind = read_choice(row.cell("kind"), "kind", kinds, 0, diagnostics);
    if (!verdict || !kind) continue;
    subject.gates.push_back({name.text, row.cell("kind").text, row.cell("evidence").text, row.cell("owner").text,
                             static_cast<GateVerdict>(*verdict), row.place()});
  }
}

}  // namespace premortem
