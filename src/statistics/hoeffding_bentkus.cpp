#include "premortem/statistics/hoeffding_bentkus.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

/// Kullback-Leibler divergence of two Bernoulli laws; 0 ln 0 = 0.
double divergence(double a, double b) {
  const double events = a == 0 ? 0 : a * std::log(a / b);
  const double others = a == 1 ? 0 : (1 - a) * (std::log1p(-a) - std::log1p(-b));
  return events + others;
}

/// .07 x 100 is 7.000000000000001 in binary: what only rounding has put above a whole number does not count as one
/// more.
double rounded_up(double x) {
  const double nearest = std::round(x);
  const bool is_whole = std::abs(x - nearest) <= 4 * std::numeric_limits<double>::epsilon() * x;
  return is_whole ? nearest : std::ceil(x);
}

}  // namespace

double hoeffding_bentkus_p(double mean, double n, double limit) {
  require(n >= 1 && std::floor(n) == n && std::isfinite(n), "hoeffding_bentkus_p", {{"n", n}},
          "whole n >= 1 is needed");
  require(mean >= 0 && mean <= 1 && limit > 0 && limit < 1, "hoeffding_bentkus_p", {{"mean", mean}, {"limit", limit}},
          "a mean in [0, 1] and a limit in (0, 1) are needed");
  const double hoeffding = std::exp(-n * divergence(std::min(mean, limit), limit));
  const double bentkus = std::numbers::e * binomial_cdf(n, limit, rounded_up(n * mean));
  return std::min({1.0, hoeffding, bentkus});
}

}  // namespace premortem
