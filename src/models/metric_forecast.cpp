#include "premortem/models/metric_forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/forecast_fits.hpp"
#include "models/forecast_path.hpp"
#include "models/oscillation.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr std::size_t fewest = 6;
constexpr double histories = 3;  // no further ahead than so many times what was seen
constexpr double chance = 0.05;
constexpr double surely = 0.9;  // that it is beyond today: at 0.5, 17% of constants one standard deviation of noise within the limit were (simulated)
constexpr double bends_so_much = 2;  // odds before the data: with 1, 90% bands 26 steps after 52 values whose drift bends cover 73% (simulated)

double toward(const std::optional<MetricLimit>& limit) { return !limit ? 0 : limit->side == LimitSide::ceiling ? 1 : -1; }

void require_settings(const ForecastSettings& s) {
  if (s.horizon_days < 1 || s.step_days < 1 || !(s.confidence > 0 && s.confidence < 1)) throw DomainError(fmt::format("forecast: horizon {} and step {} must be at least a day, and confidence {} in (0, 1)", s.horizon_days, s.step_days, s.confidence));
  if (s.check_every_days && !(std::isfinite(*s.check_every_days) && *s.check_every_days >= 0)) throw DomainError(fmt::format("forecast: checks every {} days", *s.check_every_days));
  if (s.drift_per_day && !std::isfinite(*s.drift_per_day)) throw DomainError("forecast: the drift is not finite");
}

/// Marginal of one entry of the state.
std::vector<NormalPart> marginal(const std::vector<PathBelief>& beliefs, std::size_t entry) {
  std::vector<NormalPart> parts;
  for (const auto& b : beliefs) parts.push_back({b.weight, b.state.mean[entry], std::sqrt(std::max(0.0, b.state.covariance[entry][entry]))});
  return parts;
}

double mean_of(const std::vector<NormalPart>& parts) {
  double mean = 0;
  for (const auto& part : parts) mean += part.weight * part.mean;
  return mean;
}

ForecastEstimate estimate(const std::vector<NormalPart>& parts, double confidence) {
  ForecastEstimate e;
  e.value = mean_of(parts);
  const double low = mixture_quantile(parts, (1 - confidence) / 2), high = mixture_quantile(parts, (1 + confidence) / 2);
  e.limits = Interval{std::min(low, *e.value), std::max(high, *e.value)};
  return e;
}

/// Of a weighted list, the median and the limits.
ForecastEstimate volatility_of(const std::vector<PathBelief>& beliefs, double confidence) {
  std::vector<std::pair<double, double>> by_size;
  for (const auto& b : beliefs) by_size.emplace_back(std::sqrt(b.wander), b.weight);
  std::sort(by_size.begin(), by_size.end());
  const auto at = [&](double p) {
    double sum = 0;
    for (const auto& [size, weight] : by_size)
      if ((sum += weight) >= p) return size;
    return by_size.back().first;
  };
  return {at(0.5), Interval{at((1 - confidence) / 2), at((1 + confidence) / 2)}, ""};
}

struct Work {
  const std::optional<MetricLimit>& limit;
  const ForecastSettings& settings;
  ForecastHistory history;
  ForecastFits fits;
  ForecastView view;
  double away = 0;  ///< days from the last point to today
  double last_day = 0;  ///< of the forecast, from today
};

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
std::vector<PathBelief> today_of(const Work& w, ForecastModel model) {
  const bool either = !w.history.drift_is_known && (model == ForecastModel::wiener || model == ForecastModel::local_linear_trend);
  auto out = beliefs(either ? joined(w.fits.wiener, w.fits.local_trend, bends_so_much) : w.fits.of(model), w.fits.all, w.history, ScaleDetail::nodes);
  for (auto& b : out) b = advanced(std::move(b), w.away);
  return out;
}

/// Where the days end, and why they end before the horizon.
void limit_horizon(Work& w, MetricForecast& out) {
  w.last_day = w.settings.horizon_days;
  const double most = std::floor(histories * w.history.span());
  if (most < w.last_day) {
    w.last_day = most;
    out.cautions.push_back(fmt::format("Nothing is forecast beyond {:.0f} days, three times the history.", most));
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

/// Where a bending drift is likelier than before the data, nothing is said beyond a quarter of the history: further out the 90% bands do not hold
/// for short histories (simulated: 73% at half of it).
void limit_bending(Work& w, const std::vector<PathBelief>& today, MetricForecast& out) {
  constexpr double likely = 0.8, quarter = 0.25;
  double bends = 0;
  for (const auto& b : today) bends += b.drift_wander > 0 ? b.weight : 0;
  const double most = std::max(1.0, std::floor(quarter * w.history.span()));
  if (bends < likely || most >= w.last_day) return;
  w.last_day = most;
  out.cautions.push_back(fmt::format("Its drift itself changes, so nothing is forecast beyond {:.0f} days, a quarter of the history.", most));
}

void fill_days(const Work& w, const ForecastPath& path, MetricKind kind, MetricForecast& out) {
  const auto possible = [&](double x) { return kind == MetricKind::share ? std::clamp(x, 0.0, 1.0) : x; };
  double ever = w.limit ? path.ever_beyond(0) : 0;  // the formula with checks may fall a little
  for (int h = w.settings.step_days; h <= w.last_day; h += w.settings.step_days) {
    ForecastDay day;
    day.day = w.settings.as_of + h;
    day.expected = possible(path.expected(h)), day.low = possible(path.quantile(h, 0.05)), day.high = possible(path.quantile(h, 0.95));
    day.probability_beyond = path.beyond(h), day.probability_ever_beyond = std::max(ever, path.ever_beyond(h));
    ever = day.probability_ever_beyond;
    out.days.push_back(day);
  }
}

std::optional<std::int32_t> day_of(const Work& w, const ForecastPath& path, double p) {
  if (w.last_day < 1 || path.ever_beyond(w.last_day) < p) return std::nullopt;
  int low = 0, high = static_cast<int>(w.last_day);
  if (path.ever_beyond(0) >= p) return w.settings.as_of;
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (path.ever_beyond(middle) >= p ? high : low) = middle;
  }
  return w.settings.as_of + high;
}

/// First day of the smoothed metric's last stretch on the bad side.
std::int32_t since(const Work& w, ForecastModel model) {
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

void add_cautions(const Work& w, MetricForecast& out) {
  if (out.noise_inflation > 1.5) out.cautions.push_back(fmt::format("Single values scatter {:.1f} times as much (in variance) as their n explains.", out.noise_inflation));
  if (out.residual_autocorrelation && *out.residual_autocorrelation > 0.3)
    out.cautions.push_back(fmt::format("Distances from a straight line are correlated ({:.2f} from one value to the next); the limits of the drift allow for that, those of a regression would not.", *out.residual_autocorrelation));
  if (const auto grows = scatter_with_level(w.history.path); grows && std::abs(*grows) > 0.4)
    out.cautions.push_back(fmt::format("It moves more where it is {} (correlation {:.2f}): with one volatility for all levels its limits are too narrow there, and too wide elsewhere.", *grows > 0 ? "high" : "low", *grows));
  if (out.points < 12) out.cautions.push_back(fmt::format("Only {} values: the limits are wide, and rest on the form of the model.", out.points));
  if (w.away > 2 * w.history.step) out.cautions.push_back(fmt::format("The last value is {:.0f} days old.", w.away));
  if (!w.view.jumps_in_days.empty()) out.cautions.push_back("From an event that lies ahead on, the level may have moved at once by as much as neighbouring values differ.");
}

/// Why there is no date, or none.
std::string no_date(const Work& w, const MetricForecast& out, double p_toward, double beyond_today) {
  if (!w.limit) return "no limit is stated";
  if (const auto swings = oscillation(w.history.path); swings && out.model != ForecastModel::seasonal) return *swings;
  if (p_toward < chance && !out.breach_p10) return "it improves: it is not expected to pass its limit within the horizon";
  if (beyond_today > 0.5 && !out.drift_is_shown) return fmt::format("it may be beyond its limit already (probability {:.0f}%), by no more than noise may do", 100 * beyond_today);
  if (!out.drift_is_shown && !w.fits.wanders)
    return out.model == ForecastModel::seasonal ? "it goes with its cycle: beside it no trend toward the limit is shown beyond chance" : "no trend toward the limit is shown beyond chance";
  if (!out.breach_p10) return "it does not pass its limit within what is forecast, with a probability of 10%";
  return "";
}

void forecast_with(Work& w, MetricKind kind, MetricForecast& out) {
  auto trend = beliefs(w.fits.wiener, w.fits.all, w.history, ScaleDetail::nodes);
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
  out.drift_is_shown = w.limit && p_toward > 1 - chance;
  out.drift_per_day = estimate(drift(today), w.settings.confidence);
  out.volatility = volatility_of(today, w.settings.confidence);
  out.level = estimate(parts_after(today, w.view, 0, fit.cycle_days, fit.harmonics, w.history.step), w.settings.confidence);
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
  if (w.limit) out.breach_p10 = day_of(w, path, 0.1), out.breach_p50 = day_of(w, path, 0.5), out.breach_p90 = day_of(w, path, 0.9);
  out.why = no_date(w, out, p_toward, path.beyond(0));
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
  Work w{limit, settings, forecast_history(series, std::move(points), settings), {}, {}, 0, 0};
  if (!(w.history.unit > 0)) {
    refuse(out, "all its values are the same: nothing is known of its movement");
    return out;
  }
  w.fits = forecast_fits(w.history, limit);
  w.away = settings.as_of - w.history.points.back().day;
  w.view.limit = limit, w.view.check_every = settings.check_every_days.value_or(w.history.step), w.view.today = settings.as_of - w.history.points.front().day;
  limit_horizon(w, out);
  w.view.most_days = std::max(0.0, w.last_day);
  out.residual_autocorrelation = line_autocorrelation(w.history.path);
  forecast_with(w, series.kind, out);
  out.models = w.fits.ranked;
  return out;
}

}  // namespace premortem
