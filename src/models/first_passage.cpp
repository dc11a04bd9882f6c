#include "premortem/models/first_passage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/gauss_legendre.hpp"

namespace premortem {
namespace {

constexpr double overshoot = 0.5825971579390107;  // -zeta(1/2) / sqrt(2 pi)
constexpr double root_two_pi = 2.5066282746310005024;

void require_path(const PassagePath& p, double t) {
  const bool finite = std::isfinite(p.margin) && std::isfinite(p.drift) && std::isfinite(p.level_drift_covariance);
  const auto fine = [](double x) { return std::isfinite(x) && x >= 0; };
  if (!finite || !fine(p.volatility) || !fine(p.drift_error) || !fine(p.check_every) || !fine(p.level_error) || !fine(t))
    throw DomainError(fmt::format("first passage: margin {}, drift {}, volatility {}, errors {} and {}, checks every {}, time {} must be finite, and what is not the margin or the drift at least 0",
                                  p.margin, p.drift, p.volatility, p.level_error, p.drift_error, p.check_every, t));
}

double phi(double z) { return normal_cdf(0, 1, z); }

/// log of a sum of exponents and P(Z > z): far out by the asymptotic series of the Mills ratio (Abramowitz & Stegun 26.2.12).
double tail_times(double exponent, double z) {  // exp(exponent + z^2/2) P(Z > z)
  constexpr double far = 25;                    // the eighth term is below 1e-15 of the first
  if (z < far) return std::exp(exponent + z * z / 2 + std::log(normal_survival(0, 1, z)));
  const double u = 1 / (z * z);
  double series = 1;
  for (int k = 13; k >= 1; k -= 2) series = 1 - k * u * series;
  return std::exp(exponent) * series / (z * root_two_pi);
}

double chance(double standard_deviation, double over) {  // P(N(over, sd^2) >= 0)
  if (standard_deviation > 0) return phi(over / standard_deviation);
  return over >= 0 ? 1 : 0;
}

/// Margin known.
double passed(const PassagePath& p, double a, double m, double s, double t) {
  if (a <= 0) return 1;
  const double checks = p.check_every > 0 ? std::floor(t / p.check_every * (1 + 1e-12)) : 0;
  if (p.check_every > 0) t = checks * p.check_every;
  if (!(t > 0)) return 0;
  const double variance = p.volatility * p.volatility, d = std::sqrt(s * s * t * t + variance * t), at_end = chance(d, m * t - a);
  if (checks == 1 || !(variance > 0)) return at_end;
  const double b = overshoot * p.volatility * std::sqrt(p.check_every), h = a + b;
  const double e = (m * t - a) / d, z = e + 2 * h * (d / variance / t);
  if (!std::isfinite(z)) return at_end;
  return std::min(1.0, at_end + tail_times(-e * e / 2 - 2 * h * b / (variance * t), z));
}

}  // namespace

double beyond_at(const PassagePath& p, double t) {
  require_path(p, t);
  const double variance = p.level_error * p.level_error + 2 * t * p.level_drift_covariance + p.drift_error * p.drift_error * t * t + p.volatility * p.volatility * t;
  return chance(std::sqrt(std::max(0.0, variance)), p.drift * t - p.margin);
}

double passed_by(const PassagePath& p, double t) {
  require_path(p, t);
  const double le = p.level_error;
  if (!(le > 0)) return passed(p, p.margin, p.drift, p.drift_error, t);
  // u is the error of the level in standard errors, toward the limit; the drift is normal given it
  const double slope = p.level_drift_covariance / le, rest = std::sqrt(std::max(0.0, p.drift_error * p.drift_error - slope * slope));
  constexpr double reach = 5;
  const double cut = p.margin / le, upper = std::min(reach, cut);
  double sum = normal_survival(0, 1, cut);  // beyond today
  if (upper <= -reach) return sum;
  static const auto nodes = gauss_legendre(12, -1, 1);
  const double checked = p.check_every > 0 ? std::floor(t / p.check_every * (1 + 1e-12)) * p.check_every : t;
  // where the path expected from that level ends on the limit: what is integrated is steep there, without volatility a step
  const double steep = std::clamp((p.margin - p.drift * checked) / (le + slope * checked), -reach, upper);
  for (const auto& [low, high] : {std::pair{-reach, steep}, std::pair{steep, upper}})
    for (const auto& node : nodes) {
      if (!(high > low)) break;
      const double u = (low + high) / 2 + (high - low) / 2 * node.at;
      sum += (high - low) / 2 * node.weight * normal_density(0, 1, u) * passed(p, p.margin - u * le, p.drift + u * slope, rest, t);
    }
  return std::min(1.0, sum);
}

std::optional<double> passage_quantile(const PassagePath& path, double p, double most) {
  if (!(p > 0 && p < 1)) throw DomainError(fmt::format("passage_quantile: p = {} must lie in (0, 1)", p));
  if (!(passed_by(path, most) >= p)) return std::nullopt;
  if (passed_by(path, 0) >= p) return 0.0;
  if (path.check_every > 0) {
    double low = 0, high = std::floor(most / path.check_every * (1 + 1e-12));
    while (high - low > 1) {
      const double middle = std::floor((low + high) / 2);
      (passed_by(path, middle * path.check_every) >= p ? high : low) = middle;
    }
    return high * path.check_every;
  }
  double low = 0, high = most;
  for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
    const double middle = low + (high - low) / 2;
    (passed_by(path, middle) >= p ? high : low) = middle;
  }
  return high;
}

}  // namespace premortem
