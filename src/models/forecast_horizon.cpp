#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/forecast_work.hpp"
#include "premortem/core/iso_date.hpp"

namespace premortem {
namespace {

constexpr double histories = 3;  // no further ahead than so many times what was seen

}  // namespace

void limit_horizon(ForecastWork& w, MetricForecast& out) {
  w.last_day = w.settings.horizon_days;
  const double seen_ahead = std::floor(histories * w.history.span()), most = seen_ahead - w.away;  // it is unseen since its last value, not since today
  if (most < w.last_day) {
    w.last_day = most;
    out.cautions.push_back(fmt::format("Nothing is forecast beyond {:.0f} days{}, three times the history.", seen_ahead, w.away > 0 ? " after the last value" : ""));
  }
  const double days_left = *days_of("9999-12-31") - w.settings.as_of;
  if (days_left < w.last_day) {
    w.last_day = days_left;
    out.cautions.push_back("Nothing is forecast beyond 9999-12-31, the last day that can be written.");
  }
  std::optional<std::int32_t> reset;
  for (const auto& e : w.settings.events) {
    if (e.day <= w.settings.as_of) continue;
    if (e.resets && (!reset || e.day < *reset)) reset = e.day;
  }
  if (reset && *reset - w.settings.as_of <= w.last_day) {
    w.last_day = *reset - w.settings.as_of - 1;
    out.cautions.push_back("Nothing is forecast from the next release or retraining on: the values before it say nothing of the path after it.");
  }
  for (const auto& e : w.settings.events)
    if (!e.resets && e.day > w.settings.as_of && e.day - w.settings.as_of <= w.last_day) w.view.jumps_in_days.push_back(e.day - w.settings.as_of);
  std::sort(w.view.jumps_in_days.begin(), w.view.jumps_in_days.end());
}

std::string why_too_old(const ForecastWork& w) {
  const double span = w.history.span();
  if (w.away <= std::floor(histories * span)) return "";
  return fmt::format("its last value is {:.0f} days old, more than three times the {:.0f} days of its history: nothing can be said of today, or of later", w.away, span);
}

void limit_bending(ForecastWork& w, const std::vector<PathBelief>& today, MetricForecast& out) {
  constexpr double likely = 0.8, quarter = 0.25;
  double bends = 0;
  for (const auto& b : today) bends += b.drift_wander > 0 ? b.weight : 0;
  const double most = std::max(1.0, std::floor(quarter * w.history.span()));
  if (bends < likely || most >= w.last_day) return;
  w.last_day = most;
  out.cautions.push_back(fmt::format("Its drift itself changes, so nothing is forecast beyond {:.0f} days, a quarter of the history.", most));
}

namespace {

/// Whether a check falls on the day: what is beyond then has been seen there, which approximations of the passage may miss by a little.
bool is_check(const ForecastWork& w, int h) {
  const double every = w.view.check_every;
  return every <= 0 || std::abs(h / every - std::round(h / every)) < 1e-9;
}

}  // namespace

void keep_possible(MetricForecast& out) {
  const auto possible = [](double x) { return std::clamp(x, 0.0, 1.0); };
  auto& level = out.level;
  if (level.value) level.value = possible(*level.value);
  if (level.limits) level.limits = Interval{possible(level.limits->low), possible(level.limits->high)};
}

void fill_days(const ForecastWork& w, const ForecastPath& path, MetricKind kind, MetricForecast& out) {
  const auto possible = [&](double x) { return kind == MetricKind::share ? std::clamp(x, 0.0, 1.0) : x; };
  double ever = w.limit ? path.ever_beyond(0) : 0;  // the formula with checks may fall a little
  for (int h = w.settings.step_days; h <= w.last_day; h += w.settings.step_days) {
    ForecastDay day;
    day.day = w.settings.as_of + h;
    day.expected = possible(path.expected(h)), day.low = possible(path.quantile(h, 0.05)), day.high = possible(path.quantile(h, 0.95));
    day.probability_beyond = path.beyond(h), day.probability_ever_beyond = std::max(ever, path.ever_beyond(h));
    if (is_check(w, h)) day.probability_ever_beyond = std::max(day.probability_ever_beyond, day.probability_beyond);
    ever = day.probability_ever_beyond;
    out.days.push_back(day);
  }
}

std::optional<std::int32_t> day_passed(const ForecastWork& w, const ForecastPath& path, double p) {
  if (w.last_day < 1 || path.ever_beyond(w.last_day) < p) return std::nullopt;
  int low = 0, high = static_cast<int>(w.last_day);
  if (path.ever_beyond(0) >= p) return w.settings.as_of;
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (path.ever_beyond(middle) >= p ? high : low) = middle;
  }
  return w.settings.as_of + high;
}

}  // namespace premortem
