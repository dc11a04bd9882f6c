#pragma once
#include <array>
#include <cstddef>
#include <vector>

namespace premortem {

inline constexpr std::size_t most_coefficients = 6;  ///< of a path: level, drift and four of a cycle

/// A series in units of its own: time in median steps since the first value, values about their mean in units of noise.
struct NoisyPath {
  std::vector<double> t, y;
  std::vector<double> noise;  ///< relative variance of each value
  std::vector<double> jumps;  ///< before value i the level may have moved at once by so many increments' variance
  std::vector<std::array<double, most_coefficients>> x;  ///< 1, t, cycle; the first `coefficients`
  std::size_t coefficients = 2;
};

/// Variances but for a common factor.
struct PathVariances {
  double noise = 1;         ///< times NoisyPath::noise
  double wander = 0;        ///< of the level, per unit of time
  double drift_wander = 0;  ///< of the drift, per unit of time
  double swing = 0;         ///< of noise that is correlated in time (stationary)
  double stays = 0;         ///< its correlation after one unit of time
};

/// Level (without cycle and noise), drift, cycle: what is known after some of the values.
struct PathState {
  std::size_t size = 2;
  std::array<double, most_coefficients> mean{};
  std::array<std::array<double, most_coefficients>, most_coefficients> covariance{};  ///< but for the common factor
};

/// After the first `points` values.
struct PathPrefix {
  std::size_t points = 0;
  double df = 0;       ///< points - coefficients
  double log_det = 0;  ///< of the restricted likelihood
  double rss = 0;      ///< in units of the common factor
  std::array<double, most_coefficients> beta{};
  PathState state;
};

/// The exact restricted likelihood of y = x'beta + W + noise, W a Wiener process with a wandering drift or a stationary swing,
/// starting at 0, beta flat; and what is then known of the state, for each prefix that is asked for, in one pass of O(n). The
/// columns of x pass the Kalman filter beside y, and beta is by generalised least squares from what is left of them.
/// @param prefixes  ascending, each at least coefficients + 1
/// Source: de Jong (1991), Annals of Statistics 19; Durbin & Koopman (2012), Time Series Analysis by State Space Methods, 5.7.
std::vector<PathPrefix> filtered(const NoisyPath& path, const PathVariances& v, const std::vector<std::size_t>& prefixes);

/// E[value without noise | all of them] of a Wiener path (no drift wander, no swing), by the fixed-interval smoother.
/// Source: Rauch, Tung & Striebel (1965), AIAA Journal 3.
std::vector<double> smoothed_levels(const NoisyPath& path, const PathVariances& v);

}  // namespace premortem
