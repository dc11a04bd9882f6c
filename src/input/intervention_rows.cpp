#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "input/case_rows.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

/// Money and shares cannot be added to people.
bool is_no_count(const TableCell& cell, RowContext& context) {
  if (is_share_for_amount(cell, "harm_avoided counts who or what was not harmed", context.diagnostics)) return true;
  return is_money_for_amount(cell, "harm_avoided counts who or what was not harmed", "write how many; money may stand in evidence", context);
}

void read_harm_avoided(const TableCell& cell, Intervention& intervention, RowContext& context) {
  if (cell.empty() || is_no_count(cell, context)) return;
  const auto number = read_cell_number(cell, context);
  if (!number) return;
  const auto least = number->low ? number->low : number->best;
  if (least && *least < 0) {
    context.diagnostics.error(cell.place, "negative", fmt::format("harm_avoided is \"{}\", expected 0 or more", cell.text), "an intervention that did harm avoided none: write 0 and say so in evidence");
    return;
  }
  intervention.harm_low = number->low, intervention.harm_best = number->best, intervention.harm_high = number->high;
}

}  // namespace

void read_interventions(const Table& table, Case& subject, RowContext& context) {
  static const std::array<std::string, 3> kinds{"killed", "paused", "guarded"};
  std::map<std::tuple<std::string, std::string, std::string>, Place> taken;
  for (const auto& row : table.rows) {
    const auto errors = context.diagnostics.error_count();
    Intervention i{row.cell("date").text, row.cell("feature").text, row.cell("evidence").text, InterventionKind::guarded, {}, {}, {}, row.place()};
    for (const auto* column : {"date", "feature"})
      if (row.cell(column).empty()) context.diagnostics.error(row.cell(column).place, "missing_cell", fmt::format("the cell {} is empty", column), "write it, or delete the row");
    check_date(row.cell("date"), context.diagnostics);
    const auto kind = read_choice(row.cell("kind"), "kind", kinds, std::nullopt, context.diagnostics);
    if (kind) i.kind = static_cast<InterventionKind>(*kind);
    read_harm_avoided(row.cell("harm_avoided"), i, context);
    if (context.diagnostics.error_count() != errors) continue;
    const auto [before, fresh] = taken.emplace(std::tuple(i.date, folded_name(i.feature), folded_name(row.cell("kind").text)), i.place);
    if (!fresh) context.diagnostics.error(i.place, "duplicate", fmt::format("\"{}\" {} on {} is already in {}", i.feature, row.cell("kind").text, i.date, to_string(before->second)), "keep one of the two rows");
    else subject.interventions.push_back(std::move(i));
  }
  std::stable_sort(subject.interventions.begin(), subject.interventions.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
}

}  // namespace premortem
