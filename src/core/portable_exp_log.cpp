#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/exact_sum.hpp"
#include "premortem/core/portable_math.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// ln 2 in two parts, the first of 32 bits, so that its product with an exponent is exact.
constexpr double ln2_high = 0x1.62e42feep-1, ln2_low = 0x1.a39ef35793c76p-33;
constexpr double log2_e = 0x1.71547652b82fep+0;

double power_of_two(int k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52U); }

/// exp(x + tail) for a tail below a unit of x: 2^k exp(r), |r| <= ln 2 / 2.
double exp_of(double x, double tail) {
  if (x > 709.9) return infinity;
  if (x < -745.2) return 0;
  const double k = std::nearbyint(x * log2_e);
  const double high = x - k * ln2_high, low = k * ln2_low - tail, r = high - low;
  constexpr double terms[] = {1 / 6227020800.0, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0,
                              1 / 362880.0,     1 / 40320.0,     1 / 5040.0,     1 / 720.0,
                              1 / 120.0,        1 / 24.0,        1 / 6.0,        1 / 2.0};  // 1/13! to 1/2!
  double series = 0;
  for (const double term : terms) series = series * r + term;
  const TwoPart first = exact_sum(1, high);
  const double value = first.high + (first.low + (r * r * series - low));
  const int exponent = static_cast<int>(k),
            half = exponent / 2;  // in two steps: 2^1024 and 2^-1074 are no normal numbers
  return value * power_of_two(half) * power_of_two(exponent - half);
}

/// x = 2^k (1 + f) with 1 + f in [sqrt 1/2, sqrt 2); x positive and finite.
struct Reduced {
  double k, f;
};

Reduced reduced(double x) {
  double k = 0;
  if (x < std::numeric_limits<double>::min()) x *= 0x1p54, k = -54;
  constexpr std::uint64_t fraction = (std::uint64_t{1} << 52U) - 1;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  double m = std::bit_cast<double>((bits & fraction) | std::bit_cast<std::uint64_t>(1.0));
  k += static_cast<double>(static_cast<int>(bits >> 52U) - 1023);
  if (m > 0x1.6a09e667f3bcdp+0) m /= 2, k += 1;
  return {k, m - 1};
}

/// 1/5 + z/7 + z^2/9 + ..., z <= (3 - 2 sqrt 2)^2: what atanh(s) leaves after s + s^3/3, to 2^-58.
double rest_of_atanh(double z) {
  constexpr double terms[] = {1 / 27.0, 1 / 25.0, 1 / 23.0, 1 / 21.0, 1 / 19.0, 1 / 17.0,
                              1 / 15.0, 1 / 13.0, 1 / 11.0, 1 / 9.0,  1 / 7.0,  1 / 5.0};
  double sum = 0;
  for (const double term : terms) sum = sum * z + term;
  return sum;
}

/// log(1 + f) = 2 atanh(s), s = f / (2 + f), to about 2^-65 of it.
TwoPart log_of(Reduced x) {
  const TwoPart below = exact_sum(2, x.f);
  const double s_high = x.f / below.high;
  const TwoPart back = exact_product(s_high, below.high);
  const TwoPart s{s_high, ((x.f - back.high) - back.low - s_high * below.low) / below.high};
  const TwoPart z = product(s, s);
  TwoPart third = exact_sum(1.0 / 3, z.high * rest_of_atanh(z.high));
  third.low += 0x1.5555555555555p-56;  // what the double next to 1/3 leaves
  const TwoPart rest = product(s, product(z, third));
  const TwoPart mantissa = exact_sum(2 * s.high, 2 * rest.high);
  const TwoPart low_part = exact_product(x.k, ln2_low);
  const TwoPart upper = exact_sum(x.k * ln2_high, mantissa.high), middle = exact_sum(upper.high, low_part.high);
  return exact_sum(middle.high, ((middle.low + upper.low) + mantissa.low) + (2 * s.low + 2 * rest.low) + low_part.low);
}

bool is_whole(double x) { return std::trunc(x) == x; }
bool is_odd(double x) { return std::abs(std::fmod(x, 2)) == 1; }

double positive_pow(double base, double exponent) {
  if (base == 1) return 1;
  if (base == 0 || std::isinf(base)) return (base == 0) == (exponent > 0) ? 0 : infinity;
  // No other double is so near 1 that a power like this is neither 0 nor infinite.
  if (std::abs(exponent) > 1e20) return (base > 1) == (exponent > 0) ? infinity : 0;
  const TwoPart log = log_of(reduced(base));
  const TwoPart p = exact_product(log.high, exponent);
  return exp_of(p.high, p.low + log.low * exponent);
}

}  // namespace

double portable_exp(double x) { return std::isnan(x) ? x : exp_of(x, 0); }

double portable_log(double x) {
  if (std::isnan(x) || x < 0) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0) return -infinity;
  if (std::isinf(x)) return x;
  const auto [k, f] = reduced(x);
  const double s = f / (2 + f), z = s * s;
  const double half_square = 0.5 * f * f, rest = 2 * z * (1.0 / 3 + z * rest_of_atanh(z));
  return k * ln2_high - ((half_square - (s * (half_square + rest) + k * ln2_low)) - f);
}

double portable_pow(double base, double exponent) {
  if (exponent == 0 || base == 1) return 1;
  if (exponent == 2) return base * base;
  if (std::isnan(base) || std::isnan(exponent)) return std::numeric_limits<double>::quiet_NaN();
  if (base < 0 && !is_whole(exponent)) return std::numeric_limits<double>::quiet_NaN();
  const double size = positive_pow(std::abs(base), exponent);
  return std::signbit(base) && is_odd(exponent) ? -size : size;
}

}  // namespace premortem
