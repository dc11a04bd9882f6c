#include "statistics/incomplete_gamma.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "statistics/evaluation.hpp"
#include "statistics/saddle_point.hpp"

namespace premortem {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

bool is_deep(double a, double excess) { return a > 200 && excess * excess > 20 * a; }

/// Sum of x^n / ((a+1) ... (a+n)), all terms positive; x < a.
double lower_series(double a, double x) {
  double term = 1;
  double sum = 1;
  for (double n = 1; term > epsilon / 16 * sum; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/// x/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))) by Lentz's method; x > a.
double upper_fraction(double a, double x) {
  double denominator = x + 1 - a;
  double ratio = denominator;
  double inverse = 0;
  double value = denominator;
  for (double n = 1, change = 0; std::abs(change - 1) > epsilon; ++n) {
    const double numerator = -n * (n - a);
    denominator += 2;
    inverse = 1 / (denominator + numerator * inverse);
    ratio = denominator + numerator / ratio;
    change = inverse * ratio;
    value *= change;
  }
  return x / value;
}

double near_tail(double a, double x, double excess) {
  const double kernel = gamma_kernel(a, excess);
  return excess < 0 ? kernel * lower_series(a, x) : kernel * (a / x) * upper_fraction(a, x);
}

}  // namespace

double gamma_lower_tail(double a, double x, double excess) {
  if (!is_deep(a, excess)) return boost::math::gamma_p(a, x, DoublePolicy());
  const double near = near_tail(a, x, excess);
  return excess < 0 ? near : 1 - near;
}

double gamma_upper_tail(double a, double x, double excess) {
  if (!is_deep(a, excess)) return boost::math::gamma_q(a, x, DoublePolicy());
  const double near = near_tail(a, x, excess);
  return excess < 0 ? 1 - near : near;
}

}  // namespace premortem
