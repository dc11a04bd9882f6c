#include <algorithm>

#include "premortem/core/iso_date.hpp"
#include "premortem/report/calendar_report.hpp"
#include "report/calendar_difference.hpp"
#include "report/calendar_part_json.hpp"
#include "report/calendar_words.hpp"
#include "report/estimate_json.hpp"
#include "report/verb_json.hpp"

namespace premortem {
namespace {

std::optional<std::string> date_of(const std::optional<std::int32_t>& day) { return day ? std::optional(iso_date(*day)) : std::nullopt; }

void put_forecast_estimate(Json& into, const std::string& name, const ForecastEstimate& e) { put_estimate(into, name, {e.value, e.limits, e.why}); }

Json day_json(const ForecastDay& d, const CalendarMetric& m, std::size_t i) {
  Json out{{"date", iso_date(d.day)}, {"expected", d.expected}, {"low", d.low}, {"high", d.high}};
  const bool limited = m.limit.has_value();
  put(out, "probability_below", limited ? std::optional(d.probability_beyond) : std::nullopt, "no limit is stated");
  put(out, "probability_ever_below", limited ? std::optional(d.probability_ever_beyond) : std::nullopt, "no limit is stated");
  put(out, "confidence", i < m.confidence.size() ? std::optional(confidence_name(m.confidence[i])) : std::nullopt, "no limit is stated");
  return out;
}

Json breach_json(const CalendarMetric& m) {
  Json out;
  const auto* f = m.forecast ? &*m.forecast : nullptr;
  const std::string why = !f ? m.why : f->status == ForecastStatus::ok ? (m.limit ? "not within what can be forecast" : "no limit is stated") : f->status == ForecastStatus::breached ? "it is beyond its limit already" : f->why;
  put(out, "p10", f ? date_of(f->breach_p10) : std::nullopt, why);
  put(out, "p50", f ? date_of(f->breach_p50) : std::nullopt, why);
  put(out, "p90", f ? date_of(f->breach_p90) : std::nullopt, why);
  return out;
}

Json models_json(const MetricForecast& f) {
  Json out = Json::array();
  for (const auto& m : f.models) {
    Json fit{{"model", forecast_model_name(m.model)}, {"forecasts", m.origins}};
    put(fit, "crps", m.crps, m.why);
    out.push_back(std::move(fit));
  }
  return out;
}

/// What is only there where a forecast was made.
void put_forecast(Json& out, const CalendarMetric& m) {
  const auto* f = m.forecast ? &*m.forecast : nullptr;
  const MetricForecast none;
  const auto& x = f ? *f : none;
  put(out, "model", f ? std::optional(forecast_model_name(x.model)) : std::nullopt, m.why);
  put_forecast_estimate(out, "drift_per_day", f ? x.drift_per_day : ForecastEstimate{{}, {}, m.why});
  put_forecast_estimate(out, "volatility", f ? x.volatility : ForecastEstimate{{}, {}, m.why});
  put_forecast_estimate(out, "level", f ? x.level : ForecastEstimate{{}, {}, m.why});
  put(out, "drift_is_shown", f ? std::optional(x.drift_is_shown) : std::nullopt, m.why);
  put(out, "points", f ? std::optional(x.points) : std::nullopt, m.why);
  put(out, "noise_inflation", f ? std::optional(x.noise_inflation) : std::nullopt, m.why);
  put(out, "residual_autocorrelation", x.residual_autocorrelation, "too few points");
  out["status"] = status_name(x.status);
  put(out, "why", f && x.status == ForecastStatus::ok ? std::nullopt : std::optional(f && x.status == ForecastStatus::breached ? "beyond its limit" : f ? x.why : m.why), "a forecast was made");
  put(out, "breached_since", date_of(x.breached_since), "it is not known to be beyond its limit");
}

const ForecastFit* fit_taken(const CalendarMetric& m) {
  if (!m.forecast) return nullptr;
  for (const auto& f : m.forecast->models)
    if (f.model == m.forecast->model) return &f;
  return nullptr;
}

Json metric_json(const CalendarMetric& m) {
  Json out{{"metric", m.metric}, {"cohort", m.cohort}};
  const bool floor = m.limit && m.limit->side == LimitSide::floor;
  put(out, "floor", floor ? std::optional(m.limit->level) : std::nullopt, m.limit ? "it has a ceiling" : "none is stated");
  put(out, "ceiling", m.limit && !floor ? std::optional(m.limit->level) : std::nullopt, m.limit ? "it has a floor" : "none is stated");
  out["tolerance"] = m.tolerance;
  put_forecast(out, m);
  out["breach"] = breach_json(m);
  out["days"] = Json::array();
  if (m.forecast)
    for (std::size_t i = 0; i < m.forecast->days.size(); ++i) out["days"].push_back(day_json(m.forecast->days[i], m, i));
  put(out, "revalidate_by", date_of(m.revalidate_by), m.revalidate_why);
  put(out, "retrain_by", date_of(m.retrain_by), m.retrain_why);
  put(out, "retrains_per_year", m.retrain_by ? m.retrain.retrains_per_year : std::nullopt, m.retrain_why);
  put(out, "retrain_cost_per_day", m.retrain_by ? m.retrain.cost_per_day : std::nullopt, m.retrain_why);
  const auto* taken = fit_taken(m);
  put(out, "score", taken ? taken->crps : std::nullopt, taken ? taken->why : m.why);
  out["models"] = m.forecast ? models_json(*m.forecast) : Json::array();
  return out;
}

Json feedback_json(const FeedbackReading& f) {
  Json out{{"initial", f.initial}, {"gain", f.gain}};
  put(out, "limit", f.limit, "no bias_limit is stated");
  put(out, "crosses_at_round", f.crosses_at, f.limit ? f.crosses_why : "no bias_limit is stated");
  put(out, "crosses_at_round_at_the_earliest", f.crosses_at_earliest, f.limit ? "never, for any value within the limits" : "no bias_limit is stated");
  out["path"] = f.path, out["path_low"] = f.path_low, out["path_high"] = f.path_high;
  out["sentence"] = f.sentence;
  return out;
}

Json size_json(const SampleSizeReading& s) {
  Json out{{"kind", s.kind}, {"question", s.question}};
  put(out, "trials", s.trials, s.why.empty() ? "not asked" : s.why);
  put(out, "days", s.days, s.why.empty() ? "no traffic is stated" : s.why);
  put(out, "share", s.share, s.why.empty() ? "not asked" : s.why);
  out["sentence"] = s.sentence;
  return out;
}

template <class List, class Each>
Json list_json(const List& list, Each each) {
  Json out = Json::array();
  for (const auto& entry : list) out.push_back(each(entry));
  return out;
}

}  // namespace

Json calendar_part_json(const CalendarResult& result) {
  const auto& a = result.assessment;
  Json out;
  put_part(out, "metrics", a.metrics_why.empty() ? list_json(a.metrics, metric_json) : Json(nullptr), a.metrics_why);
  out["events"] = list_json(a.events, [](const auto& e) { return Json{{"date", iso_date(e.day)}, {"event", e.event}, {"kind", event_kind_name(e.kind)}}; });
  put_part(out, "drift", a.drift_why.empty() ? list_json(a.drift, drift_json) : Json(nullptr), a.drift_why);
  out["gaps"] = list_json(a.gaps, gap_json);
  put_part(out, "label_free", a.label_free ? label_free_json(*a.label_free) : Json(nullptr), a.label_free_why);
  put_part(out, "feedback", a.watch.feedback ? feedback_json(*a.watch.feedback) : Json(nullptr), a.watch.feedback_why);
  out["sample_sizes"] = list_json(a.watch.sizes, size_json);
  out["findings"] = findings_json(a.findings);
  out["cautions"] = a.cautions;
  put_decision(out, a.decision);
  return out;
}

std::string calendar_json(const CalendarOutcome& outcome, const Run& run) {
  const auto& settings = outcome.changed.assessment.settings;
  return seeded_json(run, outcome.changed.subject, settings.confidence, settings.seed, what_if_json(outcome, run, "calendar", calendar_part_json, calendar_differences));
}

}  // namespace premortem
