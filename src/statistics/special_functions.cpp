#include "premortem/statistics/special_functions.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "statistics/evaluation.hpp"

namespace premortem {

double standard_normal_survival(double z) {
  return std::isnan(z) ? z : 0.5 * boost::math::erfc(z / std::numbers::sqrt2, DoublePolicy());
}

double log_gamma(double x) {
  if (!(x >= 0)) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0 || std::isinf(x)) return std::numeric_limits<double>::infinity();
  return boost::math::lgamma(x, DoublePolicy());
}

}  // namespace premortem
