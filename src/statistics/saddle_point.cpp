#include "statistics/saddle_point.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/log1p.hpp>
#include <cmath>

#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

constexpr double two_pi = 6.2831853071795864769;
constexpr double series_from = 16;  // the five terms below leave less than 1e-16

/// log Gamma(a+1) - log( sqrt(2 pi a) (a/e)^a ). Source: DLMF 5.11.1.
double stirling_error(double a) {
  if (a < series_from) {
    const double leading = (a + 0.5) * std::log(a) - a + 0.5 * std::log(two_pi);
    return boost::math::lgamma(a + 1, DoublePolicy()) - leading;
  }
  const double s = 1 / (a * a);
  return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / a;
}

/// a (t - log(1 + t)) with t = excess/a: what a count of mean a + excess loses by being a.
double deviance(double a, double excess, double mean) {
  if (std::abs(excess) > 0.5 * a) return excess - a * std::log(mean / a);
  return -a * boost::math::log1pmx(excess / a, DoublePolicy());
}

}  // namespace

double gamma_kernel(double a, double excess) {
  return std::exp(-deviance(a, excess, a + excess) - stirling_error(a)) / std::sqrt(two_pi * a);
}

double beta_excess(double a, double b, double x) {
  const double n = a + b;
  const double mean = n * x;
  const double lost = std::fma(n, x, -mean) - ((n - a) - b) * x;  // what rounding took from n x and from n
  return (mean - a) + lost;
}

BetaKernel::BetaKernel(double a, double b)
    : a_(a),
      b_(b),
      correction_(stirling_error(a + b) - stirling_error(a) - stirling_error(b)),
      root_(std::sqrt((a + b) / (two_pi * a * b))) {}

double BetaKernel::operator()(double x) const {
  const double excess = beta_excess(a_, b_, x);
  const double loss = deviance(a_, excess, (a_ + b_) * x) + deviance(b_, -excess, (a_ + b_) * (1 - x));
  return std::exp(correction_ - loss) * root_;
}

}  // namespace premortem
