#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "models/gap_finders.hpp"

namespace premortem {
namespace {

constexpr std::array<const char*, 7> weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

std::array<double, 7> rows_by_weekday(const WindowRows& window) {
  std::array<double, 7> rows{};
  for (const auto day : window.date)
    if (day != WindowRows::no_day) ++rows[static_cast<std::size_t>(((day % 7) + 7 + 3) % 7)];  // 1970-01-01 was a Thursday
  return rows;
}

/// What a column holds on a row, so that numbers and words compare alike; absent where it is missing.
std::optional<double> value_at(const ColumnView& view, std::size_t row) {
  if (view.is_numeric()) return std::isnan(view.numbers[row]) ? std::nullopt : std::optional(view.numbers[row]);
  const auto index = view.words->index[row];
  return view.words->names[index].empty() ? std::nullopt : std::optional<double>(index);
}

std::string text_at(const ColumnView& view, double value) {
  return view.is_numeric() ? fmt::format("{:.6g}", value) : fmt::format("\"{}\"", view.words->names[static_cast<std::size_t>(value)]);
}

/// A date's only value; absent where it has several.
struct DayValue {
  std::optional<double> only;
  double rows = 0;
};

std::map<std::int32_t, DayValue> by_day(const ColumnView& view, const std::vector<std::int32_t>& dates) {
  std::map<std::int32_t, DayValue> days;
  for (std::size_t row = 0; row < dates.size(); ++row) {
    const auto value = value_at(view, row);
    if (dates[row] == WindowRows::no_day || !value) continue;
    const auto [day, is_new] = days.try_emplace(dates[row], DayValue{value, 0});
    if (!is_new && day->second.only && *day->second.only != *value) day->second.only.reset();
    ++day->second.rows;
  }
  return days;
}

/// How many of the last dates hold one value and no other, and in how many of the steps before a date repeated the one before.
struct Tail {
  double dates = 0, rows = 0, value = 0;
  double steps = 0, repeats = 0;
};

void count_steps(const std::vector<DayValue>& days, std::size_t end, Tail& tail) {
  for (std::size_t i = 1; i < end; ++i) {
    ++tail.steps;
    tail.repeats += days[i].only && days[i - 1].only && *days[i].only == *days[i - 1].only;
  }
}

std::vector<DayValue> in_order(const std::map<std::int32_t, DayValue>& by_date) {
  std::vector<DayValue> days;
  for (const auto& [date, day] : by_date) days.push_back(day);
  return days;
}

Tail tail_of(const ColumnPair& pair, const Dated& windows) {
  const auto before = in_order(by_day(pair.reference, windows.reference.date)), now = in_order(by_day(pair.current, windows.current.date));
  Tail tail;
  std::size_t from = now.size();
  while (from > 0 && now[from - 1].only && (from == now.size() || *now[from - 1].only == *now[from].only)) tail.rows += now[--from].rows;
  tail.dates = static_cast<double>(now.size() - from);
  if (tail.dates > 0) tail.value = *now.back().only;
  count_steps(before, before.size(), tail);
  count_steps(now, from, tail);
  return tail;
}

void find_stale(const ColumnPair& pair, const Dated& windows, const GapSettings& settings, std::vector<CoverageGap>& gaps) {
  const auto tail = tail_of(pair, windows);
  if (tail.dates < 3 || tail.steps < 1) return;
  const double repeats = (tail.repeats + 1) / (tail.steps + 1);  // one more, so that few steps prove little
  if (std::pow(repeats, tail.dates - 1) > settings.each()) return;
  gaps.push_back({GapKind::stale, pair.name, tail.rows / static_cast<double>(windows.current.rows),
                  fmt::format("\"{}\" is {} on each of the last {:.0f} dates and on all of their rows; before, {:.0f} of {:.0f} dates repeated the one before", pair.name, text_at(pair.current, tail.value), tail.dates, tail.repeats, tail.steps), true});
}

/// The one value of a window's rows; absent with several or none.
std::optional<double> constant_of(const ColumnView& view, std::size_t rows, double& known) {
  std::optional<double> only;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto value = value_at(view, row);
    if (!value) continue;
    ++known;
    if (!only) only = value;
    else if (*only != *value) return std::nullopt;
  }
  return only;
}

}  // namespace

void find_weekday_gaps(const WindowRows& reference, const WindowRows& current, const GapSettings& settings, std::vector<CoverageGap>& gaps) {
  const auto before = rows_by_weekday(reference), now = rows_by_weekday(current);
  double dated = 0, all_before = 0, rows = 0;
  std::string names;
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    dated += now[day], all_before += before[day];
    if (before[day] > 0 || now[day] == 0) continue;
    rows += now[day];
    names += fmt::format("{}{}", names.empty() ? "" : ", ", weekdays[day]);
  }
  if (rows == 0 || all_before == 0) return;
  const double share = rows / dated;
  // So many reference rows would all have missed those days by chance with (1 - share)^n.
  const bool beyond_chance = all_before * std::log1p(-std::min(share, 1 - 1e-16)) <= std::log(settings.alpha);
  gaps.push_back({GapKind::weekdays_missing, "", rows / static_cast<double>(current.rows), fmt::format("the reference has no row of a {}, on which {} of the current rows lie", names, percent(share)), beyond_chance});
}

void find_frozen_values(const ColumnPair& pair, const Dated& windows, const GapSettings& settings, std::vector<CoverageGap>& gaps) {
  double n = 0, m = 0, same = 0;
  const auto now = constant_of(pair.current, windows.current.rows, m);
  if (!now) return find_stale(pair, windows, settings, gaps);
  const auto& words = pair.current.words;
  for (std::size_t row = 0; row < windows.reference.rows; ++row) {
    const auto value = value_at(pair.reference, row);
    if (!value) continue;
    ++n;
    same += words ? pair.reference.words->names[static_cast<std::size_t>(*value)] == words->names[static_cast<std::size_t>(*now)] : *value == *now;
  }
  double unused = 0;
  if (n == 0 || constant_of(pair.reference, windows.reference.rows, unused)) return;  // it never varied
  // The current rows all take the value by chance with share^m, of a share that the reference puts at (same + 1) / (n + 1) or so.
  if (m * std::log(std::min(1.0, (same + 1) / (n + 1))) > std::log(settings.each())) return;
  gaps.push_back({GapKind::constant_now, pair.name, m / static_cast<double>(windows.current.rows),
                  fmt::format("\"{}\" is {} on all {:.0f} current rows that have a value; in the reference {} were", pair.name, text_at(pair.current, *now), m, percent(same / n)), true});
}

}  // namespace premortem
