#include "premortem/analysis/incident.hpp"

#include "analysis/harm_mode.hpp"
#include "analysis/one_period.hpp"
#include "premortem/core/rounding.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

constexpr double hours_per_day = 24;

HarmOverTime over(const ModeAssessment& m, double periods, double confidence) {
  HarmOverTime h;
  const Readings& r = m.standing();
  if (r.point) h.point = *r.point * periods;
  if (r.bound.interval) h.high = multiply_up(r.bound.interval->high, periods);
  if (h.high && m.period.mean == r.bound.interval->high) h.counted_high = counted_at_most(over_periods(m.period, periods), confidence);
  if (m.cost && m.cost->point) h.cost_point = *m.cost->point * periods;
  if (m.cost && m.cost->bound.interval) h.cost_high = multiply_up(m.cost->bound.interval->high, periods);
  return h;
}

}  // namespace

Incident during_incident(const Case& subject, const HarmAssessment& a, double hours) {
  Incident incident{hours, {}};
  for (const auto i : a.choice().modes) {
    const ModeAssessment& m = a.failure_modes[i];
    IncidentReading r;
    r.mode = i;
    const auto period = period_of(subject, subject.failure_modes[m.mode]);
    const auto days = days_in(period);
    if (days) {
      r.so_far = over(m, divide_up(hours, *days * hours_per_day), a.settings.confidence);
      r.next_hour = over(m, divide_up(1, *days * hours_per_day), a.settings.confidence);
    } else {
      r.why = period.empty() ? "no period is stated; write one in feature.csv (key period), or in the unit of the population: users per quarter"
                             : "the period \"" + period + "\" has no known length; write hour, day, week, month, quarter or year";
    }
    incident.failure_modes.push_back(std::move(r));
  }
  return incident;
}

}  // namespace premortem
