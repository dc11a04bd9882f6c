#include <cmath>
#include <limits>

#include "core/elementary_kernels.hpp"
#include "premortem/core/portable_math.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

bool is_whole(double x) { return std::trunc(x) == x; }
bool is_odd(double x) { return std::abs(std::fmod(x, 2)) == 1; }

[[gnu::cold, gnu::noinline]] double log_of_rare(double x) {
  if (std::isnan(x) || x < 0) return not_a_number;
  if (x == 0) return -infinity;
  if (std::isinf(x)) return x;
  return rounded(logarithm_of(normal_bits(x)));
}

/// base^exponent = exp(exponent ln base), for 2^-66 <= |exponent| < 2^64.
double power_of(std::uint64_t base_bits, double exponent) {
  const TwoPart log = in_two_parts(logarithm_of(base_bits));
  const double exponent_half = upper_half(exponent), log_half = upper_half(log.high);
  const double log_rest = (log.high - log_half) + log.low;
  const double tail = exponent_half * log_rest + (exponent - exponent_half) * (log.high + log.low);
  return exp_of(exponent_half * log_half, tail);
}

double positive_pow(double base, double exponent) {
  if (base == 1) return 1;
  if (base == 0 || std::isinf(base)) return (base == 0) == (exponent > 0) ? 0 : infinity;
  // No other double is so near 1 that a power like this is neither 0 nor infinite; or so far from it that it is not 1.
  if (std::abs(exponent) >= 0x1p64) return (base > 1) == (exponent > 0) ? infinity : 0;
  if (std::abs(exponent) < 0x1p-66) return 1;
  return power_of(normal_bits(base), exponent);
}

[[gnu::cold, gnu::noinline]] double pow_of_rare(double base, double exponent) {
  if (exponent == 0 || base == 1) return 1;
  if (exponent == 2) return base * base;
  if (std::isnan(base) || std::isnan(exponent)) return not_a_number;
  if (base < 0 && !is_whole(exponent)) return not_a_number;
  const double size = positive_pow(std::abs(base), exponent);
  return std::signbit(base) && is_odd(exponent) ? -size : size;
}

}  // namespace

double portable_exp(double x) { return exp_of(x, -0.0); }  // which adds nothing to any number, nor takes any time

double portable_log(double x) {
  if (!is_normal_and_positive(x)) [[unlikely]]
    return log_of_rare(x);
  return rounded(logarithm_of(bits_of(x)));
}

double portable_log10(double x) {
  if (!(x > 0) || std::isinf(x)) return portable_log(x);
  constexpr TwoPart one_over_ln10{0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};
  const TwoPart log = in_two_parts(logarithm_of(normal_bits(x)));
  return product(exact_sum(log.high, log.low), one_over_ln10).high;
}

double portable_pow(double base, double exponent) {
  if (!is_normal_and_positive(base) || !is_within(std::abs(exponent), 0x1p-66, 0x1p64) || exponent == 2) [[unlikely]]
    return pow_of_rare(base, exponent);
  return power_of(bits_of(base), exponent);
}

double portable_exp2(double x) { return portable_pow(2, x); }

}  // namespace premortem
