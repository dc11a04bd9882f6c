#pragma once
#include <optional>
#include <vector>

#include "models/forecast_history.hpp"

namespace premortem {

/// One place of a grid of variances, with the values' say about the state there.
struct PathBelief {
  double weight = 0;
  PathState state;           ///< on the last day of the points, in the metric and per day; the covariance with its factor
  double wander = 0;         ///< per day
  double drift_wander = 0;   ///< per day
  double noise = 0;          ///< variance of a value whose relative noise is 1, with correlated noise
  double inflation = 1;      ///< of known noise
};

struct GridPlace {
  PathVariances v;
  double log_prior = 0;
};

/// Variances to integrate over: the signal is on a grid of ratios to the noise, their common scale is not on it but integrated over by quadrature.
std::vector<GridPlace> wiener_grid();
std::vector<GridPlace> level_grid();
std::vector<GridPlace> swing_grid();  ///< noise about a constant, correlated or not
std::vector<GridPlace> local_trend_grid();

/// A model of which every place of the grid has been filtered once.
struct GridFit {
  std::vector<GridPlace> grid;
  std::vector<std::vector<PathPrefix>> prefixes;  ///< by place
  double cycle_days = 0;                          ///< 0: none
  std::size_t harmonics = 0;
};
GridFit grid_fit(const NoisyPath& path, std::vector<GridPlace> grid, const std::vector<std::size_t>& prefixes);

/// Both grids as one, the second of so many times the weight of the first before the data.
GridFit joined(const GridFit& a, const GridFit& b, double times_b);

enum class ScaleDetail { mean, nodes };

/// The posterior after prefix number k as a mixture of normals, weights summing to 1; places below 1e-4 of the likeliest left out. The scale has
/// the prior 1/scale (so that a single place gives Student's t with df points - coefficients), cut where the noise would be less than
/// chance alone makes of n; ScaleDetail::mean takes it at its mean.
std::vector<PathBelief> beliefs(const GridFit& fit, std::size_t k, const ForecastHistory& history, ScaleDetail detail);

/// Log of the restricted marginal likelihood after prefix k, by place; without priors.
std::vector<double> log_evidence(const GridFit& fit, std::size_t k, const ForecastHistory& history);

/// Log of the mean over a grid by its priors.
double log_mean(const std::vector<double>& log_values, const std::vector<GridPlace>& grid);

/// Mean and variance of the metric itself (without noise) so many days after the last point of the state.
struct PathMoments {
  double mean = 0, variance = 0;
};
PathMoments moments_after(const PathBelief& belief, double days, const std::array<double, most_coefficients>& cycle);

/// The state `days` later.
PathBelief advanced(PathBelief belief, double days);

}  // namespace premortem
