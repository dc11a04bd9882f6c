#include "report/number_difference.hpp"

#include <cmath>

#include "premortem/core/number_text.hpp"

namespace premortem {

std::vector<NumberDifference> number_differences(NamedNumbers before, const NamedNumbers& after) {
  std::vector<NumberDifference> out;
  for (const auto& [name, value] : after)
    if (value || before[name]) out.push_back({name, before[name], value});
  return out;
}

TextTable number_difference_table(const std::vector<WordDifference>& words, const std::vector<NumberDifference>& numbers) {
  constexpr auto R = Align::right;
  TextTable table{{{"quantity"}, {"base", R}, {"changed", R}, {"difference", R}}, {}};
  for (const auto& w : words)
    if (w.base != w.changed) table.rows.push_back({w.what, w.base, w.changed, ""});
  std::size_t unchanged = 0;
  const auto text = [](const std::optional<double>& x) { return x ? number_text(*x, Rounding::nearest) : std::string("?"); };
  for (const auto& d : numbers) {
    if (d.base == d.changed) {
      ++unchanged;
      continue;
    }
    const std::string by = d.base && d.changed ? (*d.changed > *d.base ? "+" : "-") + number_text(std::abs(*d.changed - *d.base), Rounding::nearest) : "?";
    table.rows.push_back({d.name, text(d.base), text(d.changed), by});
  }
  if (unchanged > 0) table.rows.push_back({table.rows.empty() ? "nothing changes" : "all others", count_text(unchanged, "number"), "", "0"});
  return table;
}

}  // namespace premortem
