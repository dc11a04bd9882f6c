#include "analysis/calendar_metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/in_parallel.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/iso_date.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

using Key = std::pair<std::string, std::string>;  // metric and cohort, folded


std::map<Key, MetricSeries> series_of(const Case& subject) {
  std::map<Key, MetricSeries> all;
  for (const auto& p : subject.history) {
    auto& s = all[{folded_name(p.metric), folded_name(p.cohort)}];
    if (s.points.empty()) s.metric = p.metric, s.cohort = p.cohort;
    s.points.push_back({*days_of(p.date), p.value, p.n});
  }
  for (auto& [key, s] : all) {
    const bool share = std::all_of(s.points.begin(), s.points.end(), [](const auto& p) { return p.n && p.value >= 0 && p.value <= 1; });
    s.kind = share ? MetricKind::share : MetricKind::mean;
  }
  return all;
}

/// The cohort's own limits, else those of the metric without a cohort; a floor and a ceiling may both be stated.
std::vector<const MetricFloor*> floors_of(const Case& subject, const MetricSeries& s) {
  std::vector<const MetricFloor*> own, general;
  for (const auto& f : subject.floors) {
    if (folded_name(f.metric) != folded_name(s.metric)) continue;
    if (folded_name(f.cohort) == folded_name(s.cohort)) own.push_back(&f);
    else if (f.cohort.empty()) general.push_back(&f);
  }
  return own.empty() ? general : own;
}

std::vector<PathEvent> path_events(const Case& subject) {
  std::vector<PathEvent> events;
  for (const auto& e : subject.events) events.push_back({*days_of(e.date), e.kind == EventKind::release || e.kind == EventKind::retrain});
  return events;
}

struct RetrainTerms {
  std::optional<RetrainCosts> costs;
  std::string why;
};

RetrainTerms retrain_terms(CaseAmounts& amounts) try {
  const auto planned = amounts.point("retrain_cost"), breach = amounts.point("breach_cost");
  if (!planned || !breach) return {{}, "add retrain_cost and breach_cost to assumptions.csv: when to retrain is where their costs balance"};
  if (*planned == 0) return {{}, "a planned retraining costs nothing (retrain_cost is 0): retrain as often as you like"};
  if (!(*breach > *planned)) return {{}, "a breach costs no more than a retraining that is planned: retrain on evidence only"};
  RetrainCosts costs;
  costs.preventive = *planned, costs.breach = *breach;
  costs.effectiveness = amounts.point_or("retrain_effectiveness", 1);
  return {costs, ""};
} catch (const Refusal& refusal) {
  return {{}, refusal.what()};  // a part that cannot be computed does not fail the others
}

void plan_retraining(std::int32_t as_of, const RetrainTerms& terms, CalendarMetric& m) {
  if (!terms.costs) {
    m.retrain_why = terms.why;
    return;
  }
  m.retrain = retrain_plan(as_of, m.forecast->days, *terms.costs);
  if (m.retrain.after_days) m.retrain_by = as_of + static_cast<std::int32_t>(*m.retrain.after_days);
  else m.retrain_why = m.retrain.why;
}

/// Whether the limits of today's level cross the limit: then it is to be validated now, trend or not.
bool may_be_beyond(const MetricForecast& f, const MetricLimit& limit) {
  if (!f.level.limits) return false;
  return limit.side == LimitSide::floor ? f.level.limits->low < limit.level : f.level.limits->high > limit.level;
}

void plan(std::int32_t as_of, const RetrainTerms& terms, CalendarMetric& m) {
  const auto& f = *m.forecast;
  if (!m.limit) {
    m.revalidate_why = m.retrain_why = "no floor or ceiling is stated";
    return;
  }
  for (const auto& d : f.days) m.confidence.push_back(day_confidence(d.probability_ever_beyond, m.tolerance));
  if (f.status == ForecastStatus::breached) {
    m.revalidate_by = as_of;
    m.retrain_why = "it is beyond its limit today";
    return;
  }
  if (f.status == ForecastStatus::no_date) {
    m.revalidate_why = m.retrain_why = f.why;
    if (may_be_beyond(f, *m.limit)) m.revalidate_by = as_of;
    return;
  }
  m.revalidate_by = revalidate_by(as_of, f.days, m.tolerance);
  if (!m.revalidate_by) m.revalidate_why = "not within what is forecast";
  plan_retraining(as_of, terms, m);
}

/// A metric against one of its limits, or against none.
struct WantedForecast {
  const MetricSeries* series;
  const MetricFloor* floor;
};

CalendarMetric assess_metric(const Case& subject, const WantedForecast& wanted, const RetrainTerms& terms, const CalendarAssessment& a) {
  const auto& s = *wanted.series;
  CalendarMetric m;
  m.metric = s.metric, m.cohort = s.cohort;
  if (const auto* floor = wanted.floor) {
    m.limit = floor->floor ? MetricLimit{*floor->floor, LimitSide::floor} : MetricLimit{*floor->ceiling, LimitSide::ceiling};
    m.tolerance = floor->tolerance.value_or(m.tolerance);
  } else {
    m.limit = a.settings.limit;
  }
  ForecastSettings settings;
  settings.confidence = a.settings.confidence, settings.as_of = *a.as_of, settings.horizon_days = a.horizon_days;
  settings.events = path_events(subject);
  for (const auto& e : settings.events)
    if (e.resets && e.day >= s.points.front().day && e.day <= *a.as_of + a.horizon_days) m.resets.push_back(e);
  for (const auto& [metric, drift] : a.settings.drift_per_day)
    if (folded_name(metric) == folded_name(s.metric)) settings.drift_per_day = drift;
  try {
    m.forecast = forecast_metric(s, m.limit, settings);
    plan(*a.as_of, terms, m);
  } catch (const Refusal& refusal) {
    m.why = m.revalidate_why = m.retrain_why = refusal.what();
  }
  return m;
}

}  // namespace

void assess_metrics(const Case& subject, CaseAmounts& amounts, CalendarAssessment& a) {
  if (subject.history.empty()) {
    a.metrics_why = "there is no history.csv (date, metric, value, n)";
    return;
  }
  const auto terms = retrain_terms(amounts);
  std::vector<WantedForecast> wanted;
  const auto all = series_of(subject);
  for (const auto& [key, s] : all) {
    const auto floors = floors_of(subject, s);
    for (const auto* floor : floors) wanted.push_back({&s, floor});
    if (floors.empty()) wanted.push_back({&s, nullptr});
  }
  a.metrics.resize(wanted.size());
  in_parallel(wanted.size(), a.settings.jobs, [&](std::size_t i, std::size_t) { a.metrics[i] = assess_metric(subject, wanted[i], terms, a); });
}

}  // namespace premortem
