#include <cmath>
#include <cstdint>
#include <limits>

#include "core/exact_sum.hpp"
#include "premortem/core/portable_math.hpp"

namespace premortem {
namespace {

/// x less its quarter turns: |rest| <= pi / 4, and how many they are modulo 4.
struct Quarter {
  TwoPart rest;
  int turns;
};

Quarter quarter_of(double x) {
  constexpr double half_pi[] = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110};
  constexpr double shift = 0x1.8p52;  // to the nearest integer and back
  const double k = (x * 0x1.45f306dc9c883p-1 + shift) - shift;
  const TwoPart first = exact_product(k, half_pi[0]), second = exact_product(k, half_pi[1]);
  const TwoPart a = exact_sum(x - first.high, -first.low);  // the difference is exact: both are near each other
  const TwoPart b = exact_sum(a.high, -second.high);
  const TwoPart rest = exact_sum(b.high, (a.low + b.low) - second.low - k * half_pi[2]);
  return {rest, static_cast<int>(static_cast<std::int64_t>(k) & 3)};
}

double sine_near_zero(TwoPart x) {
  const double z = x.high * x.high;
  constexpr double terms[] = {
      1 / 355687428096000.0, -1 / 1307674368000.0, 1 / 6227020800.0, -1 / 39916800.0,
      1 / 362880.0,          -1 / 5040.0,          1 / 120.0,        -1 / 6.0};  // 1/17! to 1/3!
  double series = 0;
  for (const double term : terms) series = series * z + term;
  return x.high + (x.high * z * series + x.low * (1 - z / 2));
}

double cosine_near_zero(TwoPart x) {
  const double z = x.high * x.high, half = z / 2, high = 1 - half;
  constexpr double terms[] = {1 / 20922789888000.0, -1 / 87178291200.0, 1 / 479001600.0, -1 / 3628800.0,
                              1 / 40320.0,          -1 / 720.0,         1 / 24.0};  // 1/16! to 1/4!
  double series = 0;
  for (const double term : terms) series = series * z + term;
  return high + (((1 - high) - half) + (z * z * series - x.high * x.low));
}

double sine_after(double x, int quarters) {
  if (!(std::abs(x) <= largest_angle)) return std::numeric_limits<double>::quiet_NaN();
  const Quarter q = quarter_of(x);
  const int turns = (q.turns + quarters) & 3;
  const double size = turns % 2 == 0 ? sine_near_zero(q.rest) : cosine_near_zero(q.rest);
  return turns < 2 ? size : -size;
}

}  // namespace

double portable_sin(double x) { return sine_after(x, 0); }
double portable_cos(double x) { return sine_after(x, 1); }

}  // namespace premortem
