#include <cmath>
#include <limits>

#include "core/elementary_kernels.hpp"
#include "premortem/core/portable_math.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double negligible = 0x1p-54;  // of 1: the functions are their argument here, with its sign if it is 0

/// exp(x) - 1 by Taylor's series, |x| <= 1/16.
double expm1_by_series(double x) {
  constexpr double terms[] = {1 / 3628800.0, 1 / 362880.0, 1 / 40320.0, 1 / 5040.0, 1 / 720.0,
                              1 / 120.0,     1 / 24.0,     1 / 6.0,     1 / 2.0};  // 1/10! to 1/2!
  double series = 0;
  for (const double term : terms) series = series * x + term;
  return x + x * x * series;
}

}  // namespace

double portable_expm1(double x) {
  if (!(std::abs(x) > negligible)) return x;
  if (std::abs(x) <= 0x1p-4) return expm1_by_series(x);
  if (x > 50) return portable_exp(x);
  if (x < -50) return -1;
  const Exponential e = exponential_of(x, 0);
  const double scale = e.scale_of(e.k);
  const TwoPart less_one = exact_sum(scale, -1);
  return less_one.high + (less_one.low + e.grown_by(scale));
}

double portable_log1p(double x) {
  if (!(std::abs(x) > negligible)) return x;
  if (x < -1) return std::numeric_limits<double>::quiet_NaN();
  if (x == -1) return -infinity;
  if (x == infinity) return x;
  if (-0x1p-9 <= x && x < 0x1p-8) return rounded({0, 0, x, 0});
  const double one_more = 1 + x, lost = x < 1 ? x - (one_more - 1) : 1 - (one_more - x);  // exact, from the larger
  Logarithm log = logarithm_of(bits_of(one_more));
  log.sum_rest += lost / one_more;
  return rounded(log);
}

}  // namespace premortem
