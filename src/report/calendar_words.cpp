#include "report/calendar_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/iso_date.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::string about(double x) { return number_text(x, Rounding::nearest); }
std::string percent(double x) { return percent_text(x, Rounding::nearest); }

std::string limit_words(const CalendarMetric& m) { return fmt::format("its {} of {}", m.limit->side == LimitSide::floor ? "floor" : "ceiling", m.limit->level); }

/// Toward the limit, per week, since a day's drift is a number nobody can picture.
std::string drift_words(const MetricForecast& f) {
  if (!f.drift_per_day.value) return "";
  const double week = 7 * *f.drift_per_day.value;
  std::string text = fmt::format("it moves by {} a week", about(week));
  if (f.drift_per_day.limits) text += fmt::format(" ({} to {})", number_text(7 * f.drift_per_day.limits->low, Rounding::down), number_text(7 * f.drift_per_day.limits->high, Rounding::up));
  if (f.drift_is_shown && f.drift_per_day.limits && f.drift_per_day.limits->low < 0 && f.drift_per_day.limits->high > 0) text += ", toward its limit beyond chance at 5%, though these limits, which leave open whether the drift changes, hold 0";
  return text;
}

std::string breach_words(const CalendarMetric& m) {
  const auto& f = *m.forecast;
  if (!f.breach_p10) return "";
  if (!f.breach_p50) return fmt::format("it passes {} by {} with 10% probability", limit_words(m), day_text(f.breach_p10));
  std::string text = fmt::format("it passes {} by {} as likely as not, by {} with 10% probability", limit_words(m), day_text(f.breach_p50), day_text(f.breach_p10));
  if (f.breach_p90) text += fmt::format(", by {} with 90%", day_text(f.breach_p90));
  return text;
}

std::string dated_line(const CalendarMetric& m) {
  std::vector<std::string> said;
  for (const auto& words : {drift_words(*m.forecast), m.limit ? breach_words(m) : std::string("no limit of it is stated")})
    if (!words.empty()) said.push_back(words);
  std::string text = metric_name(m) + ": ";
  for (std::size_t i = 0; i < said.size(); ++i) text += (i == 0 ? "" : "; ") + said[i];
  text += ".";
  if (m.revalidate_by) text += fmt::format(" Validate it again by {}: after that day the probability that it has passed it is above {}.", day_text(m.revalidate_by), percent(m.tolerance));
  if (m.retrain_by) text += fmt::format(" Retrain by {}{}.", day_text(m.retrain_by), m.retrain.retrains_per_year ? fmt::format(", {} times a year", about(*m.retrain.retrains_per_year)) : "");
  return text;
}

/// No date beside a probability that nobody would tolerate: what it is.
std::string not_safe_words(const CalendarMetric& m) {
  const auto& days = m.forecast->days;
  if (!m.limit || days.empty() || days.back().probability_ever_beyond <= m.tolerance) return "";
  return fmt::format(" That is not safe: its values leave open paths that pass {} by {} with a probability of {}.", limit_words(m), day_text(days.back().day), percent(days.back().probability_ever_beyond));
}

std::string metric_line(const CalendarMetric& m) {
  if (!m.forecast) return fmt::format("{}: not forecast, since {}.", metric_name(m), m.why);
  const auto& f = *m.forecast;
  if (f.status == ForecastStatus::breached) return fmt::format("{} is beyond {}{}.", metric_name(m), limit_words(m), f.breached_since ? " since " + day_text(f.breached_since) : "");
  if (f.status == ForecastStatus::no_date) return fmt::format("{}: no date, since {}.{}", metric_name(m), f.why, not_safe_words(m));
  return dated_line(m);
}

int urgency(const CalendarMetric& m) {
  if (!m.forecast) return 1;
  return m.forecast->status == ForecastStatus::breached ? 0 : m.forecast->status == ForecastStatus::ok ? 1 : 2;
}

}  // namespace

std::string forecast_model_name(ForecastModel model) {
  switch (model) {
    case ForecastModel::wiener: return "wiener";
    case ForecastModel::gamma_process: return "gamma_process";
    case ForecastModel::local_linear_trend: return "local_linear_trend";
    case ForecastModel::seasonal: return "seasonal";
    case ForecastModel::level: return "level";
  }
  return "";
}

std::string forecast_model_words(ForecastModel model) {
  switch (model) {
    case ForecastModel::wiener: return "steady drift";
    case ForecastModel::gamma_process: return "only ever worse";
    case ForecastModel::local_linear_trend: return "changing drift";
    case ForecastModel::seasonal: return "drift and season";
    case ForecastModel::level: return "constant";
  }
  return "";
}

std::string status_name(ForecastStatus status) { return status == ForecastStatus::ok ? "ok" : status == ForecastStatus::breached ? "breached" : "no_date"; }

std::string confidence_name(DayConfidence c) { return c == DayConfidence::high ? "high" : c == DayConfidence::medium ? "medium" : "low"; }

std::string event_kind_name(EventKind kind) {
  switch (kind) {
    case EventKind::release: return "release";
    case EventKind::retrain: return "retrain";
    case EventKind::holiday: return "holiday";
    case EventKind::policy: return "policy";
    case EventKind::other: return "other";
  }
  return "";
}

std::string metric_name(const CalendarMetric& m) { return m.cohort.empty() ? m.metric : fmt::format("{} of \"{}\"", m.metric, m.cohort); }

std::string day_text(const std::optional<std::int32_t>& day) { return day ? iso_date(*day) : std::string(); }

std::string confidence_strip(const CalendarMetric& m) {
  std::string strip;
  for (const auto c : m.confidence) strip += c == DayConfidence::high ? 'H' : c == DayConfidence::medium ? 'M' : 'L';
  return strip;
}

std::vector<std::string> metric_lines(const CalendarResult& result) {
  std::vector<const CalendarMetric*> metrics;
  for (const auto& m : result.assessment.metrics) metrics.push_back(&m);
  std::stable_sort(metrics.begin(), metrics.end(), [](const auto* x, const auto* y) {
    if (urgency(*x) != urgency(*y)) return urgency(*x) < urgency(*y);
    return x->revalidate_by && (!y->revalidate_by || *x->revalidate_by < *y->revalidate_by);
  });
  std::vector<std::string> lines;
  for (const auto* m : metrics) lines.push_back(metric_line(*m));
  return lines;
}

std::vector<std::string> watch_lines(const WatchPlan& plan) {
  std::vector<std::string> lines;
  if (plan.feedback) lines.push_back(plan.feedback->sentence);
  for (const auto& s : plan.sizes) lines.push_back(s.why.empty() ? s.sentence : s.question + ": not known, since " + s.why + ".");
  return lines;
}

}  // namespace premortem
