#include <fmt/format.h>

#include "premortem/core/iso_date.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/report/calendar_report.hpp"
#include "premortem/report/icalendar.hpp"
#include "report/calendar_words.hpp"

namespace premortem {
namespace {

/// The entries of one metric; an entry keeps its uid when its date moves.
void add_metric(const CalendarResult& result, const CalendarMetric& m, std::vector<CalendarEntry>& entries) {
  const auto name = metric_name(m);
  const auto uid = [&](const char* what) { return stable_uid({result.subject.title, m.metric, m.cohort, what}); };
  const auto limit = m.limit ? fmt::format("its {} {}", m.limit->side == LimitSide::floor ? "floor" : "ceiling", m.limit->level) : std::string();
  if (m.revalidate_by)
    entries.push_back({uid("validate"), fmt::format("Validate {} again: {}", name, result.subject.title), fmt::format("From here on the probability that {} has passed {} is above {}.", name, limit, percent_text(m.tolerance, Rounding::nearest)), *m.revalidate_by});
  if (m.retrain_by) entries.push_back({uid("retrain"), fmt::format("Retrain for {}: {}", name, result.subject.title), "The costs of retraining and of a breach balance here.", *m.retrain_by});
  if (m.forecast && m.forecast->breach_p50) entries.push_back({uid("breach"), fmt::format("{} has passed {} by now, as likely as not: {}", name, limit, result.subject.title), "If the past pattern continues.", *m.forecast->breach_p50});
}

}  // namespace

std::string calendar_ics(const CalendarResult& result) {
  const auto& a = result.assessment;
  std::vector<CalendarEntry> entries;
  for (const auto& m : a.metrics) add_metric(result, m, entries);
  for (std::size_t i = 0; i < a.events.size(); ++i) {
    const auto& e = a.events[i];
    if (a.as_of && e.day > *a.as_of) entries.push_back({stable_uid({result.subject.title, e.event, iso_date(e.day)}), fmt::format("{}: {}", e.event, result.subject.title), event_kind_name(e.kind), e.day});
  }
  return icalendar(a.as_of.value_or(0), entries);
}

}  // namespace premortem
