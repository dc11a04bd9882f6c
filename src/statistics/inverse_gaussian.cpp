#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/scaled_erfc.hpp"
#include "statistics/tail_root.hpp"

namespace premortem {
namespace {

constexpr double two_pi = 6.2831853071795864769;
constexpr double least = std::numeric_limits<double>::min();
constexpr double greatest = std::numeric_limits<double>::max();

/// With a = sqrt(shape/(2x)) (x/mean - 1) and b = a + sqrt(2 shape/x), b^2 - a^2 = 2 shape/mean, so that the
/// factor exp(2 shape/mean) of the textbook form is absorbed:
///   cdf = exp(-a^2)/2 (erfcx(-a) + erfcx(b)),  survival = exp(-a^2)/2 (erfcx(a) - erfcx(b)).
struct Passage {
  double a;
  double b;
  double width;        // b - a, not from the difference
  double half_kernel;  // exp(-a^2)/2
};

Passage passage(double mean, double shape, double x) {
  const double root = std::sqrt(shape / (2 * x));
  const double a = root * ((x - mean) / mean);
  const double square = a * a;
  const double correction = std::isfinite(square) ? std::fma(a, a, -square) : 0.0;
  return {a, root * ((x + mean) / mean), 2 * root, 0.5 * std::exp(-square) * (1 - correction)};
}

double lower_tail(const Passage& t) {
  if (t.a <= 0) return t.half_kernel * (scaled_erfc(-t.a) + scaled_erfc(t.b));
  return 1 - t.half_kernel * scaled_erfc_fall(t.a, t.width);
}

double upper_tail(const Passage& t) {
  if (t.a < -1) return 1 - lower_tail(t);
  return t.half_kernel * scaled_erfc_fall(t.a, t.width);
}

/// What the search for a root asks of an x.
struct PassageAt {
  Passage passage;
  double shape, x, tail;
  double density() const { return 2 * passage.half_kernel * std::sqrt(shape / (two_pi * x)) / x; }
};

void require_inverse_gaussian(const char* function, double mean, double shape) {
  require(positive_finite(mean) && positive_finite(shape), function, {{"mean", mean}, {"shape", shape}},
          "mean > 0 and shape > 0 are needed");
}

double solve(double mean, double shape, double p) {
  const Tail side = p <= 0.5 ? Tail::lower : Tail::upper;  // 1 - p is exact from 1/2 on
  const auto at = [&](double x) {
    const Passage t = passage(mean, shape, x);
    return PassageAt{t, shape, x, side == Tail::lower ? lower_tail(t) : upper_tail(t)};
  };
  // The log-normal of the same variance where the shape is large, else the tail of no drift, 2 P(Z < -sqrt(shape/x)).
  const double spread = std::sqrt(std::log1p(mean / shape));
  const double log_normal = mean * std::exp(spread * (normal_quantile(0, 1, p) - spread / 2));
  const double z = normal_quantile(0, 1, std::min(p, 0.5) / 2);
  const double start = mean > shape ? std::min(mean, shape / (z * z)) : log_normal;
  return tail_root(side, at, std::min(p, 1 - p), start, {least, greatest});
}

}  // namespace

double inverse_gaussian_cdf(double mean, double shape, double x) {
  require_inverse_gaussian("inverse_gaussian_cdf", mean, shape);
  require_number("inverse_gaussian_cdf", "x", x);
  if (x <= 0) return 0;
  if (std::isinf(x)) return 1;
  return evaluated("inverse_gaussian_cdf", {{"mean", mean}, {"shape", shape}, {"x", x}},
                   [&] { return lower_tail(passage(mean, shape, x)); });
}

double inverse_gaussian_survival(double mean, double shape, double x) {
  require_inverse_gaussian("inverse_gaussian_survival", mean, shape);
  require_number("inverse_gaussian_survival", "x", x);
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
