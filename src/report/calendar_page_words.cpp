#include "report/calendar_page_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/calendar_words.hpp"

namespace premortem {
namespace {

constexpr int strip_width = 1000;
constexpr std::size_t most_metrics = 5;  // of what fits beside everything else on one sheet

std::string weeks_words(const CalendarMetric& m) {
  std::string words;
  for (std::size_t i = 0; i < m.confidence.size();) {
    std::size_t end = i;
    while (end < m.confidence.size() && m.confidence[end] == m.confidence[i]) ++end;
    words += fmt::format("{}{} confidence for {} weeks", words.empty() ? "" : ", then ", confidence_name(m.confidence[i]), end - i);
    i = end;
  }
  return words.empty() ? "no forecast" : words;
}

CalendarStrip strip_of(const CalendarMetric& m, const CalendarAssessment& a) {
  CalendarStrip strip;
  strip.words = metric_name(m) + ": " + weeks_words(m);
  const auto at = [&](std::size_t i) { return static_cast<int>(i * strip_width / m.confidence.size()); };
  const auto letters = confidence_strip(m);
  for (std::size_t i = 0; i < letters.size();) {
    const auto end = std::min(letters.find_first_not_of(letters[i], i), letters.size());
    strip.segments.push_back({at(i), at(end) - at(i), confidence_name(m.confidence[i]), std::string(1, letters[i])});
    i = end;
  }
  if (strip.segments.empty()) return strip;
  const int days = m.forecast->days.back().day - *a.as_of;
  for (const auto& e : a.events)
    if (e.day > *a.as_of && e.day <= *a.as_of + days) strip.events.push_back((e.day - *a.as_of) * strip_width / days);
  return strip;
}

/// What is beyond its limit or has a date, then the rest; each as the history lists it.
std::vector<const CalendarMetric*> by_need(const CalendarAssessment& a) {
  std::vector<const CalendarMetric*> metrics;
  for (const auto& m : a.metrics)
    if (m.limit) metrics.push_back(&m);
  const auto need = [](const CalendarMetric& m) { return m.forecast && m.forecast->status == ForecastStatus::breached ? 0 : m.revalidate_by ? 1 : 2; };
  std::stable_sort(metrics.begin(), metrics.end(), [&](const auto* x, const auto* y) { return need(*x) < need(*y); });
  if (metrics.size() > most_metrics) metrics.resize(most_metrics);
  return metrics;
}

void add_row(const CalendarMetric& m, const CalendarAssessment& a, CalendarPageWords& words) {
  auto row = page_metric_row(m);
  row.push_back(confidence_strip(m));
  words.table.rows.push_back(std::move(row));
  words.strips.push_back(strip_of(m, a));
}

}  // namespace

CalendarResult calendar_of(const HarmResult& result) { return {result.subject, *result.calendar}; }

CalendarPageWords calendar_page_words(const CalendarResult& result) {
  const auto& a = result.assessment;
  CalendarPageWords words;
  words.table.columns = page_metric_columns();
  words.table.columns.push_back({"next 26 weeks"});
  for (const auto* m : by_need(a)) add_row(*m, a, words);
  words.key = "H: within tolerance, M: up to one half, L: likelier than not to have passed the limit";
  const auto limited = static_cast<std::size_t>(std::count_if(a.metrics.begin(), a.metrics.end(), [](const auto& m) { return m.limit.has_value(); }));
  for (const auto& f : a.findings)
    if (f.is_alarm) words.lines.push_back(f.message);
  for (auto& line : metric_lines(result))
    if (words.lines.size() < 3) words.lines.push_back(std::move(line));
  if (limited > most_metrics) words.lines.push_back(fmt::format("{} more metrics: premortem calendar.", limited - most_metrics));
  for (const auto& e : a.events)
    if (e.day > *a.as_of) words.lines.push_back(fmt::format("{}: {}.", day_text(e.day), e.event));
  return words;
}

}  // namespace premortem
