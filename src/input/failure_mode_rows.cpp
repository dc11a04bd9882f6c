#include <fmt/format.h>

#include <array>
#include <cmath>

#include "input/case_rows.hpp"
#include "input/row_names.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
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
  constexpr auto* counts = "harm_cap counts people";
  if (is_share_for_amount(cell, counts, context.diagnostics) || is_money_for_amount(cell, counts, "write how many", context) ||
      is_grouped_by_point(cell, context.diagnostics))
    return;
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
    if (const auto r = read_choice(row.cell("reversible"), mode.place.file == "risks.csv" ? "undo" : "reversible", reversible, 0, context.diagnostics))
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

}  // namespace premortem
