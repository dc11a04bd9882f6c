#include "statistics/incomplete_beta.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>

#include "statistics/evaluation.hpp"
#include "statistics/saddle_point.hpp"

namespace premortem {
namespace {

constexpr double own_from = 1000;
constexpr double most_terms = 1e6;  // about 10 sqrt(max(a, b)) are taken
constexpr double two_over_pi = 0.63661977236758134308;

/// 1/(b0 + a1/(b1 + a2/(b2 + ...))) with I_x(a, b) = x^a y^b / B(a, b) times it, by Lentz's method, where
/// `shortfall` = a - (a + b) x >= 0 and y = 1 - x. Every partial term is positive while it is below b.
double fraction(double a, double b, double x, double y, double shortfall) {
  double value = a / (a + 1) * (shortfall + 1);
  double ratio = value;
  double inverse = 0;
  for (double n = 1; n < most_terms; ++n) {
    const double place = a + 2 * n - 1;
    const double reach = n * (b - n) * x / place;
    const double numerator = (a + n - 1) * (a + b + n - 1) * x / place * reach;
    const double denominator = n + reach + (a + n) / (place + 2) * (shortfall + 1 + n * (1 + y));
    inverse = 1 / (denominator + numerator * inverse);
    ratio = denominator + numerator / ratio;
    const double change = inverse * ratio;
    value *= change;
    if (std::abs(change - 1) <= std::numeric_limits<double>::epsilon()) return 1 / value;
  }
  throw DomainError("the continued fraction of the incomplete beta function did not converge");
}

/// The tail on the side of the mean where x lies.
double near_tail(double a, double b, double x, double excess) {
  const double kernel = beta_kernel(a, b, x) * a * b / (a + b);
  return kernel * (excess <= 0 ? fraction(a, b, x, 1 - x, -excess) : fraction(b, a, 1 - x, x, excess));
}

/// Boost takes 1 - x for the complement of the arcsine law, which forgets a small x.
double arcsine_tail(double x, double y) {
  return x <= 0.5 ? two_over_pi * std::asin(std::sqrt(x)) : 1 - two_over_pi * std::asin(std::sqrt(y));
}

}  // namespace

double beta_density_inside(double a, double b, double x) {
  return beta_kernel(a, b, x) * (a / x) * (b / (1 - x)) / (a + b);
}

double beta_lower_tail(double a, double b, double x) {
  if (a == 0.5 && b == 0.5) return arcsine_tail(x, 1 - x);
  if (a + b < own_from) return boost::math::ibeta(a, b, x, DoublePolicy());
  const double excess = beta_excess(a, b, x);
  const double near = near_tail(a, b, x, excess);
  return excess <= 0 ? near : 1 - near;
}

double beta_upper_tail(double a, double b, double x) {
  if (a == 0.5 && b == 0.5) return arcsine_tail(1 - x, x);
  if (a + b < own_from) return boost::math::ibetac(a, b, x, DoublePolicy());
  const double excess = beta_excess(a, b, x);
  const double near = near_tail(a, b, x, excess);
  return excess <= 0 ? 1 - near : near;
}

}  // namespace premortem
