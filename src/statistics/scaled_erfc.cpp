#include "statistics/scaled_erfc.hpp"

#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>

#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

constexpr double one_over_root_pi = 0.56418958354775628695;
constexpr double fraction_from = 3;       // above this the continued fraction is as good as the product
constexpr int fraction_terms = 60;        // remainder below 1e-17 at x = 3
constexpr double far = 1e8;               // beyond this erfcx is 1/(x sqrt(pi)) to the last digit

/// x + (first/2)/(x + ((first+1)/2)/(x + ...)), from the innermost term outwards.
double continued_fraction(double x, int first) {
  double tail = x;
  for (int j = first + fraction_terms; j >= first; --j) tail = x + 0.5 * j / tail;
  return tail;
}

/// exp(x^2), with the rounding error of the square put back.
double exp_of_square(double x) {
  const double square = x * x;
  if (!(square < 700)) return std::exp(square);
  return std::exp(square) * (1 + std::fma(x, x, -square));
}

/// -d/dx scaled_erfc(x) = 2/sqrt(pi) - 2 x erfcx(x); for large x as the ratio of the first repeated integral
/// of erfc to erfc itself, which has no difference in it.
double steepness(double x) {
  if (x < fraction_from) return 2 * (one_over_root_pi - x * scaled_erfc(x));
  return scaled_erfc(x) / continued_fraction(x, 2);
}

}  // namespace

double scaled_erfc(double x) {
  if (x < fraction_from) return exp_of_square(x) * boost::math::erfc(x, DoublePolicy());
  if (x > far) return one_over_root_pi / x;
  return one_over_root_pi / continued_fraction(x, 1);
}

double scaled_erfc_fall(double a, double width) {
  const double top = scaled_erfc(a);
  const double bottom = scaled_erfc(a + width);
  if (bottom < 0.8 * top) return top - bottom;  // loses less than three bits
  const auto at = [a](double t) { return steepness(a + t); };
  return boost::math::quadrature::gauss<double, 15>::integrate(at, 0.0, width);
}

}  // namespace premortem
