#include "premortem/statistics/special_functions.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "premortem/core/portable_math.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {

double standard_normal_survival(double z) { return 0.5 * portable_erfc(z / std::numbers::sqrt2); }

double log_gamma(double x) {
  if (!(x >= 0)) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0 || std::isinf(x)) return std::numeric_limits<double>::infinity();
  return boost::math::lgamma(x, DoublePolicy());
}

}  // namespace premortem
