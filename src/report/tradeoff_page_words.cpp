#include "report/tradeoff_page_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/number_text.hpp"
#include "report/tradeoff_words.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_alarms = 2;  // on the page
constexpr auto R = Align::right;

std::vector<std::string> point_row(const TradeoffResult& result, const std::string& what, const OperatingPoint& p) {
  const auto money = [&](std::optional<double> x) { return x ? money_text(*x, result.subject.feature.currency, Rounding::nearest) : std::string(); };
  return {what, p.text, estimate_text(p.recall), estimate_text(p.live_precision.value ? p.live_precision : p.precision),
          p.share_flagged.value ? percent_text(p.live_share_flagged.value_or(*p.share_flagged.value), Rounding::nearest) : "", money(p.cost_per_year)};
}

/// What stands today, what is recommended, and to flag all that has to be flagged to miss nothing.
TextTable point_table(const TradeoffResult& result) {
  const auto& rows = *result.assessment.rows;
  const bool live = rows.recommended.point.live_precision.value.has_value();
  TextTable table{{{"point"}, {"from score", R}, {"caught", R}, {live ? "right, live mix" : "right", R}, {live ? "flagged, live mix" : "flagged", R}, {"a year", R}}, {}};
  if (rows.today) table.rows.push_back(point_row(result, "today", *rows.today));
  if (rows.recommended.band) {
    const auto cells = band_cells(result);
    table.rows.push_back({"recommended", cells[0], cells[1], cells[3], cells[4], cells[6]});
  } else if (rows.recommended.exists) {
    table.rows.push_back(point_row(result, "recommended", rows.recommended.point));
  }
  const auto all = std::find_if(rows.points.begin(), rows.points.end(), [](const auto& p) { return p.counts.fn == 0; });
  if (all != rows.points.end()) table.rows.push_back(point_row(result, "missing nothing", *all));
  return table;
}

}  // namespace

TradeoffResult tradeoff_of(const HarmResult& result) { return {result.subject, *result.tradeoff}; }

bool harm_has_options(const Case& subject) {
  return std::any_of(subject.failure_modes.begin(), subject.failure_modes.end(), [](const auto& m) { return !m.option.empty(); });
}

TradeoffPageWords tradeoff_page_words(const TradeoffResult& result) {
  const auto& a = result.assessment;
  TradeoffPageWords words;
  if (a.options && a.options->chosen && !harm_has_options(result.subject)) words.table = option_table(result, OptionColumns::brief);
  else if (a.rows) words.table = point_table(result);
  words.lines = page_tradeoff_lines(result);
  std::size_t alarms = 0;
  for (const auto& f : a.findings)
    if (f.is_alarm && alarms++ < most_alarms) words.lines.push_back(f.message);
  if (alarms > most_alarms) words.lines.push_back(fmt::format("{} more findings: premortem tradeoff.", alarms - most_alarms));
  return words;
}

}  // namespace premortem
