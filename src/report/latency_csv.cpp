#include <fmt/format.h>

#include "premortem/report/latency_report.hpp"
#include "report/escape.hpp"

namespace premortem {
namespace {

std::string number(const std::optional<double>& x) { return x ? fmt::format("{}", *x) : std::string(); }
std::string low(const std::optional<Interval>& i) { return i ? fmt::format("{}", i->low) : std::string(); }
std::string high(const std::optional<Interval>& i) { return i ? fmt::format("{}", i->high) : std::string(); }
const char* yes_no(bool x) { return x ? "yes" : "no"; }

}  // namespace

std::string latency_csv(const LatencyOutcome& outcome) {
  const auto& a = outcome.changed.assessment;
  std::string text = "kind,name,latency_ms,p50_ms,p95_ms,p99_ms,abandonment,abandonment_low,abandonment_high,lost_sessions_per_year,cost_per_year,worth_per_year,passes,chosen,extrapolated\n";
  for (const auto& o : a.options)
    text += csv_row({"option", o.name, "", number(o.p50_ms), number(o.p95_ms), number(o.p99_ms), number(o.abandonment.value), low(o.abandonment.limits), high(o.abandonment.limits), number(o.lost_per_year), number(o.cost_per_year), number(o.worth_per_year),
                     o.passes ? yes_no(*o.passes) : "", yes_no(o.chosen), yes_no(o.extrapolated_share > 0.01)});
  for (const auto& p : a.at)
    text += csv_row({"at", "", number(p.latency_ms), "", "", "", number(p.reading.value), low(p.reading.limits), high(p.reading.limits), "", "", "", "", "", yes_no(p.reading.extrapolated)});
  for (const auto& l : a.latency_at)
    text += csv_row({"latency_at", "", number(l.reading.value_ms), "", "", "", number(l.abandonment), "", "", "", "", "", "", "", yes_no(l.reading.extrapolated)});
  const auto& b = a.budget;
  if (b.budget.multiplier) text += csv_row({"budget", b.option, "", number(b.p50_ms), number(b.p95_ms), number(b.p99_ms), number(b.max_abandonment), "", "", "", "", "", "", "", yes_no(b.budget.extrapolated)});
  for (const auto& c : a.cohorts)
    text += csv_row({"cohort", c.cohort, "", "", "", "", number(c.abandonment.value), low(c.abandonment.limits), high(c.abandonment.limits), "", "", "", "", "", ""});
  return text;
}

}  // namespace premortem
