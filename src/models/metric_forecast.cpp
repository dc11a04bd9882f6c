#include "premortem/models/metric_forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/forecast_estimates.hpp"
#include "models/forecast_work.hpp"
#include "models/oscillation.hpp"
#include "models/trend_test.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr std::size_t fewest = 6;
constexpr double surely = 0.9;  // that it is beyond today: at 0.5, 17% of constants one standard deviation of noise within the limit were (simulated)
constexpr double bends_so_much = 2;  // odds before the data: with 1, 90% bands 26 steps after 52 values whose drift bends cover 73% (simulated)

double toward(const std::optional<MetricLimit>& limit) { return !limit ? 0 : limit->side == LimitSide::ceiling ? 1 : -1; }

void require_settings(const ForecastSettings& s) {
  if (s.horizon_days < 1 || s.step_days < 1 || !(s.confidence > 0 && s.confidence < 1)) throw DomainError(fmt::format("forecast: horizon {} and step {} must be at least a day, and confidence {} in (0, 1)", s.horizon_days, s.step_days, s.confidence));
  if (s.check_every_days && !(std::isfinite(*s.check_every_days) && *s.check_every_days >= 0)) throw DomainError(fmt::format("forecast: checks every {} days", *s.check_every_days));
  if (s.drift_per_day && !std::isfinite(*s.drift_per_day)) throw DomainError("forecast: the drift is not finite");
}

/// The best of the ranking that may be: a model that has forecast well for short may have done so by luck. A constant, or a drift that bends,
/// says too little or too much of the days ahead where the truth is between; the wiener model holds both as its limits.
ForecastModel chosen(const ForecastFits& fits) {
  for (const auto& fit : fits.ranked) {
    if (!fit.crps || fit.model == ForecastModel::level || (fit.model == ForecastModel::local_linear_trend && !fits.bends)) continue;
    return fit.model;
  }
  return ForecastModel::wiener;
}

/// Of a path without a cycle whether its drift bends is not taken as settled: the wiener and the local linear trend model are weighted by their
/// likelihoods, whichever of them forecast better.
std::vector<PathBelief> today_of(const ForecastWork& w, ForecastModel model) {
  const bool either = !w.history.drift_is_known && (model == ForecastModel::wiener || model == ForecastModel::local_linear_trend);
  auto out = beliefs(either ? joined(w.fits.wiener, w.fits.local_trend, bends_so_much) : w.fits.of(model), w.fits.all, w.history, ScaleDetail::nodes);
  const auto& events = w.settings.events;
  const auto since_last = [&](const PathEvent& e) { return !e.resets && e.day > w.history.points.back().day && e.day <= w.settings.as_of; };
  const auto jumps = static_cast<double>(std::count_if(events.begin(), events.end(), since_last));
  for (auto& b : out) {
    b = advanced(std::move(b), w.away);
    b.state.covariance[0][0] += jumps * jump_variance(b, w.history.step);
  }
  return out;
}

/// First day of the smoothed metric's last stretch on the bad side.
std::int32_t since(const ForecastWork& w, ForecastModel model) {
  const bool cyclic = model == ForecastModel::seasonal;
  const GridFit& fit = cyclic ? *w.fits.seasonal : w.fits.wiener;
  const auto logs = log_evidence(fit, w.fits.all, w.history);
  const auto place = static_cast<std::size_t>(std::max_element(logs.begin(), logs.end()) - logs.begin());
  const auto levels = smoothed_levels(cyclic ? with_cycle(w.history, fit.cycle_days, fit.harmonics) : w.history.path, fit.grid[place].v);
  const auto& points = w.history.points;
  std::size_t first = points.size() - 1;
  for (std::size_t i = points.size(); i-- > 0;) {
    const double value = levels[i] * w.history.unit + w.history.centre + w.history.known_drift * (points[i].day - points.front().day);
    if (toward(w.limit) * (value - w.limit->level) <= 0) break;
    first = i;
  }
  return points[first].day;
}

/// Beside a cycle a line is tested with it, in the seasonal model alone.
bool has_line(const ForecastWork& w, ForecastModel model) {
  return model != ForecastModel::seasonal && !w.history.drift_is_known && line_p(w.history, w.limit->side) < line_chance;
}

void forecast_with(ForecastWork& w, MetricKind kind, MetricForecast& out) {
  const auto trend = beliefs(w.fits.wiener, w.fits.all, w.history, ScaleDetail::nodes);
  const auto drift = [&](const std::vector<PathBelief>& b) { return marginal(b, 1); };
  const auto p_toward_of = [&](const std::vector<PathBelief>& b) {
    if (w.history.drift_is_known) return toward(w.limit) * w.history.known_drift > 0 ? 1.0 : 0.0;
    return toward(w.limit) >= 0 ? mixture_survival(drift(b), 0) : mixture_cdf(drift(b), 0);
  };
  double p_toward = p_toward_of(trend);
  out.model = chosen(w.fits);
  const bool gamma = out.model == ForecastModel::gamma_process;
  const auto& fit = w.fits.of(out.model);
  const auto today = today_of(w, out.model);
  if (out.model == ForecastModel::seasonal) p_toward = p_toward_of(today);
  out.drift_is_shown = w.limit && (p_toward > 1 - drift_chance || has_line(w, out.model));
  out.drift_per_day = estimate(drift(today), w.settings.confidence);
  out.volatility = volatility_of(today, w.settings.confidence);
  out.level = estimate(parts_after(today, w.view, 0, fit.cycle_days, fit.harmonics, w.history.step), w.settings.confidence);
  if (kind == MetricKind::share) keep_possible(out);
  out.noise_inflation = 0;
  for (const auto& b : today) out.noise_inflation += b.weight * b.inflation;
  limit_bending(w, today, out);
  out.noise_inflation = std::max(1.0, out.noise_inflation);
  const ForecastPath path = gamma ? gamma_path(w.fits.worsening, w.view) : gaussian_path(today, w.view, fit.cycle_days, fit.harmonics, w.history.step);
  fill_days(w, path, kind, out);
  add_cautions(w, out);
  if (w.limit && path.beyond(0) > surely) {
    out.status = ForecastStatus::breached, out.breached_since = since(w, out.model);
    return;
  }
  if (w.limit) out.breach_p10 = day_passed(w, path, 0.1), out.breach_p50 = day_passed(w, path, 0.5), out.breach_p90 = day_passed(w, path, 0.9);
  out.why = why_no_date(w, out, p_toward, path.beyond(0));
  out.status = out.why.empty() ? ForecastStatus::ok : ForecastStatus::no_date;
  if (!out.why.empty()) out.breach_p10 = out.breach_p50 = out.breach_p90 = std::nullopt;
}

void refuse(MetricForecast& out, std::string why) {
  out.why = std::move(why);
  out.drift_per_day.why = out.volatility.why = out.level.why = out.why;
}

}  // namespace

MetricForecast forecast_metric(const MetricSeries& series, const std::optional<MetricLimit>& limit, const ForecastSettings& settings) {
  require_settings(settings);
  if (limit && !std::isfinite(limit->level)) throw DomainError("forecast: the limit is not finite");
  MetricForecast out;
  auto points = points_in_use(series, settings);
  out.points = points.size();
  if (points.size() < fewest) {
    const bool cut = std::any_of(series.points.begin(), series.points.end(), [&](const auto& p) { return p.day <= settings.as_of && (points.empty() || p.day < points.front().day); });
    refuse(out, fmt::format("{} values{} are too few: a forecast needs {}", points.size(), cut ? " since the last release or retraining" : "", fewest));
    return out;
  }
  ForecastWork w{limit, settings, forecast_history(series, std::move(points), settings), {}, {}, 0, 0};
  if (!(w.history.unit > 0)) {
    refuse(out, "all its values are the same: nothing is known of its movement");
    return out;
  }
  w.away = settings.as_of - w.history.points.back().day;
  if (auto why = why_too_old(w); !why.empty()) {
    refuse(out, std::move(why));
    return out;
  }
  w.fits = forecast_fits(w.history, limit);
  w.view.limit = limit, w.view.check_every = settings.check_every_days.value_or(w.history.step), w.view.today = settings.as_of - w.history.points.front().day;
  limit_horizon(w, out);
  w.view.most_days = std::max(0.0, w.last_day);
  out.residual_autocorrelation = line_autocorrelation(w.history.path);
  forecast_with(w, series.kind, out);
  out.models = w.fits.ranked;
  return out;
}

}  // namespace premortem
