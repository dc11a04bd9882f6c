#include "input/overridden_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

/// What an estimate is made of.
bool is_of_estimate(const std::string& column) {
  constexpr std::array<std::string_view, 9> columns{"best", "low", "high", "shape", "k", "n", "source", "assumption", "evidence"};
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool share_a_row(const OverriddenCells& a, const OverriddenCells& b) {
  return a.file == b.file && std::any_of(a.rows.begin(), a.rows.end(), [&](auto row) { return std::find(b.rows.begin(), b.rows.end(), row) != b.rows.end(); });
}

bool scales_whole(const OverriddenCells& cells) { return cells.scales && !cells.column; }

std::string said(const OverriddenCells& cells) { return fmt::format("{} \"{}{}\"", cells.option, printable(cells.name), cells.scales && cells.option == "--set" ? "*=" : ""); }

}  // namespace

bool overlap(const OverriddenCells& a, const OverriddenCells& b) {
  if (!share_a_row(a, b)) return false;
  if (a.column && b.column) return *a.column == *b.column;
  const auto& column = a.column ? a.column : b.column;
  if (column && !is_of_estimate(*column)) return false;
  if (scales_whole(a) == scales_whole(b)) return true;
  const auto& factor = scales_whole(a) ? a : b;
  const auto& stated = scales_whole(a) ? b : a;
  return stated.option != "--set" || (factor.option != "--set" && !stated.column);
}

void require_apart(const std::vector<OverriddenCells>& overrides) {
  const auto& last = overrides.back();
  for (auto earlier = overrides.begin(); earlier != overrides.end() - 1; ++earlier) {
    if (!overlap(*earlier, last)) continue;
    if (earlier->option == last.option && earlier->name == last.name) throw UsageError(fmt::format("{} changes \"{}\" twice; give it once", last.option, printable(last.name)));
    const bool one_is_whole = earlier->column.has_value() != last.column.has_value();
    throw UsageError(fmt::format("{} and {} {}; give one of them", said(*earlier), said(last), one_is_whole ? "change an estimate and a cell of it" : "change the same cell"));
  }
}

}  // namespace premortem
