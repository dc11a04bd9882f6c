#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "premortem/core/number_text.hpp"
#include "report/quantity_words.hpp"
#include "report/sweep_words.hpp"

namespace premortem {
namespace {

/// "users x2, exposed 0.1": where a point lies.
std::string place_of(const SweepResult& r, const std::vector<std::string>& row) {
  std::string text;
  for (std::size_t i = 0; i < r.plan->axes.size(); ++i) text += (i > 0 ? ", " : "") + r.plan->axes[i].name + " " + row[1 + i];
  return text;
}

/// Of the readings of a quantity asked for whole, the one that a decision should look at.
std::size_t read_output(const SweepResult& r) {
  const auto& first = r.columns.front();
  if (!first.ends_with(".point") || r.columns.size() < 5) return 0;
  return r.columns[4] == first.substr(0, first.size() - 6) + ".p95" ? 4 : 0;
}

/// How far the mean of the output goes over the values of each axis of a grid.
std::string strongest_axis(const SweepResult& r, std::size_t column) {
  if (r.plan->design.kind != SweepDesignKind::grid || r.plan->axes.size() < 2) return "";
  double most = 0;
  std::string text;
  for (std::size_t axis = 0; axis < r.plan->axes.size(); ++axis) {
    std::map<std::string, std::pair<double, double>> sums;  // by value: sum and count
    for (const auto& row : r.rows)
      if (const auto x = number_of_cell(row[column])) sums[row[1 + axis]].first += *x, sums[row[1 + axis]].second += 1;
    double low = INFINITY, high = -INFINITY;
    for (const auto& [value, sum] : sums) low = std::min(low, sum.first / sum.second), high = std::max(high, sum.first / sum.second);
    if (!(high - low > most)) continue;
    most = high - low;
    text = fmt::format(" {} moves it most: on average from {} to {}.", r.plan->axes[axis].name, signed_text(low, Rounding::nearest), signed_text(high, Rounding::nearest));
  }
  return text;
}

std::string reading_of_numbers(const SweepResult& r, std::size_t k, std::size_t column) {
  const std::vector<std::string>*lowest = nullptr, *highest = nullptr;
  double low = INFINITY, high = -INFINITY;
  std::size_t absent = 0;
  for (const auto& row : r.rows) {
    const auto x = number_of_cell(row[column]);
    if (!x) ++absent;
    if (x && *x < low) low = *x, lowest = &row;
    if (x && *x > high) high = *x, highest = &row;
  }
  const auto& today = r.today[k];
  const std::string now = today.number ? fmt::format("is {} today", signed_text(*today.number, Rounding::nearest)) : "has no value today";
  const std::string none = absent > 0 ? fmt::format(" It has no value at {}.", count_text(absent, "point")) : "";
  if (!lowest) return fmt::format("{} {} and none at any point of the sweep.", r.columns[k], now);
  if (low == high) return fmt::format("{} {}, and at every point that has one {}.{}", r.columns[k], now, signed_text(low, Rounding::nearest), none);
  return fmt::format("{} {}; it goes from {} ({}) to {} ({}).{}{}", r.columns[k], now, signed_text(low, Rounding::nearest), place_of(r, *lowest), signed_text(high, Rounding::nearest),
                     place_of(r, *highest), strongest_axis(r, column), none);
}

std::string reading_of_words(const SweepResult& r, std::size_t k, std::size_t column) {
  std::map<std::string, std::size_t> counts;
  for (const auto& row : r.rows) ++counts[row[column]];
  const auto& today = r.today[k].text;
  const auto same = counts.count(today) > 0 ? counts[today] : 0;
  std::string text = fmt::format("{} is {} today, and at {} of {} points", r.columns[k], today.empty() ? "absent" : "\"" + today + "\"", same, r.rows.size());
  const auto other = std::find_if(r.rows.begin(), r.rows.end(), [&](const auto& row) { return row[column] != today; });
  if (other == r.rows.end()) return text + ": nothing here changes it.";
  return text + fmt::format("; first it becomes {} at {}.", (*other)[column].empty() ? "absent" : "\"" + (*other)[column] + "\"", place_of(r, *other));
}

}  // namespace

std::string sweep_reading(const SweepResult& r) {
  if (!r.plan || r.rows.empty() || r.columns.empty()) return r.sensitivity ? r.sensitivity->reading : r.break_even ? r.break_even->sentence : "";
  const auto k = read_output(r), column = 1 + r.plan->axes.size() + k;
  const bool numbers = r.today[k].number || std::any_of(r.rows.begin(), r.rows.end(), [&](const auto& row) { return number_of_cell(row[column]).has_value(); });
  return numbers ? reading_of_numbers(r, k, column) : reading_of_words(r, k, column);
}

}  // namespace premortem
