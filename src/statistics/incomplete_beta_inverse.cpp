#include "statistics/incomplete_beta_inverse.hpp"

#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/special_functions.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/incomplete_beta.hpp"

namespace premortem {
namespace {

constexpr double least = std::numeric_limits<double>::min();

Tail other(Tail side) { return side == Tail::lower ? Tail::upper : Tail::lower; }

/// From x^a / (a B(a, b)), the lower tail near 0.
double power_start(const BetaNearZero& d, double p) {
  const double a = d.tails.a(), b = d.tails.b();
  const double a1 = d.prepared ? d.prepared->log_gamma_a1 : log_gamma(a + 1);
  const double log_gamma_b = d.prepared ? d.prepared->log_gamma_b : log_gamma(b);
  const double n = d.prepared ? d.prepared->log_gamma_n : log_gamma(a + b);
  return std::exp((std::log(p) + a1 + log_gamma_b - n) / a);
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

double start(const BetaNearZero& d, Tail side, double p) {
  const double a = d.tails.a(), b = d.tails.b();
  const double normal = a > 1 && b > 1 ? normal_start(a, b, side, p) : std::numeric_limits<double>::quiet_NaN();
  const double low_end = power_start(d, side == Tail::lower ? p : 1 - p);
  // The power law is above the tail's curve for b >= 1, so its root lies below the true one.
  if (!(normal > 0) || (side == Tail::lower && normal < low_end)) return std::min(low_end, a / (a + b));
  return normal;
}

/// A root known to be at most 1/2.
double small_root(const BetaNearZero& d, Tail side, double p) {
  if (p > 0.5) return small_root(d, other(side), 1 - p);
  if (side == Tail::lower && (d.prepared ? d.prepared->least_tail : d.tails.lower(least)) >= p) return 0;
  return tail_root(side, [&](double x) { return d.tails.at(side, x); }, p, start(d, side, p), {least, 0.5});
}

bool is_end(double p) { return p == 0 || p == 1; }

double end_of(Tail side, double p) { return (p == 0) == (side == Tail::lower) ? 0.0 : 1.0; }

bool is_small(Tail side, double p, double tail_at_half) { return side == Tail::lower ? p <= tail_at_half : p >= tail_at_half; }

BetaNearZero prepared(double a, double b) {
  const BetaTails tails(a, b);
  return {tails, BetaNearZero::Prepared{tails.lower(least), log_gamma(a + 1), log_gamma(b), log_gamma(a + b)}};
}

}  // namespace

double beta_root(double a, double b, Tail side, double p) {
  if (is_end(p)) return end_of(side, p);
  const BetaTails tails(a, b);
  if (is_small(side, p, tails.at(side, 0.5).tail)) return small_root({tails, {}}, side, p);
  return 1 - small_root({BetaTails(b, a), {}}, other(side), p);
}

BetaInverse::BetaInverse(double a, double b)
    : forward_(prepared(a, b)),
      mirrored_(prepared(b, a)),
      lower_at_half_(forward_.tails.lower(0.5)),
      upper_at_half_(forward_.tails.upper(0.5)) {}

double BetaInverse::root(Tail side, double p) const {
  if (is_end(p)) return end_of(side, p);
  if (is_small(side, p, side == Tail::lower ? lower_at_half_ : upper_at_half_)) return small_root(forward_, side, p);
  return 1 - small_root(mirrored_, other(side), p);
}

}  // namespace premortem
