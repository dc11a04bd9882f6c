#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "input/case_rows.hpp"

namespace premortem {
namespace {

constexpr double largest = 1e30;  // far above any amount, and far below where sums overflow

/// Reports what an amount may not be. @return whether it may be used
bool check_amount(const TableCell& cell, std::optional<double> value, double least, const char* what, RowContext& context) {
  if (!value) return cell.empty();
  if (*value > largest) {
    context.diagnostics.error(cell.place, "range", fmt::format("\"{}\" is too large for {}, expected at most 1e30", cell.text, what), "");
    return false;
  }
  if (*value >= least) return true;
  context.diagnostics.error(cell.place, "negative", fmt::format("\"{}\" is too small for {}, expected at least {:g}", cell.text, what, least), "");
  return false;
}

/// A number of things, which money and shares are not.
std::optional<double> read_counted(const TableCell& cell, const char* what, RowContext& context) {
  const bool other = is_share_for_amount(cell, what, context.diagnostics) || is_money_for_amount(cell, what, "write how many", context);
  return other ? std::nullopt : read_single_number(cell, context);
}

std::optional<double> read_error(const TableCell& cell, RowContext& context) {
  if (is_money_for_amount(cell, "a share is expected here", "write the share, such as 5%", context)) return std::nullopt;
  const auto error = read_single_number(cell, context);
  if (error && *error > 1) {
    const bool percent = *error <= 100 && !is_written_as_share(cell);
    context.diagnostics.error(cell.place, "probability", fmt::format("the error \"{}\" is above 1", cell.text),
                              "it is the share of items that come out wrong" + (percent ? fmt::format("; for a percentage write {}%", cell.text) : ""));
  }
  return error;
}

}  // namespace

void read_demand(const Table& table, Case& subject, RowContext& context) {
  std::map<std::string, Place> taken;
  for (const auto& row : table.rows) {
    if (lacks(row, {"date", "volume"}, context.diagnostics)) continue;
    const auto errors = context.diagnostics.error_count();
    check_date(row.cell("date"), context.diagnostics);
    const auto volume = read_counted(row.cell("volume"), "a volume counts items", context);
    check_amount(row.cell("volume"), volume, 0, "a volume", context);
    const auto [before, fresh] = taken.emplace(row.cell("date").text, row.cell("date").place);
    if (!fresh) context.diagnostics.error(row.cell("date").place, "duplicate", fmt::format("{} is already in {}", before->first, to_string(before->second)), "keep one of the two rows");
    if (context.diagnostics.error_count() == errors && volume) subject.demand.push_back({row.cell("date").text, *volume, row.place()});
  }
  std::sort(subject.demand.begin(), subject.demand.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
}

void read_learning(const Table& table, Case& subject, RowContext& context) {
  for (const auto& row : table.rows) {
    if (lacks(row, {"examples", "error"}, context.diagnostics)) continue;
    const auto errors = context.diagnostics.error_count();
    const auto examples = read_counted(row.cell("examples"), "examples are counted", context);
    const auto error = read_error(row.cell("error"), context);
    const auto n = read_counted(row.cell("n"), "the items of a test set are counted", context);
    check_amount(row.cell("examples"), examples, 1, "a number of examples", context);
    check_amount(row.cell("error"), error, 0, "an error", context);
    check_amount(row.cell("n"), n, 1, "the size of a test set", context);
    if (context.diagnostics.error_count() == errors) subject.learning.push_back({*examples, *error, n, row.place()});
  }
  std::stable_sort(subject.learning.begin(), subject.learning.end(), [](const auto& a, const auto& b) { return a.examples < b.examples; });
}

}  // namespace premortem
