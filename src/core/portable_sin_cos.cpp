#include <cmath>
#include <cstdint>
#include <limits>

#include "core/elementary_kernels.hpp"
#include "premortem/core/portable_math.hpp"

namespace premortem {
namespace {

/// x less its quarter turns: |rest| <= pi / 4, and how many they are modulo 4.
struct Quarter {
  TwoPart rest;
  unsigned turns;
};

Quarter quarter_of(double x) {
  constexpr double two_over_pi = 0x1.45f306dc9c883p-1, shift = 0x1.8p52;  // to the nearest integer and back
  const double shifted = x * two_over_pi + shift, k = shifted - shift;
  const auto turns = static_cast<unsigned>(bits_of(shifted) & 3U);
  if (std::abs(x) < 0x1p20) {  // pi / 2 in three parts: products with the first two, of 33 bits, are exact
    const double a = x - k * 0x1.921fb544p+0, b = k * 0x1.0b4611a6p-34;
    const double high = a - b, low = ((a - high) - b) - k * 0x1.3198a2e037073p-69;
    return {{high, low}, turns};
  }
  constexpr double half_pi[] = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110};
  const TwoPart first = exact_product(k, half_pi[0]), second = exact_product(k, half_pi[1]);
  const TwoPart a = exact_sum(x - first.high, -first.low);  // the difference is exact: both are near each other
  const TwoPart b = exact_sum(a.high, -second.high);
  return {exact_sum(b.high, (a.low + b.low) - second.low - k * half_pi[2]), turns};
}

/// a + b z + c z^2 + d z^3, in two steps that a processor takes at once.
double cubic(double a, double b, double c, double d, double z) { return (a + b * z) + z * z * (c + d * z); }

double sine_near_zero(TwoPart x) {
  const double z = x.high * x.high, fourth = (z * z) * (z * z);
  const double series = cubic(-1 / 6.0, 1 / 120.0, -1 / 5040.0, 1 / 362880.0, z) +
                        fourth * cubic(-1 / 39916800.0, 1 / 6227020800.0, -1 / 1307674368000.0, 1 / 355687428096000.0,
                                       z);  // 1/3! to 1/17!
  return x.high + (x.high * z * series + x.low * (1 - z / 2));
}

double cosine_near_zero(TwoPart x) {
  const double z = x.high * x.high, half = z / 2, high = 1 - half, fourth = (z * z) * (z * z);
  const double series = cubic(1 / 24.0, -1 / 720.0, 1 / 40320.0, -1 / 3628800.0, z) +
                        fourth * cubic(1 / 479001600.0, -1 / 87178291200.0, 1 / 20922789888000.0, 0,
                                       z);  // 1/4! to 1/16!
  return high + (((1 - high) - half) + (z * z * series - x.high * x.low));
}

/// The sine of so many quarter turns and the rest.
double sine_of(TwoPart rest, unsigned turns) {
  const double size = turns % 2 == 0 ? sine_near_zero(rest) : cosine_near_zero(rest);
  return turns % 4 < 2 ? size : -size;
}

bool is_angle(double x) { return std::abs(x) <= largest_angle; }

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double portable_sin(double x) {
  if (!is_angle(x)) return not_a_number;
  if (x == 0) return x;  // with its sign
  const auto [rest, turns] = quarter_of(x);
  return sine_of(rest, turns);
}

double portable_cos(double x) {
  if (!is_angle(x)) return not_a_number;
  const auto [rest, turns] = quarter_of(x);
  return sine_of(rest, turns + 1);
}

SineCosine portable_sin_cos(double x) {
  if (!is_angle(x)) return {not_a_number, not_a_number};
  if (x == 0) return {x, 1};
  const auto [rest, turns] = quarter_of(x);
  const double sine = sine_near_zero(rest), cosine = cosine_near_zero(rest);
  const double first = turns % 2 == 0 ? sine : cosine, second = turns % 2 == 0 ? cosine : sine;
  return {turns < 2 ? first : -first, turns == 0 || turns == 3 ? second : -second};
}

}  // namespace premortem
