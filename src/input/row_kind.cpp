#include "input/row_kind.hpp"

#include <algorithm>
#include <array>

#include "input/table_header.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {

bool all_blank(std::span<const std::string_view> cells) {
  return std::all_of(cells.begin(), cells.end(), [](auto c) { return without_blanks(c).empty(); });
}

bool is_total(std::span<const std::string_view> cells) {
  auto word = folded_name(without_blanks(cells.front()));
  if (word.ends_with(':')) word.pop_back();
  constexpr std::array<std::string_view, 6> totals{"total", "totals", "grand_total", "subtotal", "sub_total", "sum"};
  return std::find(totals.begin(), totals.end(), word) != totals.end();
}

bool may_be_called_total(std::string_view file) { return file == "quantities.csv"; }

}  // namespace premortem
