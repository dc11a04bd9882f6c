#include "premortem/analysis/calendar_explanation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/drift_explanation.hpp"
#include "premortem/core/iso_date.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

using Item = ExplainedItem;
using Names = std::vector<std::string>;

/// What the days of each model are computed by; docs/models/metric-forecast.md has the formulas.
std::string path_words(ForecastModel model) {
  switch (model) {
    case ForecastModel::wiener: return "steady drift (wiener): level + drift t + Wiener process; first passage in closed form, level, drift and scatter integrated over what the values leave open";
    case ForecastModel::gamma_process: return "only ever worse (gamma_process): jumps of a gamma process";
    case ForecastModel::local_linear_trend: return "changing drift (local_linear_trend): the drift wanders as well; after each check the state given that it was not beyond is taken to be normal";
    case ForecastModel::seasonal: return "drift and season (seasonal): steady drift and a cycle; after each check the state given that it was not beyond is taken to be normal";
    case ForecastModel::level: return "constant (level)";
  }
  return "";
}

std::string path_of(const CalendarAssessment& a, const CalendarMetric& m) {
  const auto alike = std::count_if(a.metrics.begin(), a.metrics.end(), [&](const auto& x) { return x.metric == m.metric && x.cohort == m.cohort; });
  std::string path = "metrics." + m.metric + (m.cohort.empty() ? "" : " (" + m.cohort + ")");
  if (alike > 1 && m.limit) path += m.limit->side == LimitSide::floor ? " floor" : " ceiling";
  return path + ".";
}

/// Which rows of the history it was computed from.
std::string values_note(const Case& subject, const CalendarAssessment& a, const CalendarMetric& m) {
  std::vector<const HistoryPoint*> own;
  for (const auto& p : subject.history)
    if (folded_name(p.metric) == folded_name(m.metric) && folded_name(p.cohort) == folded_name(m.cohort) && a.as_of && *days_of(p.date) <= *a.as_of) own.push_back(&p);
  const auto used = std::min(m.forecast->points, own.size());
  if (used == 0) return "no value of it was used";
  const auto* first = own[own.size() - used];
  const std::string reset = used < own.size() ? fmt::format(", since the last release or retraining ({} before it are left out)", own.size() - used) : "";
  return fmt::format("values: {} of {}, {} (line {}) to {} (line {}){}", used, first->place.file, first->date, first->place.line, own.back()->date, own.back()->place.line, reset);
}

/// The limit with the row it was read from; a limit of the command line has none.
std::string limit_note(const Case& subject, const CalendarMetric& m) {
  if (!m.limit) return "limit: none is stated";
  const bool floor = m.limit->side == LimitSide::floor;
  std::string place = "given on the command line";
  bool own = false;  // a cohort's own limit goes before that of the metric
  for (const auto& f : subject.floors) {
    const bool same = folded_name(f.cohort) == folded_name(m.cohort);
    if (own || folded_name(f.metric) != folded_name(m.metric) || !(same || f.cohort.empty()) || (floor ? f.floor : f.ceiling) != m.limit->level) continue;
    place = to_string(f.place), own = same;
  }
  return fmt::format("limit: at {} {} ({}), tolerance {}", floor ? "least" : "most", m.limit->level, place, m.tolerance);
}

std::vector<std::string> notes_of(const Case& subject, const CalendarAssessment& a, const CalendarMetric& m) {
  if (!m.forecast) return {limit_note(subject, m)};
  std::vector<std::string> notes{values_note(subject, a, m), limit_note(subject, m), "path: " + path_words(m.forecast->model)};
  for (const auto& f : m.forecast->models)
    if (f.model == m.forecast->model && f.crps) notes.push_back(fmt::format("it missed values that it had not seen by {:.4g} on average (CRPS, {} forecasts)", *f.crps, f.origins));
  notes.push_back("source: Durbin & Koopman (2012), Time Series Analysis by State Space Methods; docs/models/metric-forecast.md");
  return notes;
}

/// The items of one metric, all with the same notes.
struct MetricItems {
  std::vector<Item>& items;
  std::string path;
  std::vector<std::string> notes;

  void number(const std::string& name, const std::optional<double>& value, const std::string& why, const std::string& formula, const Names& assumptions = {}) const { items.push_back({path + name, value, why, formula, assumptions, notes, {}}); }
  void date(const std::string& name, const std::optional<std::int32_t>& day, const std::string& why, const std::string& formula, const Names& assumptions = {}) const {
    items.push_back({path + name, {}, why, formula, assumptions, notes, day ? iso_date(*day) : ""});
  }
};

std::string with_limits(const ForecastEstimate& e, double confidence) {
  return e.limits ? fmt::format("; {:.6g} to {:.6g} at {} confidence", e.limits->low, e.limits->high, confidence_text(confidence)) : "";
}

void add_estimates(const CalendarAssessment& a, const CalendarMetric& m, const MetricItems& add) {
  const auto& f = *m.forecast;
  const double confidence = a.settings.confidence;
  const bool known = std::any_of(a.settings.drift_per_day.begin(), a.settings.drift_per_day.end(), [&](const auto& d) { return folded_name(d.first) == folded_name(m.metric); });
  add.number("level", f.level.value, f.level.why, "the metric itself today, without the scatter of one measurement: mean of a mixture of Student's t" + with_limits(f.level, confidence));
  add.number("drift_per_day", f.drift_per_day.value, f.drift_per_day.why, known ? "taken as known: --set drift_per_day" : "mean slope of the path, positive upward, of a mixture of Student's t over the ratio of wandering to noise" + with_limits(f.drift_per_day, confidence));
  add.number("volatility", f.volatility.value, f.volatility.why, "standard deviation of the metric's own wandering, per root day" + with_limits(f.volatility, confidence));
  if (!f.days.empty()) add.number("noise_inflation", f.noise_inflation, "", "variance of one value over what its n explains; 1: no more than that");
}

void add_dates(const CalendarMetric& m, const MetricItems& add) {
  const auto& f = *m.forecast;
  const std::string none = !m.limit ? "no limit is stated" : f.status == ForecastStatus::breached ? "it is beyond its limit already" : f.status == ForecastStatus::no_date ? f.why : "not within what can be forecast";
  for (const auto& [name, day, share] : {std::tuple{"breach.p10", f.breach_p10, "10%"}, {"breach.p50", f.breach_p50, "50%"}, {"breach.p90", f.breach_p90, "90%"}})
    add.date(name, day, none, fmt::format("first day by which the probability that it has been beyond its limit at a check is at least {}", share));
  add.date("breached_since", f.breached_since, "it is not known to be beyond its limit", "first day of the stretch beyond the limit, of the smoothed metric, that has lasted until today");
  const bool now = m.revalidate_by && f.status != ForecastStatus::ok;
  add.date("revalidate_by", m.revalidate_by, m.revalidate_why,
           now ? (f.status == ForecastStatus::breached ? "today, since it is beyond its limit" : "today, since the limits of today's level cross the limit")
               : "first day on which the probability of having been beyond is above the tolerance, straight between the checks, rounded down");
  const Names costs{"retrain_cost", "breach_cost", "retrain_effectiveness"};
  const char* age = "age T that minimises (retrain_cost (1 - F(T)) + breach_cost F(T)) / (integral of 1 - F up to T), F(t) the probability of having been beyond by t; after Barlow & Hunter (1960)";
  add.date("retrain_by", m.retrain_by, m.retrain_why, age, costs);
  add.number("retrains_per_year", m.retrain_by ? m.retrain.retrains_per_year : std::nullopt, m.retrain_why, "365.25 / mean length of a cycle, planned or cut short by a breach", costs);
  add.number("retrain_cost_per_day", m.retrain_by ? m.retrain.cost_per_day : std::nullopt, m.retrain_why, "that smallest cost, a day, in the long run", costs);
}

void add_days(const CalendarMetric& m, const MetricItems& add) {
  const auto given = [&](double p) { return m.limit ? std::optional(p) : std::nullopt; };
  const std::string ever = "probability that it has been beyond its limit at a check by that day", none = m.limit ? "nothing is forecast" : "no limit is stated";
  const auto& days = m.forecast->days;
  add.number("probability", days.empty() ? std::nullopt : given(days.back().probability_ever_beyond), none, days.empty() ? ever : fmt::format("{}, {}", ever, iso_date(days.back().day)));
  for (const auto& d : days) {
    const std::string path = "days." + iso_date(d.day) + ".";
    add.number(path + "expected", d.expected, "", fmt::format("mean of the path on that day; {:.6g} to {:.6g} with 90%, without the scatter of one measurement", d.low, d.high));
    add.number(path + "probability_below", given(d.probability_beyond), none, "probability that it is beyond its limit on that day");
    add.number(path + "probability_ever_below", given(d.probability_ever_beyond), none, ever);
  }
}

std::vector<Item> items_of(const Case& subject, const CalendarAssessment& a) {
  std::vector<Item> items;
  for (const auto& m : a.metrics) {
    const MetricItems add{items, path_of(a, m), notes_of(subject, a, m)};
    if (!m.forecast) {
      for (const auto* name : {"level", "drift_per_day", "probability"}) add.number(name, {}, m.why, "of the path that is forecast");
      for (const auto* name : {"breach.p10", "breach.p50", "breach.p90", "revalidate_by", "retrain_by"}) add.date(name, {}, m.why, "of the path that is forecast");
      continue;
    }
    add_estimates(a, m, add), add_dates(m, add), add_days(m, add);
  }
  add_drift_items(subject, a.drift, items);
  if (const auto& f = a.watch.feedback)
    items.push_back({"feedback.crosses_at_round", f->crosses_at ? std::optional<double>(*f->crosses_at) : std::nullopt, f->limit ? f->crosses_why : "no bias_limit is stated", "first round n with b_n > bias_limit, b_0 = initial_bias, b_{n+1} = b_n + feedback_gain b_n (1 - b_n)",
                     {"initial_bias", "feedback_gain", "bias_limit"}, {"source: docs/models/feedback-loop.md"}, {}});
  return items;
}

}  // namespace

std::vector<std::string> explainable_calendar_names(const Case& subject, const CalendarAssessment& a) { return explainable_names(items_of(subject, a), "calendar"); }

Explanation explain_calendar(const Case& subject, const CalendarAssessment& a, const std::string& name) { return explain_item(subject, items_of(subject, a), "calendar", name); }

}  // namespace premortem
