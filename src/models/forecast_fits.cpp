#include "models/forecast_fits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace premortem {
namespace {

using Scores = std::vector<std::optional<double>>;

struct Scored {
  ForecastFit fit;
  Scores scores;
};

constexpr double week = 7, year = 365.25;

/// A week of daily values of two weeks, a year of values of two years.
std::optional<GridFit> seasonal_fit(const ForecastHistory& h, const RollingOrigins& origins, std::string& why) {
  struct Cycle {
    double days;
    std::size_t harmonics;
  };
  std::vector<Cycle> cycles;
  const double seen = h.span() + h.step, n = static_cast<double>(h.points.size());
  if (h.step <= 1.5 && seen >= 2 * week && n >= 12) cycles.push_back({week, 2});
  if (h.step <= year / 4 && seen >= 2 * year && n >= 10) cycles.push_back({year, 1});
  why = h.drift_is_known ? "its drift is given" : "no cycle of a week or a year has been seen twice";
  if (h.drift_is_known || cycles.empty()) return std::nullopt;
  std::optional<GridFit> best;
  double best_score = std::numeric_limits<double>::infinity();
  for (const auto& cycle : cycles) {
    GridFit fit = grid_fit(with_cycle(h, cycle.days, cycle.harmonics), wiener_grid(), origins.prefixes);
    fit.cycle_days = cycle.days, fit.harmonics = cycle.harmonics;
    double score = 0, count = 0;
    for (const auto& s : origin_scores(fit, origins, h))
      if (s) score += *s, ++count;
    score = count > 0 ? score / count : std::numeric_limits<double>::max();
    if (score < best_score) best_score = score, best = std::move(fit);
  }
  return best;
}

bool shows_wandering(const ForecastHistory& h) {
  constexpr double times_as_likely = 40;
  NoisyPath still = h.path;
  still.coefficients = 1;
  const std::vector<std::size_t> all{h.points.size()};
  const auto null_logs = log_evidence(grid_fit(still, swing_grid(), all), 0, h);
  const GridFit wandering = grid_fit(still, wiener_grid(), all);
  return log_mean(log_evidence(wandering, 0, h), wandering.grid) - *std::max_element(null_logs.begin(), null_logs.end()) >= std::log(times_as_likely);
}

bool shows_bending(const ForecastHistory& h, const ForecastFits& fits) {
  constexpr double times_as_likely = 20;
  const double bending = log_mean(log_evidence(fits.local_trend, fits.all, h), fits.local_trend.grid), straight = log_mean(log_evidence(fits.wiener, fits.all, h), fits.wiener.grid);
  return bending - straight >= std::log(times_as_likely);
}

/// Mean over the origins at which every scored model has a score.
std::vector<ForecastFit> ranking(std::vector<Scored> models) {
  std::vector<ForecastFit> ranked, rest;
  const std::size_t origins = models.front().scores.size();
  std::vector<bool> common(origins, true);
  const auto any = [](const Scores& s) { return std::any_of(s.begin(), s.end(), [](const auto& x) { return x.has_value(); }); };
  for (const auto& m : models)
    if (any(m.scores))
      for (std::size_t k = 0; k < origins; ++k) common[k] = common[k] && m.scores[k];
  for (auto& m : models) {
    double sum = 0;
    for (std::size_t k = 0; k < m.scores.size(); ++k)
      if (common[k] && m.scores[k]) sum += *m.scores[k], ++m.fit.origins;
    if (m.fit.why.empty() && m.fit.origins > 0) m.fit.crps = sum / static_cast<double>(m.fit.origins);
    else if (m.fit.why.empty()) m.fit.why = "too few values to look back from";
    (m.fit.crps ? ranked : rest).push_back(m.fit);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return *a.crps < *b.crps; });
  ranked.insert(ranked.end(), rest.begin(), rest.end());
  return ranked;
}

}  // namespace

const GridFit& ForecastFits::of(ForecastModel model) const {
  if (model == ForecastModel::level) return level;
  if (model == ForecastModel::local_linear_trend) return local_trend;
  return model == ForecastModel::seasonal ? *seasonal : wiener;
}

double ForecastFits::crps_of(ForecastModel model) const {
  for (const auto& fit : ranked)
    if (fit.model == model && fit.crps) return *fit.crps;
  return std::numeric_limits<double>::infinity();
}

ForecastFits forecast_fits(const ForecastHistory& h, const std::optional<MetricLimit>& limit) {
  ForecastFits fits;
  fits.origins = rolling_origins(h.points.size()), fits.all = fits.origins.prefixes.size() - 1;
  NoisyPath still = h.path;
  still.coefficients = 1;
  fits.level = grid_fit(still, level_grid(), fits.origins.prefixes);
  fits.wiener = grid_fit(h.path, wiener_grid(), fits.origins.prefixes);
  fits.local_trend = grid_fit(h.path, local_trend_grid(), fits.origins.prefixes);
  std::string no_cycle;
  fits.seasonal = seasonal_fit(h, fits.origins, no_cycle);
  if (limit) fits.worsening = worsening_path(h, limit->side);
  else fits.worsening.why = "without a limit no side is worse";
  std::vector<Scored> models;
  const auto add = [&](ForecastModel model, Scores scores, std::string why) {
    Scored m;
    m.fit.model = model, m.fit.why = std::move(why), m.scores = std::move(scores);
    models.push_back(std::move(m));
  };
  add(ForecastModel::wiener, origin_scores(fits.wiener, fits.origins, h), "");
  const std::string given = h.drift_is_known ? "its drift is given" : "";
  add(ForecastModel::level, given.empty() ? origin_scores(fits.level, fits.origins, h) : Scores{}, given);
  add(ForecastModel::local_linear_trend, given.empty() ? origin_scores(fits.local_trend, fits.origins, h) : Scores{}, given);
  add(ForecastModel::seasonal, fits.seasonal ? origin_scores(*fits.seasonal, fits.origins, h) : Scores{}, fits.seasonal ? "" : no_cycle);
  add(ForecastModel::gamma_process, fits.worsening.why.empty() ? gamma_scores(fits.worsening, fits.origins) : Scores{}, fits.worsening.why);
  fits.ranked = ranking(std::move(models));
  fits.bends = !h.drift_is_known && shows_bending(h, fits);
  fits.wanders = !h.drift_is_known && shows_wandering(h);
  return fits;
}

}  // namespace premortem
