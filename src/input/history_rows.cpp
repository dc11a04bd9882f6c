#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "input/case_rows.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

using Key = std::tuple<std::string, std::string, std::string>;

Key key_of(const HistoryPoint& p) { return {folded_name(p.metric), folded_name(p.cohort), p.date}; }

void report_duplicate(const HistoryPoint& point, const Place& before, Diagnostics& diagnostics) {
  diagnostics.error(point.place, "duplicate", fmt::format("\"{}\" on {} is already in {}", point.metric, point.date, to_string(before)), "keep one of the two rows, or name their cohorts");
}

/// A metric that nearly has the name of one that a monitor watches would not be replayed.
void warn_of_unwatched(const Case& subject, Diagnostics& diagnostics) {
  std::vector<std::string> watched;
  for (const auto& m : subject.monitors) watched.push_back(m.metric);
  std::set<std::string> seen;
  for (const auto& point : subject.history) {
    if (!seen.insert(folded_name(point.metric)).second) continue;
    const bool known = std::any_of(watched.begin(), watched.end(), [&](const auto& w) { return folded_name(w) == folded_name(point.metric); });
    const auto near = known ? std::nullopt : nearest_name(point.metric, watched);
    if (near) diagnostics.warn(point.place, "metric", fmt::format("no monitor watches \"{}\"", point.metric), fmt::format("did you mean \"{}\"?", *near));
  }
}

/// A value that the metric's monitor cannot show is a slip: 12 for 12%.
void check_against_monitors(const Case& subject, Diagnostics& diagnostics) {
  std::map<std::pair<std::string, std::string>, const Monitor*> counted;
  for (const auto& m : subject.monitors)
    if (m.statistic() != MonitorStatistic::normal) counted[{folded_name(m.metric), folded_name(m.cohort)}] = &m;
  warn_of_unwatched(subject, diagnostics);
  for (const auto& point : subject.history) {
    const auto found = counted.find({folded_name(point.metric), folded_name(point.cohort)});
    if (found == counted.end()) continue;
    const bool share = found->second->statistic() == MonitorStatistic::binomial;
    if (point.value >= 0 && (!share || point.value <= 1)) continue;
    const bool percent = share && point.value > 1 && point.value <= 100;
    diagnostics.error(point.place, share ? "probability" : "negative",
                      fmt::format("\"{}\" is {:.12g}, which {} counts cannot be", point.metric, point.value, share ? "a share of" : "events per exposure of"),
                      percent ? fmt::format("for a percentage write {:.12g}%", point.value) : "");
  }
}

/// Within a metric, and against the levels of the monitors that watch it.
void check_notations(const Case& subject, RowContext& context) {
  std::map<std::string, std::string> names;
  for (const auto& point : subject.history) names.emplace(folded_name(point.metric), point.metric);
  for (const auto& [folded, notation] : context.metric_notations) check_one_scale(names[folded], notation, context.diagnostics);
  for (const auto& m : subject.monitors) {
    const auto notation = context.metric_notations.find(folded_name(m.metric));
    if (notation == context.metric_notations.end() || m.statistic() != MonitorStatistic::normal) continue;  // counts are checked by what they can be
    for (const auto& [column, level] : {std::pair{"baseline", m.baseline}, std::pair{"bad_level", m.bad_level}})
      if (const auto cell = m.cells.find(column); cell != m.cells.end())
        if (differs_from_values({cell->second.text, cell->second.place}, level, column, m.metric, notation->second, context.diagnostics)) break;
  }
}

}  // namespace

void read_history(const Table& table, const std::optional<std::string>& as_of, Case& subject, RowContext& context) {
  std::map<Key, Place> taken;
  bool unsorted = false;
  std::map<std::pair<std::string, std::string>, std::string> latest;  // by metric and cohort
  for (const auto& row : table.rows) {
    const auto errors = context.diagnostics.error_count();
    HistoryPoint point{row.cell("date").text, row.cell("metric").text, row.cell("cohort").text, 0, {}, row.place()};
    for (const auto* column : {"date", "metric", "value"})
      if (row.cell(column).empty()) context.diagnostics.error(row.cell(column).place, "missing_cell", fmt::format("the cell {} is empty", column), "write it, or delete the row");
    check_date(row.cell("date"), context.diagnostics);
    point.value = read_computable_number(row.cell("value"), context).value_or(0);
    point.n = read_computable_number(row.cell("n"), context);
    if (point.n && !(*point.n > 0)) context.diagnostics.error(row.cell("n").place, "count", fmt::format("n is \"{}\", expected more than 0", row.cell("n").text), "empty the cell if it is not known");
    if (as_of && point.date > *as_of)  // ISO dates compare as text
      context.diagnostics.error(row.cell("date").place, "date", fmt::format("\"{}\" is after the date taken as today, {}", point.date, *as_of), "give a later --as-of, or leave the row out");
    if (context.diagnostics.error_count() != errors) continue;
    const auto [before, fresh] = taken.emplace(key_of(point), point.place);
    if (!fresh) {
      report_duplicate(point, before->second, context.diagnostics);
      continue;
    }
    take_notation(row.cell("value"), point.value, point.n.has_value(), context.metric_notations[folded_name(point.metric)], context.diagnostics);
    auto& last = latest[{point.metric, point.cohort}];
    unsorted = unsorted || point.date < last;
    last = std::max(last, point.date);
    subject.history.push_back(std::move(point));
  }
  check_notations(subject, context);
  check_against_monitors(subject, context.diagnostics);
  if (unsorted) context.diagnostics.warn({table.file, 0, 0}, "order", "the rows are not in the order of their dates and were sorted", "");
  std::stable_sort(subject.history.begin(), subject.history.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
}

}  // namespace premortem
