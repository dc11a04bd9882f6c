#pragma once
#include <optional>

namespace premortem {

/// A Brownian motion that drifts toward a limit; the side of the limit does not matter, all is counted toward it.
/// Time is in any unit, that of drift, volatility and check_every.
struct PassagePath {
  double margin = 0;       ///< distance to the limit today; <= 0: on the bad side
  double drift = 0;        ///< toward the limit, per unit of time
  double volatility = 0;   ///< sigma, per root of the unit; 0: a straight line
  double drift_error = 0;  ///< s: the drift is normal about `drift`
  double check_every = 0;  ///< looked at now and after every such time; 0: watched all the time
  double level_error = 0;  ///< the margin is normal about `margin`
  double level_drift_covariance = 0;  ///< of the errors of (level toward the limit, drift)
};

/// P(X_t is on the bad side), exact: normal with D^2 = var(level) + 2 t cov + s^2 t^2 + sigma^2 t.
/// @throws DomainError for t < 0, a negative error, volatility or check_every, or what is not finite
double beyond_at(const PassagePath& path, double t);

/// P(it has been on the bad side by t), today included, at a check. With D = sqrt(s^2 t^2 + sigma^2 t), b = 0.5826 sigma
/// sqrt(check_every) and H = a + b:
///   F(t) = Phi((mt - a)/D) + exp(2mH/sigma^2 + 2 s^2 H^2/sigma^4) Phi(-(mt + 2 s^2 H t/sigma^2 + a + 2b)/D),
/// evaluated as exp(-(mt - a)^2/(2 D^2) - 2 H b/(sigma^2 t)) times a Mills ratio, which neither overflows nor cancels. Exact when watched all the
/// time (b = 0) and at the first check; between checks it is what it was at the last; b is of the continuity correction, so that from the second
/// check on it is near (within 0.004 in the
/// tests), and may fall by less than 0.001 where the drift is away from the limit. An uncertain level is integrated over by twice 12 Gauss-Legendre nodes to 5 standard errors.
/// Source: Cox & Miller (1965), The Theory of Stochastic Processes, 5.7; Siegmund (1985), Sequential Analysis, 10.2.
double passed_by(const PassagePath& path, double t);

/// First t with passed_by(t) >= p, by bracketing, a check where there are checks; absent: not by `most`.
/// @throws DomainError unless p in (0, 1)
std::optional<double> passage_quantile(const PassagePath& path, double p, double most);

}  // namespace premortem
