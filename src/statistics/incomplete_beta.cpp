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

/// Boost takes 1 - x for the complement of the arcsine law, which forgets a small x.
double arcsine_tail(double x, double y) {
  return x <= 0.5 ? two_over_pi * std::asin(std::sqrt(x)) : 1 - two_over_pi * std::asin(std::sqrt(y));
}

bool needs_no_kernel(double a, double b) { return (a == 0.5 && b == 0.5) || a + b < own_from; }

double lower_without_kernel(double a, double b, double x) {
  return a == 0.5 && b == 0.5 ? arcsine_tail(x, 1 - x) : boost::math::ibeta(a, b, x, DoublePolicy());
}

double upper_without_kernel(double a, double b, double x) {
  return a == 0.5 && b == 0.5 ? arcsine_tail(1 - x, x) : boost::math::ibetac(a, b, x, DoublePolicy());
}

}  // namespace

BetaTails::At BetaTails::at(Tail side, double x) const {
  if (needs_no_kernel(a_, b_)) return {*this, x, std::nullopt, (side == Tail::lower ? lower_without_kernel : upper_without_kernel)(a_, b_, x)};
  const double kernel = kernel_(x), excess = beta_excess(a_, b_, x);
  const double near = kernel * a_ * b_ / (a_ + b_) * (excess <= 0 ? fraction(a_, b_, x, 1 - x, -excess) : fraction(b_, a_, 1 - x, x, excess));
  const bool is_near = (excess <= 0) == (side == Tail::lower);  // x lies on this tail's side of the mean
  return {*this, x, kernel, is_near ? near : 1 - near};
}

double BetaTails::At::density() const {
  const double a = tails.a_, b = tails.b_;
  return (kernel ? *kernel : tails.kernel_(x)) * (a / x) * (b / (1 - x)) / (a + b);
}

double beta_lower_tail(double a, double b, double x) {
  return needs_no_kernel(a, b) ? lower_without_kernel(a, b, x) : BetaTails(a, b).lower(x);
}

double beta_upper_tail(double a, double b, double x) {
  return needs_no_kernel(a, b) ? upper_without_kernel(a, b, x) : BetaTails(a, b).upper(x);
}

}  // namespace premortem
