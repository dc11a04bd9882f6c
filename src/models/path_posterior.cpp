#include "models/path_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/statistics/gauss_legendre.hpp"

namespace premortem {
namespace {

/// Degrees of freedom by which the prior of the scale is wider than 1/scale: with it the 90% band covers 90% also of paths that wander
/// much more than their noise, the corner of the grid at which the other places make it too narrow (simulated).
constexpr double given_away = 1.5;

/// Of the noise that n explains, as much at least is taken to be there. It is not 1: the share that it is reckoned from is smoothed, and with a
/// limit at the truth all of the doubt would be on one side, which takes wandering for noise (90% bands then cover 84%; simulated).
constexpr double least_noise = 0.75;

struct ScaleNode {
  double scale = 1, log_weight = 0;
};

/// Quadrature of scale^(-df/2) exp(-rss / (2 scale)) over log scale, from `least` on.
std::vector<ScaleNode> scale_nodes(double rss, double df, double least) {
  static const auto nodes = gauss_legendre(8, 0, 1);
  const double mode = std::log(rss / df), width = std::sqrt(2 / df), least_log = least > 0 ? std::log(least) : -std::numeric_limits<double>::infinity();
  const double low = std::max(mode - 3 * width, least_log), high = std::max(mode, low) + 16 / df + 3 * width;
  std::vector<ScaleNode> out;
  for (const auto& node : nodes) {
    const double u = low + (high - low) * node.at, scale = std::exp(u);
    out.push_back({scale, std::log((high - low) * node.weight) - df / 2 * u - rss / (2 * scale)});
  }
  return out;
}

double log_sum(const std::vector<double>& x) {
  const double most = *std::max_element(x.begin(), x.end());
  double sum = 0;
  for (const double v : x) sum += std::exp(v - most);
  return most + std::log(sum);
}

std::vector<ScaleNode> nodes_of(const GridPlace& place, const PathPrefix& prefix, const ForecastHistory& h, double df) {
  return scale_nodes(prefix.rss, df, h.noise_is_known ? least_noise / place.v.noise : 0);
}

/// From the units of the filter to those of the metric.
PathBelief natural(const GridPlace& place, const PathPrefix& prefix, const ForecastHistory& h, double scale) {
  PathBelief b;
  b.state = prefix.state;
  const double square = scale * h.unit * h.unit, days = h.points[prefix.points - 1].day - h.points.front().day;
  for (std::size_t r = 0; r < b.state.size; ++r) {
    b.state.mean[r] *= h.unit / (r == 1 ? h.step : 1);
    for (std::size_t c = 0; c < b.state.size; ++c) b.state.covariance[r][c] *= square / (r == 1 ? h.step : 1) / (c == 1 ? h.step : 1);
  }
  b.state.mean[0] += h.centre + h.known_drift * days, b.state.mean[1] += h.known_drift;
  b.wander = place.v.wander * square / h.step;
  b.drift_wander = place.v.drift_wander * square / (h.step * h.step * h.step);
  b.noise = (place.v.noise + place.v.swing) * square;
  b.inflation = h.noise_is_known ? (place.v.noise + place.v.swing) * scale : 1;
  return b;
}

}  // namespace

GridFit grid_fit(const NoisyPath& path, std::vector<GridPlace> grid, const std::vector<std::size_t>& prefixes) {
  GridFit fit;
  fit.grid = std::move(grid);
  for (const auto& place : fit.grid) fit.prefixes.push_back(filtered(path, place.v, prefixes));
  return fit;
}

GridFit joined(const GridFit& a, const GridFit& b, double times_b) {
  GridFit both = a;
  const auto prior_of = [](const GridFit& fit) {
    std::vector<double> priors;
    for (const auto& place : fit.grid) priors.push_back(place.log_prior);
    return log_sum(priors);
  };
  const double of_a = prior_of(a), of_b = prior_of(b);
  for (auto& place : both.grid) place.log_prior -= of_a;
  for (std::size_t g = 0; g < b.grid.size(); ++g) {
    both.grid.push_back(b.grid[g]), both.prefixes.push_back(b.prefixes[g]);
    both.grid.back().log_prior += std::log(times_b) - of_b;
  }
  return both;
}

std::vector<double> log_evidence(const GridFit& fit, std::size_t k, const ForecastHistory& h) {
  std::vector<double> out;
  for (std::size_t g = 0; g < fit.grid.size(); ++g) {
    const auto& prefix = fit.prefixes[g][k];
    std::vector<double> logs;
    for (const auto& node : nodes_of(fit.grid[g], prefix, h, prefix.df)) logs.push_back(node.log_weight);
    out.push_back(log_sum(logs) - prefix.log_det / 2);
  }
  return out;
}

double log_mean(const std::vector<double>& log_values, const std::vector<GridPlace>& grid) {
  std::vector<double> weighted, priors;
  for (std::size_t g = 0; g < grid.size(); ++g) weighted.push_back(log_values[g] + grid[g].log_prior), priors.push_back(grid[g].log_prior);
  return log_sum(weighted) - log_sum(priors);
}

std::vector<PathBelief> beliefs(const GridFit& fit, std::size_t k, const ForecastHistory& h, ScaleDetail detail) {
  std::vector<PathBelief> out;
  std::vector<double> logs;
  for (std::size_t g = 0; g < fit.grid.size(); ++g) {
    const auto& prefix = fit.prefixes[g][k];
    const auto nodes = nodes_of(fit.grid[g], prefix, h, prefix.df - given_away);
    const double log_here = fit.grid[g].log_prior - prefix.log_det / 2;
    if (detail == ScaleDetail::nodes) {
      for (const auto& node : nodes) out.push_back(natural(fit.grid[g], prefix, h, node.scale)), logs.push_back(log_here + node.log_weight);
      continue;
    }
    std::vector<double> of_nodes;
    for (const auto& node : nodes) of_nodes.push_back(node.log_weight);
    const double all = log_sum(of_nodes);
    double mean = 0;
    for (const auto& node : nodes) mean += node.scale * std::exp(node.log_weight - all);
    out.push_back(natural(fit.grid[g], prefix, h, mean)), logs.push_back(log_here + all);
  }
  const double most = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  std::vector<PathBelief> kept;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].weight = std::exp(logs[i] - most);
    if (out[i].weight < 1e-4) continue;
    sum += out[i].weight, kept.push_back(out[i]);
  }
  for (auto& b : kept) b.weight /= sum;
  return kept;
}

PathBelief advanced(PathBelief b, double days) {
  auto& c = b.state.covariance;
  b.state.mean[0] += days * b.state.mean[1];
  for (std::size_t i = 0; i < b.state.size; ++i) c[0][i] += days * c[1][i];
  for (std::size_t i = 0; i < b.state.size; ++i) c[i][0] += days * c[i][1];
  c[0][0] += b.wander * days + b.drift_wander * days * days * days / 3;
  c[0][1] += b.drift_wander * days * days / 2, c[1][0] += b.drift_wander * days * days / 2;
  c[1][1] += b.drift_wander * days;
  return b;
}

PathMoments moments_after(const PathBelief& belief, double days, const std::array<double, most_coefficients>& cycle) {
  const PathBelief then = advanced(belief, days);
  std::array<double, most_coefficients> g = cycle;
  g[0] = 1, g[1] = 0;
  PathMoments m;
  for (std::size_t r = 0; r < then.state.size; ++r) {
    m.mean += g[r] * then.state.mean[r];
    for (std::size_t c = 0; c < then.state.size; ++c) m.variance += g[r] * g[c] * then.state.covariance[r][c];
  }
  m.variance = std::max(0.0, m.variance);
  return m;
}

}  // namespace premortem
