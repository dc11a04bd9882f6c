#include "input/case_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "input/expert_pool.hpp"
#include "input/row_names.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

bool is_identifier(const std::string& name) {
  const auto ok = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::all_of(name.begin(), name.end(), ok);
}

void check_date(const TableCell& cell, Diagnostics& diagnostics) {
  if (cell.empty()) return;
  if (const auto date = parse_date(cell.text); !date.value)
    diagnostics.error(cell.place, date.problem.code, date.problem.message, date.problem.hint);
}

/// Digits, points and signs would be taken for a part of the numbers.
void check_currency(const TableCell& cell, Diagnostics& diagnostics) {
  if (cell.text.find_first_of("0123456789.,+-% ") != std::string::npos)
    diagnostics.error(cell.place, "currency", fmt::format("the currency is \"{}\", expected a code or a sign", cell.text), "write USD, EUR, $ or the like");
}

std::string choices_text(std::span<const std::string> choices) {
  std::string text;
  for (const auto& c : choices)
    if (!c.empty()) text += (text.empty() ? "" : ", ") + c;
  return text;
}

}  // namespace

std::optional<std::size_t> read_choice(const TableCell& cell, const char* what, std::span<const std::string> choices,
                                       std::optional<std::size_t> fallback, Diagnostics& diagnostics) {
  if (cell.empty() && fallback) return fallback;
  const auto found = std::find(choices.begin(), choices.end(), cell.text);
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
      {"approver", &feature.approver},
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
    *field->second = value.text;
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
    auto leaf = read_leaf(row, name.text, name.text, "", context);
    if (!leaf || !check_unit(*leaf, leaf->unit_kind, context.diagnostics)) continue;
    const auto before = std::find_if(subject.leaves.begin(), subject.leaves.end(), [&](const auto& l) { return l.name == name.text; });
    const bool second_opinion = before != subject.leaves.end() && is_second_opinion(*before, *leaf);
    if (second_opinion) pool_expert(*before, std::move(*leaf), context.diagnostics);
    else if (!names.refuses(name, "name", context.diagnostics)) subject.leaves.push_back(std::move(*leaf));
  }
}

namespace {

/// What the cell says; nothing where it says that nobody knows.
std::string stated(const TableRow& row, const char* column) {
  const auto& text = row.cell(column).text;
  return text == "?" || folded_name(text) == "tbd" ? "" : text;
}

void read_mode_texts(const TableRow& row, FailureMode& mode) {
  mode.place = row.place();
  mode.description = stated(row, "description");
  mode.affected = stated(row, "affected");
  mode.harm_type = stated(row, "harm_type");
  mode.monitor = stated(row, "monitor");
  mode.detection_threshold = stated(row, "detection_threshold");
  mode.rollback = stated(row, "rollback");
  mode.switch_off = stated(row, "switch");
  mode.drilled = stated(row, "drilled");
  mode.owner = stated(row, "owner");
  mode.escalate_to = stated(row, "escalate_to");
  mode.telemetry = stated(row, "telemetry");
}

/// How often somebody looks where nobody watches, and how many of the room voted for it.
void read_mode_numbers(const TableRow& row, FailureMode& mode, RowContext& context) {
  const auto days = row.cell("audit_every_days"), votes = row.cell("votes");
  mode.audit_every_days = read_single_number(days, context);
  if (mode.audit_every_days && !(*mode.audit_every_days > 0))
    context.diagnostics.error(days.place, "days", fmt::format("audit_every_days is \"{}\", expected more than 0", days.text), "empty the cell if nobody ever looks");
  mode.votes = read_single_number(votes, context);
  if (mode.votes && (*mode.votes < 0 || std::floor(*mode.votes) != *mode.votes))
    context.diagnostics.error(votes.place, "count", fmt::format("votes is \"{}\", expected a whole number", votes.text), "");
}

void read_cap(const TableCell& cell, FailureMode& mode, RowContext& context) {
  if (is_share_for_amount(cell, "harm_cap counts people", context.diagnostics)) return;
  mode.harm_cap = read_single_number(cell, context);
  if (mode.harm_cap && *mode.harm_cap < 0)
    context.diagnostics.error(cell.place, "negative", fmt::format("harm_cap is \"{}\", below 0", cell.text), "write how many are at most acceptable");
}

/// The cost is one estimate for every option of the mode.
std::optional<std::size_t> read_cost(const TableRow& row, const std::string& mode, Case& subject, RowContext& context) {
  const auto cost = row.cell("cost_per_harm");
  if (cost.empty() || is_share_for_amount(cost, "cost_per_harm is an amount of money", context.diagnostics)) return std::nullopt;
  TableRow cost_row = row;
  cost_row.cells = {{"best", cost}};
  auto leaf = read_leaf(cost_row, cost_leaf_name(mode), "cost per harm", "", context);
  if (!leaf || !check_not_negative(*leaf, context.diagnostics)) return std::nullopt;
  subject.leaves.push_back(std::move(*leaf));
  return subject.leaves.size() - 1;
}

void copy_details(const FailureMode& from, FailureMode& to) {
  FailureMode copy = from;
  copy.stages = std::move(to.stages);
  copy.option = std::move(to.option);
  to = std::move(copy);
}

}  // namespace

void read_failure_modes(const Table& table, Case& subject, RowContext& context) {
  static const std::array<std::string, 4> reversible{"", "yes", "partly", "no"};
  RowNames names("the failure mode");
  for (const auto& row : table.rows) {
    const auto name = row.cell("failure_mode");
    if (names.refuses(name, "failure_mode", context.diagnostics)) continue;
    const auto modes = modes_named(name, subject, context.diagnostics);
    if (modes.empty()) continue;
    FailureMode& mode = *modes.front();
    read_mode_texts(row, mode);
    if (!mode.drilled.empty()) check_date(row.cell("drilled"), context.diagnostics);
    if (const auto r = read_choice(row.cell("reversible"), "reversible", reversible, 0, context.diagnostics))
      mode.reversible = static_cast<Reversible>(*r);
    read_cap(row.cell("harm_cap"), mode, context);
    read_mode_numbers(row, mode, context);
    mode.cost_leaf = read_cost(row, mode.name, subject, context);
    for (auto* other : modes)
      if (other != &mode) copy_details(mode, *other);
  }
}

std::vector<FailureMode*> modes_named(const TableCell& name, Case& subject, Diagnostics& diagnostics) {
  std::vector<FailureMode*> found;
  std::vector<std::string> known;
  for (auto& mode : subject.failure_modes) {
    if (mode.name == name.text) found.push_back(&mode);
    known.push_back(mode.name);
  }
  if (!found.empty()) return found;
  const auto near = nearest_name(name.text, known);
  const auto message = known.empty() ? fmt::format("\"{}\" has no chain: the case has no harms.csv", name.text)
                                     : fmt::format("harms.csv has no failure mode \"{}\"", name.text);
  diagnostics.error(name.place, "failure_mode", message, near            ? fmt::format("did you mean \"{}\"?", *near)
                                                                : known.empty() ? std::string("add harms.csv with its stages")
                                                                                : "add its stages to harms.csv");
  return found;
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
