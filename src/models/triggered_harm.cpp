#include "premortem/models/triggered_harm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/core/error.hpp"
#include "premortem/models/worst_level.hpp"

namespace premortem {
namespace {

/// Levels are counted from the one that harms nobody.
double harmless_level(const Monitor& m) {
  return m.statistic() == MonitorStatistic::normal || m.falls() ? m.baseline : 0;
}

/// Harmed a day per unit of distance from the harmless level.
double harmed_a_day(const Monitor& m, double exposure) {
  const double at_once = *m.exposures_per_day * exposure * *m.harm_per_exposure;
  return m.statistic() == MonitorStatistic::normal ? at_once / std::abs(m.bad_level - m.baseline) : at_once;
}

}  // namespace

double harmed_at(const Monitor& m, double level, double period_days, double exposure) {
  return harmed_a_day(m, exposure) * std::abs(level - harmless_level(m)) * period_days;
}

TriggeredHarm triggered_harm(const Monitor& m, const TriggerRule& rule, double harmed, double period_days, double exposure) {
  if (!m.exposures_per_day || !m.harm_per_exposure || *m.harm_per_exposure == 0 || m.harm_is_money)
    throw Refusal(fmt::format("\"{}\" does not say how many a bad exposure harms; give {} in monitors.csv", m.title(), !m.exposures_per_day ? "exposures_per_day" : "harm_per_exposure, in people"));
  const ControlChart chart = chart_of(m, rule, exposure);
  if (!has_exact_run_length(chart) || (m.phi != 0 && !rule.parameter("phi")))
    throw Refusal(fmt::format("the run length of \"{}\" is simulated, which is not done for every rate", text_of(rule)));
  const double sign = m.falls() ? -1 : 1, zero = harmless_level(m);
  const double distance = harmed / (harmed_a_day(m, exposure) * period_days), normal = std::abs(m.baseline - zero);
  TriggeredHarm t;
  t.limit_level = zero + sign * distance;
  if (m.statistic() == MonitorStatistic::binomial && (t.limit_level > 1 || t.limit_level < 0))
    throw Refusal(fmt::format("\"{}\" cannot show as many as the limit says: its share would have to be {:.6g}; check exposures_per_day and harm_per_exposure", m.title(), t.limit_level));
  t.at_most = harmed * std::min(1.0, normal / std::max(distance, normal));  // what lies within the normal level
  t.worst_level = zero + sign * std::min(distance, normal);
  t.days_at_limit = period_days, t.harm_at_limit = harmed, t.mean_days_at_limit = std::numeric_limits<double>::infinity();
  t.worst_is_normal = true;
  if (distance <= normal) return t.at_most = harmed, t;
  const double first_check = rule.parameter("phi") ? 1 / m.checks_per_day : 0;  // whose last value nobody knows: it is not counted on
  const auto delay_at = [&](double here) { return run_length(chart, step_at(m, rule, zero + sign * here, exposure).later); };
  const auto days_at = [&](double here) { return std::min(period_days, first_check + days_until_rollback(m, delay_at(here), period_days)); };
  t.mean_days_at_limit = first_check + days_to_rollback(m, mean(delay_at(distance)));
  t.days_at_limit = days_at(distance), t.harm_at_limit = harmed * t.days_at_limit / period_days;
  const auto place = [&](double share) { return normal + (distance - normal) * share; };
  constexpr double tolerance = 0.02;
  constexpr int most_looked_at = 60;
  const double within_normal = t.at_most;
  const auto worst = worst_level([&](double share) { return harmed * place(share) / distance / period_days; }, [&](double share) { return days_at(place(share)); }, period_days, tolerance,
                                 most_looked_at);
  if (worst.upper > t.at_most) t.at_most = std::min(harmed, worst.upper), t.worst_level = zero + sign * place(worst.at);
  t.worst_is_normal = worst.value <= within_normal;
  return t;
}

}  // namespace premortem
