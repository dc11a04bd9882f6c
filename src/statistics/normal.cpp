#include <boost/math/special_functions/erf.hpp>

#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/special_functions.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

constexpr double root_two = 1.4142135623730950488;
constexpr double root_two_pi = 2.5066282746310005024;

void require_normal(const char* function, double mean, double sd) {
  require(std::isfinite(mean) && positive_finite(sd), function, {{"mean", mean}, {"sd", sd}},
          "a finite mean and sd > 0 are needed");
}

double standardised(const char* function, double mean, double sd, double x) {
  require_normal(function, mean, sd);
  require_number(function, "x", x);
  return (x - mean) / sd;
}

/// z with P(Z > z) = q.
double upper_point(double q) { return root_two * boost::math::erfc_inv(2 * q, DoublePolicy()); }

}  // namespace

double normal_cdf(double mean, double sd, double x) {
  const double z = standardised("normal_cdf", mean, sd, x);
  return evaluated("normal_cdf", {{"mean", mean}, {"sd", sd}, {"x", x}}, [&] { return standard_normal_survival(-z); });
}

double normal_survival(double mean, double sd, double x) {
  const double z = standardised("normal_survival", mean, sd, x);
  return evaluated("normal_survival", {{"mean", mean}, {"sd", sd}, {"x", x}}, [&] { return standard_normal_survival(z); });
}

double normal_quantile(double mean, double sd, double p) {
  require_normal("normal_quantile", mean, sd);
  require(p > 0 && p < 1, "normal_quantile", {{"p", p}}, "p must lie in (0, 1)");
  return evaluated("normal_quantile", {{"mean", mean}, {"sd", sd}, {"p", p}}, [&] { return mean - sd * upper_point(p); });
}

double normal_upper_quantile(double mean, double sd, double q) {
  require_normal("normal_upper_quantile", mean, sd);
  require(q > 0 && q < 1, "normal_upper_quantile", {{"q", q}}, "q must lie in (0, 1)");
  return evaluated("normal_upper_quantile", {{"mean", mean}, {"sd", sd}, {"q", q}},
                   [&] { return mean + sd * upper_point(q); });
}

double normal_density(double mean, double sd, double x) {
  const double z = standardised("normal_density", mean, sd, x);
  return std::exp(-0.5 * z * z) / (sd * root_two_pi);
}

}  // namespace premortem
