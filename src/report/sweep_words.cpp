#include "report/sweep_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "premortem/core/nearest_name.hpp"
#include "premortem/core/number_text.hpp"
#include "report/quantity_words.hpp"

namespace premortem {
namespace {

std::size_t first_output(const SweepResult& r) { return 1 + r.plan->axes.size(); }

/// The texts of an axis' values as the cells of a grid of two axes have them.
std::vector<std::string> values_on(const SweepResult& r, std::size_t axis) {
  const auto across = static_cast<std::size_t>(size_of(r.plan->axes[1]).value_or(1)), down = static_cast<std::size_t>(size_of(r.plan->axes[0]).value_or(1));
  std::vector<std::string> values;
  for (std::size_t i = 0; i < (axis == 0 ? down : across); ++i)
    if (const auto row = axis == 0 ? i * across : i; row < r.rows.size()) values.push_back(r.rows[row][1 + axis]);
  return values;
}

/// The leaf that an axis sets whole; null where it sets a cell of one, or something else.
const Leaf* leaf_of(const SweepResult& r, std::size_t axis) {
  const auto& leaves = r.subject.leaves;
  const auto found = std::find_if(leaves.begin(), leaves.end(), [&](const Leaf& leaf) { return folded_name(leaf.name) == folded_name(r.plan->axes[axis].name); });
  return found == leaves.end() ? nullptr : &*found;
}

/// Which value of an axis is what the case states today: a multiple by 1, or the value of an estimate that is a single one. One with
/// a range is another thing than its best value alone.
std::optional<std::size_t> today_on(const SweepResult& r, std::size_t axis, const std::vector<std::string>& values) {
  const auto& a = r.plan->axes[axis];
  const auto* leaf = leaf_of(r, axis);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto number = i < a.values.size() ? a.values[i].number : number_of_cell(values[i].substr(a.multiples ? 1 : 0));  // after its x
    if (a.multiples && number == 1.0) return i;
    if (a.multiples || !leaf || leaf->shape != Shape::point || !leaf->best) continue;
    if (number && *number == *leaf->best * leaf->multiplier) return i;
  }
  return std::nullopt;
}

/// Of the five readings of a quantity asked for whole, two make tables.
bool makes_table(const std::string& column, const std::vector<std::string>& columns) {
  for (const auto* whole : {".mean", ".p05", ".p50"}) {
    if (!column.ends_with(whole)) continue;
    const auto name = column.substr(0, column.size() - std::string_view(whole).size());
    return std::find(columns.begin(), columns.end(), name + ".point") == columns.end();
  }
  return true;
}

/// Unstated: measured if it is data, else a guess.
std::string_view evidence_words(const Leaf& leaf) {
  if (leaf.evidence != Evidence::unstated) return name_of(leaf.evidence);
  return kind_of(leaf) == LeafKind::sampled ? "measured" : "guess";
}

std::string limits_text(double x, double low, double high) { return fmt::format("{:.3f} ({:.3f} to {:.3f})", x, low, high); }

}  // namespace

std::optional<double> number_of_cell(const std::string& cell) {
  double x = 0;
  const auto* end = cell.data() + cell.size();
  const auto parsed = std::from_chars(cell.data(), end, x);
  if (cell.empty() || parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return x;
}

std::string short_cell(const std::string& cell) {
  if (cell.empty()) return "none";
  const auto x = number_of_cell(cell);
  return x ? signed_text(*x, Rounding::nearest) : cell;
}

std::vector<TwoWay> two_way_tables(const SweepResult& r) {
  if (!r.plan || r.plan->axes.size() != 2 || r.plan->design.kind != SweepDesignKind::grid) return {};
  const auto rows = values_on(r, 0), columns = values_on(r, 1);
  std::vector<TwoWay> tables;
  for (std::size_t k = 0; k < r.columns.size(); ++k) {
    if (!makes_table(r.columns[k], r.columns)) continue;
    TwoWay t{k, rows, columns, {}, today_on(r, 0, rows), today_on(r, 1, columns)};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      t.cells.emplace_back();
      for (std::size_t j = 0; j < columns.size(); ++j) {
        const auto at = i * columns.size() + j;
        t.cells.back().push_back(at < r.rows.size() ? r.rows[at][first_output(r) + k] : "");
      }
    }
    tables.push_back(std::move(t));
  }
  return tables;
}

TextTable table_of(const SweepResult& r, const TwoWay& t) {
  TextTable table{{{r.plan->axes[0].name + " \\ " + r.plan->axes[1].name}}, {}};
  for (const auto& c : t.columns) table.columns.push_back({c, Align::right});
  for (std::size_t i = 0; i < t.rows.size(); ++i) {
    std::vector<std::string> row{t.rows[i]};
    for (std::size_t j = 0; j < t.columns.size(); ++j) {
      const auto text = short_cell(t.cells[i][j]);
      row.push_back(t.today_row == i && t.today_column == j ? "[" + text + "]" : text);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable point_table(const SweepResult& r, std::size_t most) {
  TextTable table{{{"id", Align::right}}, {}};
  for (const auto& axis : r.plan->axes) table.columns.push_back({axis.name, Align::right});
  for (const auto& name : r.columns) table.columns.push_back({name, Align::right});
  for (std::size_t i = 0; i < std::min(most, r.rows.size()); ++i) {
    std::vector<std::string> row;
    for (std::size_t j = 0; j < r.rows[i].size(); ++j) row.push_back(j < first_output(r) ? r.rows[i][j] : short_cell(r.rows[i][j]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable sensitivity_table(const SweepResult& r) {
  const auto& s = *r.sensitivity;
  constexpr auto R = Align::right;
  TextTable table{{{"estimate"}, {"its range", R}, {"output at its low", R}, {"at its high", R}, {"flips at", R}, {"alone", R}, {"with others", R}, {"worth knowing", R}, {"evidence"}}, {}};
  const auto text = [](const std::optional<double>& x) { return x ? signed_text(*x, Rounding::nearest) : std::string(); };
  for (const auto& row : s.rows) {
    const Leaf& leaf = r.subject.leaves[row.leaf];
    const bool tornado = s.kind == SensitivityKind::tornado;
    const auto& x = row.indices;
    table.rows.push_back({estimate_label(r.subject, row.leaf),
                          tornado ? signed_text(row.range.low, Rounding::nearest) + " to " + signed_text(row.range.high, Rounding::nearest) : "", text(row.low), text(row.high),
                          row.flip ? text(row.flip) : tornado && s.decides ? "no flip" : "", x ? limits_text(x->first, x->first_low, x->first_high) : "",
                          x ? limits_text(x->total, x->total_low, x->total_high) : "",
                          row.evppi ? fmt::format("{} (standard error {})", money_text(row.evppi->value, r.subject.feature.currency, Rounding::nearest), money_text(row.evppi->standard_error, r.subject.feature.currency, Rounding::nearest)) : "",
                          fmt::format("{} ({})", evidence_words(leaf), to_string(leaf.place))});
  }
  return table;
}

}  // namespace premortem
