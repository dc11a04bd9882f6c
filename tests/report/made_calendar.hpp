#pragma once
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "premortem/report/calendar_report.hpp"

namespace premortem::testing {

inline ForecastDay made_day(std::int32_t day, double beyond) { return {day, 0.93, 0.91, 0.95, beyond / 2, beyond}; }

/// 2026-11-20 and two weeks on.
inline constexpr std::int32_t made_today = 20777;

/// A metric with all that a forecast can give.
inline CalendarMetric made_metric() {
  CalendarMetric m;
  m.metric = "accuracy", m.cohort = "new \"accounts\"", m.limit = MetricLimit{0.9, LimitSide::floor};
  MetricForecast f;
  f.status = ForecastStatus::ok, f.model = ForecastModel::wiener, f.points = 12;
  f.drift_per_day = {-0.0005, Interval{-0.0009, -0.0001}, ""}, f.volatility = {0.002, Interval{0.001, 0.004}, ""}, f.level = {0.94, Interval{0.93, 0.95}, ""};
  f.drift_is_shown = true, f.noise_inflation = 1.8, f.residual_autocorrelation = -0.1;
  f.models = {{ForecastModel::wiener, 0.004, 6, ""}, {ForecastModel::level, 0.006, 6, ""}, {ForecastModel::seasonal, {}, 0, "two cycles were not seen"}, {ForecastModel::gamma_process, {}, 0, ""}};
  f.breach_p10 = made_today + 5, f.breach_p50 = made_today + 9, f.breach_p90 = made_today + 14;
  f.days = {made_day(made_today + 7, 0.05), made_day(made_today + 14, 0.4), made_day(made_today + 21, 0.9)};
  m.forecast = std::move(f);
  m.confidence = {DayConfidence::high, DayConfidence::medium, DayConfidence::low};
  m.revalidate_by = made_today + 8, m.retrain_by = made_today + 10;
  m.retrain.after_days = 10, m.retrain.cost_per_day = 12.5, m.retrain.retrains_per_year = 36;
  return m;
}

inline CalendarMetric not_forecast() {
  CalendarMetric m;
  m.metric = "recall", m.why = m.revalidate_why = m.retrain_why = "it has one value";
  return m;
}

inline CalendarMetric without_date() {
  auto m = made_metric();
  m.metric = "latency_p99", m.cohort = "", m.limit = MetricLimit{900, LimitSide::ceiling};
  auto& f = *m.forecast;
  f.status = ForecastStatus::no_date, f.why = "no drift beyond chance is shown", f.model = ForecastModel::level;
  f.breach_p10 = f.breach_p50 = f.breach_p90 = std::nullopt;
  f.drift_per_day = {0.01, {}, "too few points for limits"}, f.volatility = {{}, {}, "no wandering is shown"}, f.residual_autocorrelation = std::nullopt;
  m.revalidate_by = m.retrain_by = std::nullopt, m.revalidate_why = m.retrain_why = f.why, m.retrain = {};
  return m;
}

inline CalendarMetric breached() {
  auto m = made_metric();
  m.cohort = "";
  m.forecast->status = ForecastStatus::breached, m.forecast->breached_since = made_today - 30;
  m.forecast->breach_p10 = m.forecast->breach_p50 = m.forecast->breach_p90 = std::nullopt;
  m.revalidate_by = made_today, m.retrain_by = std::nullopt, m.retrain_why = "it is beyond its limit today";
  return m;
}

/// Forecast, but held against nothing.
inline CalendarMetric without_limit() {
  auto m = made_metric();
  m.limit = std::nullopt, m.confidence.clear();
  m.forecast->breach_p10 = m.forecast->breach_p50 = m.forecast->breach_p90 = std::nullopt;
  m.revalidate_by = m.retrain_by = std::nullopt, m.revalidate_why = m.retrain_why = "no floor or ceiling is stated";
  return m;
}

/// Only the first of the three dates is within what can be forecast, and nothing says when to retrain.
inline CalendarMetric dated_once() {
  auto m = made_metric();
  m.forecast->breach_p50 = m.forecast->breach_p90 = std::nullopt;
  m.retrain_by = std::nullopt, m.retrain_why = "add retrain_cost and breach_cost to assumptions.csv", m.retrain = {};
  return m;
}

inline FeatureDrift made_drift() {
  FeatureDrift d;
  d.feature = "length", d.reference_rows = 500, d.current_rows = 400, d.bins = 10;
  d.psi = 0.31, d.psi_debiased = 0.27, d.psi_floor = 0.08, d.psi_p = 1e-9, d.js = 0.04, d.ks = 0.2, d.ks_p = 0.001, d.wasserstein = 12.5, d.wasserstein_floor = 3.25, d.p_adjusted = 4e-9;
  d.listed = d.alarm = true;
  return d;
}

/// Words have neither KS nor Wasserstein; of one value alone there is nothing.
inline std::vector<FeatureDrift> made_drifts() {
  auto words = made_drift(), lone = made_drift(), endless = made_drift();
  words.feature = "language", words.cohort = "old", words.is_numeric = false, words.listed = words.alarm = false, words.psi_debiased = -0.01;
  words.ks = words.ks_p = words.wasserstein = words.wasserstein_floor = std::nullopt;
  lone = FeatureDrift{};
  lone.feature = "rare", lone.current_rows = 1, lone.why = "one of the windows has no value";
  endless.feature = "wide", endless.wasserstein = INFINITY;
  return {made_drift(), words, lone, endless};
}

inline LabelFreeEstimate made_label_free(bool labelled) {
  LabelFreeEstimate e;
  e.reference_labelled = 500, e.current_scored = 400, e.threshold = 0.5, e.tp = 90.5, e.fp = 9.5, e.tn = 270, e.fn = 30;
  e.accuracy = {0.9, Interval{0.88, 0.92}, {}, ""}, e.precision = {0.905, {}, {}, "no limits"}, e.recall = {{}, {}, {}, "nothing is positive"};
  e.condition = "Valid only if items with the same score are positive equally often.";
  if (labelled) e.current_labelled = 50, e.condition_p = 0.004, e.accuracy.actual = 0.8, e.precision.actual = 0.75;
  return e;
}

inline WatchPlan made_watch() {
  WatchPlan w;
  w.feedback = FeedbackReading{0.05, 0.3, 0.2, {0.05, 0.064, 0.082}, {0.04, 0.05, 0.06}, {0.06, 0.08, 0.11}, 6, "", 5, "A bias of 5% that feeds on itself passes 20% at round 6 (round 5 to 7)."};
  w.sizes = {{"observed", "What the run so far has shown", 200, {}, 0.015, "3 of 200.", ""},
             {"see_one", "How many trials show one", 299, 3, {}, "299 trials.", ""},
             {"bound_rate", "How many trials bound it", 473, {}, {}, "473 trials.", ""},
             {"ab_test", "How long an experiment must last", {}, {}, {}, "", "lift is 2; it must be below 1"},
             {"interviews", "What 5 of 5 interviews support", {}, {}, 0.549, "At least 54.9%.", ""}};
  return w;
}

inline CalendarResult made_calendar() {
  CalendarResult r;
  r.subject.title = "search", r.subject.inputs = {{"history.csv", std::string(64, 'a'), 12, 12, 0}};
  auto& a = r.assessment;
  a.as_of = made_today, a.settings.as_of = "2026-11-20";
  a.metrics = {made_metric(), not_forecast(), without_date(), breached(), without_limit(), dated_once()};
  a.events = {{made_today - 3, "v2", EventKind::release}, {made_today, "new year", EventKind::holiday}, {made_today + 9, "retrain", EventKind::retrain}, {made_today + 20, "law", EventKind::policy}, {made_today + 30, "fair", EventKind::other}};
  a.drift = made_drifts();
  a.gaps = {{GapKind::constant_now, "length", 0.5, "\"length\" is always 0 now.", true}, {GapKind::weekdays_missing, "", 0, "No row of a Sunday.", false}};
  a.label_free = made_label_free(true), a.watch = made_watch();
  a.findings = {{"drift", "", "\"length\" has drifted.", {{"psi", 0.31}}, true}, {"overdispersion", "old", "Values scatter.", {{"noise_inflation", INFINITY}}, false}};
  a.cautions = {"Dates take for granted that the past pattern continues."};
  a.decision = {Verdict::stop, "Stop: accuracy is below its floor.", {"accuracy is below its floor"}};
  return r;
}

/// Nothing but assumptions: a bias without a limit.
inline CalendarResult watch_alone() {
  CalendarResult r;
  r.subject.title = "bias";
  auto& a = r.assessment;
  a.metrics_why = "there is no history.csv", a.drift_why = a.label_free_why = "there are no windows of rows";
  a.watch.feedback = FeedbackReading{0.05, 0.3, {}, {0.05, 0.064}, {}, {}, {}, "no bias_limit is stated", {}, "A bias of 5% that feeds on itself."};
  a.decision = {Verdict::hold, "Hold: no floor is stated.", {"no floor is stated"}};
  return r;
}

/// Windows that were compared, without labels, and no bias is stated.
inline CalendarResult windows_alone() {
  auto r = watch_alone();
  auto& a = r.assessment;
  a.as_of = made_today;
  a.drift_why = a.label_free_why = "", a.drift = made_drifts(), a.label_free = made_label_free(false);
  a.watch = {}, a.watch.feedback_why = "it takes initial_bias and feedback_gain";
  a.decision = {Verdict::ship, "Ship: no drift beyond chance.", {}};
  return r;
}

/// A bias that does not reach its limit within what is shown, and metrics without windows.
inline CalendarResult history_alone() {
  auto r = made_calendar();
  auto& a = r.assessment;
  a.drift.clear(), a.gaps.clear(), a.label_free.reset(), a.drift_why = a.label_free_why = "there are no windows of rows";
  a.watch.feedback->crosses_at = a.watch.feedback->crosses_at_earliest = std::nullopt, a.watch.feedback->crosses_why = "nothing comes back";
  return r;
}

/// Assessments filled by hand that bring out every part of the document of `calendar`, present and absent; the first has most.
inline std::vector<std::pair<std::string, CalendarOutcome>> made_calendars() {
  return {{"metrics of every status, drift, labels, watch", {made_calendar(), {}}},
          {"assumptions alone", {watch_alone(), {}}},
          {"windows alone", {windows_alone(), {}}},
          {"history alone", {history_alone(), {}}},
          {"with what it was before --set", {history_alone(), made_calendar()}},
          {"with a base that has nothing in common", {watch_alone(), windows_alone()}}};
}

}  // namespace premortem::testing
