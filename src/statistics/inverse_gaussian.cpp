#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/scaled_erfc.hpp"

namespace premortem {
namespace {

constexpr double two_pi = 6.2831853071795864769;

/// With a = sqrt(shape/(2x)) (x/mean - 1) and b = a + sqrt(2 shape/x), b^2 - a^2 = 2 shape/mean, so that the
/// factor exp(2 shape/mean) of the textbook form is absorbed:
///   cdf = exp(-a^2)/2 (erfcx(-a) + erfcx(b)),  survival = exp(-a^2)/2 (erfcx(a) - erfcx(b)).
struct Passage {
  double a;
  double b;
  double half_kernel;  // exp(-a^2)/2
};

Passage passage(double mean, double shape, double x) {
  const double root = std::sqrt(shape / (2 * x));
  const double a = root * ((x - mean) / mean);
  const double square = a * a;
  const double correction = std::isfinite(square) ? std::fma(a, a, -square) : 0.0;
  return {a, root * ((x + mean) / mean), 0.5 * std::exp(-square) * (1 - correction)};
}

double lower_tail(const Passage& t) {
  if (t.a <= 0) return t.half_kernel * (scaled_erfc(-t.a) + scaled_erfc(t.b));
  return 1 - t.half_kernel * scaled_erfc_fall(t.a, t.b);
}

double upper_tail(const Passage& t) {
  if (t.a < -1) return 1 - lower_tail(t);
  return t.half_kernel * scaled_erfc_fall(t.a, t.b);
}

double density(double mean, double shape, double x) {
  return 2 * passage(mean, shape, x).half_kernel * std::sqrt(shape / (two_pi * x)) / x;
}

void require_inverse_gaussian(const char* function, double mean, double shape) {
  require(positive_finite(mean) && positive_finite(shape), function, {{"mean", mean}, {"shape", shape}},
          "mean > 0 and shape > 0 are needed");
}

/// log(tail(x)/wanted) rises with log x for the lower tail and falls for the upper; its sign turned to "rises".
struct Mismatch {
  double value;
  double slope;  // with respect to log x
};

Mismatch mismatch(double mean, double shape, double p, double x) {
  const bool lower = p <= 0.5;
  const Passage t = passage(mean, shape, x);
  const double tail = lower ? lower_tail(t) : upper_tail(t);
  if (!(tail > 0)) return {lower ? -1e300 : 1e300, 0};
  const double gap = std::log(tail / (lower ? p : 1 - p));
  return {lower ? gap : -gap, x * density(mean, shape, x) / tail};
}

/// Newton's method in log x inside a bracket; a step that leaves the bracket becomes a bisection.
double solve(double mean, double shape, double p) {
  double low = mean;
  double high = mean;
  for (double factor = 2; mismatch(mean, shape, p, low).value > 0; factor *= factor) low /= factor;
  for (double factor = 2; mismatch(mean, shape, p, high).value < 0; factor *= factor) high *= factor;
  double x = std::sqrt(low) * std::sqrt(high);
  for (int i = 0; i < 200; ++i) {
    const Mismatch m = mismatch(mean, shape, p, x);
    if (m.value == 0) return x;
    (m.value > 0 ? high : low) = x;
    const double newton = m.slope > 0 ? x * std::exp(-m.value / m.slope) : 0;
    const bool inside = low < newton && newton < high;
    const double next = inside ? newton : std::sqrt(low) * std::sqrt(high);
    if (std::abs(next - x) <= 4 * std::numeric_limits<double>::epsilon() * x) return next;
    x = next;
  }
  return x;
}

}  // namespace

double inverse_gaussian_cdf(double mean, double shape, double x) {
  require_inverse_gaussian("inverse_gaussian_cdf", mean, shape);
  require(!std::isnan(x), "inverse_gaussian_cdf", {{"x", x}}, "x must be a number");
  if (x <= 0) return 0;
  if (std::isinf(x)) return 1;
  return evaluated("inverse_gaussian_cdf", {{"mean", mean}, {"shape", shape}, {"x", x}},
                   [&] { return lower_tail(passage(mean, shape, x)); });
}

double inverse_gaussian_survival(double mean, double shape, double x) {
  require_inverse_gaussian("inverse_gaussian_survival", mean, shape);
  require(!std::isnan(x), "inverse_gaussian_survival", {{"x", x}}, "x must be a number");
  if (x <= 0) return 1;
  if (std::isinf(x)) return 0;
  return evaluated("inverse_gaussian_survival", {{"mean", mean}, {"shape", shape}, {"x", x}},
                   [&] { return upper_tail(passage(mean, shape, x)); });
}

double inverse_gaussian_quantile(double mean, double shape, double p) {
  require_inverse_gaussian("inverse_gaussian_quantile", mean, shape);
  require(p > 0 && p < 1, "inverse_gaussian_quantile", {{"p", p}}, "p must lie in (0, 1)");
  return evaluated("inverse_gaussian_quantile", {{"mean", mean}, {"shape", shape}, {"p", p}},
                   [&] { return solve(mean, shape, p); });
}

}  // namespace premortem
