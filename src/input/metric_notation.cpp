#include "input/metric_notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "input/row_number.hpp"

namespace premortem {
namespace {

constexpr const char* the_same_way = "write both the same way, with or without %";

/// One number is at most 1, the other above it, and their ratio is near 100.
bool hundred_times_apart(double a, double b) {
  const double small = std::min(std::abs(a), std::abs(b)), large = std::max(std::abs(a), std::abs(b));
  return small > 0 && small <= 1 && large > 1 && large / small > 30 && large / small < 300;
}

}  // namespace

void take_notation(const TableCell& cell, double value, bool has_n, MetricNotation& notation, Diagnostics& diagnostics) {
  notation.counted = notation.counted && has_n;
  notation.is_share = notation.is_share && has_n && value >= 0 && value <= 1;
  notation.last = cell, notation.last_value = value;
  if (value == 0) return;
  const bool share = is_written_as_share(cell);
  auto& same = share ? notation.share : notation.plain;
  const auto& other = share ? notation.plain : notation.share;
  if (!same) same = cell;
  if (!share) notation.plain_values.push_back(value);
  if (!share && std::abs(value) > 1 && !notation.above_one) notation.above_one = cell;
  if (!other || notation.mixed) return;
  notation.mixed = true;
  diagnostics.error(cell.place, "unit", fmt::format("the value is \"{}\" and that in {} \"{}\": one is written as a share and the other is not", cell.text, to_string(other->place), other->text),
                    the_same_way);
}

void check_one_scale(const std::string& metric, const MetricNotation& notation, Diagnostics& diagnostics) {
  constexpr double gap = 20;  // between two groups of values, of which one is in percent; a group by itself spans less
  auto values = notation.plain_values;
  std::sort(values.begin(), values.end());
  const auto first_above = std::upper_bound(values.begin(), values.end(), 1.0);
  if (values.empty() || values.front() <= 0 || first_above == values.begin() || first_above == values.end() || notation.mixed) return;
  const double small_from = values.front(), small_to = *(first_above - 1), large_from = *first_above / 100, large_to = values.back() / 100;
  const bool two_groups = large_from * 100 / small_to >= gap, one_place = large_from <= 3 * small_to && small_from <= 3 * large_to;
  if (!two_groups || !one_place || large_to > 1) return;
  const auto message = fmt::format("the values of \"{}\" are {:.12g} to {:.12g} and {:.12g} to {:.12g}, about a hundred times apart", metric, small_from, small_to, 100 * large_from, values.back());
  const auto place = notation.above_one->place;
  if (notation.counted) diagnostics.error(place, "unit", message, "if some are percentages, write them with % or all of them as shares");
  else diagnostics.warn(place, "unit", message, "if some are percentages, write them with % or all of them as shares");
}

bool differs_from_values(const TableCell& level, double value, const std::string& what, const std::string& metric, const MetricNotation& notation, Diagnostics& diagnostics) {
  if (value == 0) return false;
  const bool share = is_written_as_share(level);
  const auto& other = share ? notation.above_one : notation.share;
  if (other && (share || std::abs(value) > 1)) {
    diagnostics.error(level.place, "unit", fmt::format("{} is \"{}\" and the value in {} \"{}\": one is written as a share and the other is not", what, level.text, to_string(other->place), other->text),
                      the_same_way);
    return true;
  }
  if (notation.is_share && value > 1) {
    const bool percent = !share && value <= 100;
    diagnostics.error(level.place, "probability", fmt::format("{} is \"{}\", but the values of \"{}\" in history.csv are shares from 0 to 1", what, level.text, metric),
                      percent ? fmt::format("for a percentage write {}%", level.text) : "");
    return true;
  }
  if (!share && !notation.share && hundred_times_apart(value, notation.last_value))
    diagnostics.warn(level.place, "unit", fmt::format("{} is \"{}\" and the value in {} \"{}\", about a hundred times apart", what, level.text, to_string(notation.last.place), notation.last.text),
                     "if one of them is a percentage, write it with %");
  return false;
}

}  // namespace premortem
