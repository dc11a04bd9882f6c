#include "input/risk_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "input/row_names.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 7> long_form{{{"undo", "reversible"},
                                                                        {"how we notice", "monitor"},
                                                                        {"owner", "owner"},
                                                                        {"roll back when", "rollback"},
                                                                        {"votes", "votes"},
                                                                        {"cost per harm", "cost_per_harm"},
                                                                        {"cap", "harm_cap"}}};

TableRow row_at(const TableRow& risk, const TableCell& place_of) {
  TableRow row;
  row.file = risk.file;
  row.line = risk.line;
  row.cells["failure_mode"] = {risk.cell("what breaks").text, place_of.place};
  return row;
}

/// A stage of the chain: the people, or one share of those before.
TableRow stage_row(const TableRow& risk, const std::string& column) {
  const TableCell cell = risk.cell(column);
  TableRow row = row_at(risk, cell);
  row.cells["stage"] = {column, cell.place};
  row.cells["best"] = cell;
  if (column == "people") row.cells["unit"] = {"people", cell.place};
  return row;
}

TableRow mode_row(const TableRow& risk) {
  TableRow row = row_at(risk, risk.cell("what breaks"));
  for (const auto& [short_column, long_column] : long_form) {
    const TableCell cell = risk.cell(short_column);
    const bool open = long_column == std::string("reversible") && (cell.text == "?" || folded_name(cell.text) == "tbd");
    if (!cell.empty() && !open) row.cells[long_column] = cell;
  }
  return row;
}

class RiskExpansion {
 public:
  RiskExpansion(Tables& tables, Diagnostics& diagnostics) : tables_(tables), diagnostics_(diagnostics) {
    for (const auto& row : table("harms.csv").rows) charted_.insert(folded_name(row.cell("failure_mode").text));
  }

  void add(const TableRow& risk, const std::vector<std::string>& shares) {
    const TableCell name = risk.cell("what breaks");
    if (names_.refuses(name, "what breaks", diagnostics_) || is_charted(name) || lacks_a_cell(risk, shares)) return;
    auto& harms = table("harms.csv").rows;
    harms.push_back(stage_row(risk, "people"));
    for (const auto& share : shares) harms.push_back(stage_row(risk, share));
    merge(mode_row(risk));
  }

 private:
  Table& table(const std::string& file) {
    Table& t = tables_[file];
    t.file = file;
    return t;
  }

  bool is_charted(const TableCell& name) {
    if (charted_.count(folded_name(name.text)) == 0) return false;
    diagnostics_.error(name.place, "duplicate", fmt::format("\"{}\" has its chain in harms.csv already", name.text), "keep one of the two");
    return true;
  }

  /// An empty share would be a silent 100%, or a silent nothing.
  bool lacks_a_cell(const TableRow& risk, const std::vector<std::string>& shares) {
    bool lacks = risk.cell("people").empty();
    if (lacks) diagnostics_.error(risk.cell("people").place, "missing_cell", "the cell people is empty", "write how many use it, such as 10M");
    for (const auto& share : shares) {
      const TableCell cell = risk.cell(share);
      if (!cell.empty()) continue;
      lacks = true;
      diagnostics_.error(cell.place, "missing_cell", fmt::format("the share \"{}\" of \"{}\" is empty", share, risk.cell("what breaks").text),
                         "write ? if nobody knows, or 100% if it leaves nobody out");
    }
    return lacks;
  }

  /// The row of failure_modes.csv on the same risk takes what risks.csv states; a cell stands in one of them.
  void merge(TableRow row) {
    auto& rows = table("failure_modes.csv").rows;
    const auto own = row.cell("failure_mode").text;
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.cell("failure_mode").text == own; });
    if (found == rows.end()) {
      rows.push_back(std::move(row));
      return;
    }
    for (const auto& [column, cell] : row.cells) {
      if (column == "failure_mode" || cell.empty()) continue;
      TableCell& there = found->cells[column];
      if (there.empty()) there = cell;
      else
        diagnostics_.error(cell.place, "duplicate", fmt::format("\"{}\" is stated in {} too, as \"{}\"", cell.text, to_string(there.place), there.text),
                           "keep one of the two");
    }
  }

  Tables& tables_;
  Diagnostics& diagnostics_;
  std::set<std::string> charted_;  // folded names of the failure modes that harms.csv holds
  RowNames names_{"the risk"};
};

}  // namespace

void expand_risks(Tables& tables, Diagnostics& diagnostics) {
  const auto risks = tables.find("risks.csv");
  if (risks == tables.end()) return;
  const Table short_form = risks->second;
  RiskExpansion expansion(tables, diagnostics);
  for (const auto& row : short_form.rows) expansion.add(row, short_form.others);
}

std::string long_form_column(const std::string& risk_column) {
  for (const auto& [short_column, long_column] : long_form)
    if (folded_name(risk_column) == folded_name(short_column)) return long_column;
  return "";
}

}  // namespace premortem
