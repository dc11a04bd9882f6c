#include <boost/math/special_functions/gamma.hpp>
#include <limits>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/incomplete_gamma.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void require_gamma(const char* function, double shape, double scale) {
  require(positive_finite(shape) && positive_finite(scale), function, {{"shape", shape}, {"scale", scale}},
          "shape > 0 and scale > 0 are needed");
}

/// A tail at x/scale, with the rounding error of the division put back into the distance from the shape.
double tail_at(double shape, double scale, double x, double (*tail)(double, double, double)) {
  const double ratio = x / scale;
  const double lost = std::isfinite(ratio) ? std::fma(-ratio, scale, x) / scale : 0.0;
  if (ratio == 0 || std::isinf(ratio)) return (ratio == 0) == (tail == gamma_lower_tail) ? 0.0 : 1.0;
  return tail(shape, ratio, (ratio - shape) + lost);
}

}  // namespace

double gamma_cdf(double shape, double scale, double x) {
  require_gamma("gamma_cdf", shape, scale);
  require_number("gamma_cdf", "x", x);
  if (x <= 0) return 0;
  if (x == infinity) return 1;
  return evaluated("gamma_cdf", {{"shape", shape}, {"scale", scale}, {"x", x}},
                   [&] { return tail_at(shape, scale, x, gamma_lower_tail); });
}

double gamma_survival(double shape, double scale, double x) {
  require_gamma("gamma_survival", shape, scale);
  require_number("gamma_survival", "x", x);
  if (x <= 0) return 1;
  if (x == infinity) return 0;
  return evaluated("gamma_survival", {{"shape", shape}, {"scale", scale}, {"x", x}},
                   [&] { return tail_at(shape, scale, x, gamma_upper_tail); });
}

double gamma_quantile(double shape, double scale, double p) {
  require_gamma("gamma_quantile", shape, scale);
  require_probability("gamma_quantile", "p", p);
  if (p == 1) return infinity;
  return evaluated("gamma_quantile", {{"shape", shape}, {"scale", scale}, {"p", p}},
                   [&] { return scale * boost::math::gamma_p_inv(shape, p, DoublePolicy()); });
}

double gamma_upper_quantile(double shape, double scale, double q) {
  require_gamma("gamma_upper_quantile", shape, scale);
  require_probability("gamma_upper_quantile", "q", q);
  if (q == 0) return infinity;
  return evaluated("gamma_upper_quantile", {{"shape", shape}, {"scale", scale}, {"q", q}},
                   [&] { return scale * boost::math::gamma_q_inv(shape, q, DoublePolicy()); });
}

double gamma_density(double shape, double scale, double x) {
  require_gamma("gamma_density", shape, scale);
  require_number("gamma_density", "x", x);
  if (x < 0 || x == infinity) return 0;
  return evaluated("gamma_density", {{"shape", shape}, {"scale", scale}, {"x", x}},
                   [&] { return boost::math::gamma_p_derivative(shape, x / scale, DoublePolicy()) / scale; });
}

}  // namespace premortem
