#include "statistics/incomplete_beta_inverse.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/incomplete_beta.hpp"

namespace premortem {
namespace {

constexpr double least = std::numeric_limits<double>::min();

Tail other(Tail side) { return side == Tail::lower ? Tail::upper : Tail::lower; }

double tail_at(double a, double b, Tail side, double x) {
  return side == Tail::lower ? beta_lower_tail(a, b, x) : beta_upper_tail(a, b, x);
}

/// From x^a / (a B(a, b)), the lower tail near 0.
double power_start(double a, double b, double p) {
  const auto log_gamma = [](double x) { return boost::math::lgamma(x, DoublePolicy()); };
  return std::exp((std::log(p) + log_gamma(a + 1) + log_gamma(b) - log_gamma(a + b)) / a);
}

/// Normal approximation of Abramowitz & Stegun 26.5.22, for a, b > 1; NaN where it has no value.
double normal_start(double a, double b, Tail side, double p) {
  const double quantile = normal_upper_quantile(0, 1, p);
  const double y = side == Tail::upper ? -quantile : quantile;
  const double r = (y * y - 3) / 6;
  const double s = 1 / (2 * a - 1);
  const double t = 1 / (2 * b - 1);
  const double h = 2 / (s + t);
  const double w = y * std::sqrt(h + r) / h - (t - s) * (r + 5.0 / 6 - 2 / (3 * h));
  return a / (a + b * std::exp(2 * w));
}

double start(double a, double b, Tail side, double p) {
  const double normal = a > 1 && b > 1 ? normal_start(a, b, side, p) : std::numeric_limits<double>::quiet_NaN();
  const double low_end = power_start(a, b, side == Tail::lower ? p : 1 - p);
  // The power law is above the tail's curve for b >= 1, so its root lies below the true one.
  if (!(normal > 0) || (side == Tail::lower && normal < low_end)) return std::min(low_end, a / (a + b));
  return normal;
}

/// A root known to be at most 1/2.
double small_root(double a, double b, Tail side, double p) {
  if (p > 0.5) return small_root(a, b, other(side), 1 - p);
  if (side == Tail::lower && beta_lower_tail(a, b, least) >= p) return 0;
  const auto tail = [&](double x) { return tail_at(a, b, side, x); };
  const auto density = [&](double x) { return beta_density_inside(a, b, x); };
  return tail_root(side, tail, density, p, start(a, b, side, p), {least, 0.5});
}

}  // namespace

double beta_root(double a, double b, Tail side, double p) {
  if (p == 0 || p == 1) return (p == 0) == (side == Tail::lower) ? 0.0 : 1.0;
  const double at_half = tail_at(a, b, side, 0.5);
  const bool root_is_small = side == Tail::lower ? p <= at_half : p >= at_half;
  return root_is_small ? small_root(a, b, side, p) : 1 - small_root(b, a, other(side), p);
}

}  // namespace premortem
