#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/elementary_tables.hpp"

namespace premortem {

constexpr std::uint64_t bits_of(double x) { return std::bit_cast<std::uint64_t>(x); }
constexpr double from_bits(std::uint64_t bits) { return std::bit_cast<double>(bits); }

/// The upper 26 bits of x, with as many again in the rest: products of such halves are exact.
constexpr double upper_half(double x) { return from_bits(bits_of(x) & (~std::uint64_t{0} << 27U)); }

/// Whether x is at least `from` and less than `to`, both positive: one comparison.
inline bool is_within(double x, double from, double to) {
  return bits_of(x) - bits_of(from) < bits_of(to) - bits_of(from);
}

inline bool is_normal_and_positive(double x) {
  return is_within(x, std::numeric_limits<double>::min(), std::numeric_limits<double>::infinity());
}

/// The bits of a positive number, those of a subnormal one as if its exponent went on below 1.
inline std::uint64_t normal_bits(double x) {
  if (x >= std::numeric_limits<double>::min()) return bits_of(x);
  return bits_of(x * 0x1p54) - (std::uint64_t{54} << 52U);
}

/// exp(x + tail) = 2^k 2^(j/128) (1 + linear + square (lower + square upper)). Sums and products are in the order in
/// which a processor has the least to wait for.
struct Exponential {
  std::uint64_t k;  ///< modulo 4096: the exponent is negative, too
  double power, linear, square, lower, upper;

  double scale_of(std::uint64_t exponent) const { return from_bits(bits_of(power) + (exponent << 52U)); }
  double grown_by(double scale) const {
    const double curved = scale * square;
    return (scale * linear + curved * lower) + curved * square * upper;
  }
  double scaled_by(std::uint64_t exponent) const {
    const double scale = scale_of(exponent);
    return scale + grown_by(scale);
  }
};

/// |x| < 746, |tail| < 2^-7.5; |r| <= ln 2 / 256 + |tail| < 0.009, and what the series leaves is below 2^-59 of the
/// whole. Source: Tang (1989), ACM Transactions on Mathematical Software 15.
inline Exponential exponential_of(double x, double tail) {
  // ln 2 / 128 in two parts, the first of 32 bits, so that its product with k is exact.
  constexpr double step_high = 0x1.62e42feep-8, step_low = 0x1.a39ef35793c76p-40, steps_in_one = 0x1.71547652b82fep+7;
  constexpr double shift = 0x1.8p52;  // after which the last bits of a number are those of the nearest integer
  const double shifted = x * steps_in_one + shift, k = shifted - shift;
  const std::uint64_t count = bits_of(shifted);
  const double r = ((x - k * step_high) - k * step_low) + tail, square = r * r;
  const Power& power = power_table[count % table_size];
  return {count >> table_bits,     power.value,
          power.rest + r,          square,
          1 / 2.0 + r * (1 / 6.0), (1 / 24.0 + r * (1 / 120.0)) + square * (1 / 720.0)};
}

/// 2^k in two steps: a result below 2^-1022, or up to infinity, has no scale that is a normal number.
[[gnu::cold, gnu::noinline]] inline double exp_at_the_ends(double x, double tail) {
  if (std::isnan(x)) return x;
  if (x > 709.9) return std::numeric_limits<double>::infinity();
  if (x < -745.2) return 0;
  const Exponential e = exponential_of(x, tail);
  const double towards = x < 0 ? 0x1p-512 : 0x1p512;
  return e.scaled_by(x < 0 ? e.k + 512 : e.k - 512) * towards;
}

/// exp(x + tail) for |tail| < 2^-7.5.
inline double exp_of(double x, double tail) {
  if (!(std::abs(x) < 708)) [[unlikely]]
    return exp_at_the_ends(x, tail);
  const Exponential e = exponential_of(x, tail);
  return e.scaled_by(e.k);
}

/// ln x = sum + sum_rest + part + (log1p(r) - r): x = 2^k z, z in a bin with c in its middle, r = z/c - 1 = part +
/// offset, |r| < 1/200, sum = k ln 2 + ln c + offset in steps. Where |part| > |sum|, sum and offset are 0. Source: Tang
/// (1990), ACM Transactions on Mathematical Software 16.
struct Logarithm {
  double sum, sum_rest, part, offset;
};

inline Logarithm logarithm_of(std::uint64_t bits) {
  const std::uint64_t above = bits - first_bin;
  const LogarithmBin& bin = logarithm_table[(above >> (52U - table_bits)) % table_size];
  const auto k = static_cast<double>(static_cast<std::int64_t>(above) >> 52);
  const std::uint64_t z_bits = bits - (above & (~std::uint64_t{0} << 52U));
  const double z = from_bits(z_bits), c = from_bits((z_bits + bin_step / 2) & ~(bin_step - 1));
  return {k * ln2_in_steps.high + bin.sum.high, k * ln2_in_steps.low + bin.sum.low, (z - c) * bin.reciprocal,
          bin.offset};
}

/// 1/3 - r/4 + r^2/5 - ... to 2^-72 of log1p(r).
inline double after_square(double r, double square) {
  return ((1 / 3.0 - r * (1 / 4.0)) + square * (1 / 5.0 - r * (1 / 6.0))) +
         square * square * ((1 / 7.0 - r * (1 / 8.0)) + square * (1 / 9.0));
}

/// The logarithm in one double.
inline double rounded(const Logarithm& x) {
  const double r = x.part + x.offset, square = r * r;
  const double first = x.sum + x.part, lost = (x.sum - first) + x.part;
  const double series = ((1 / 3.0 - r * (1 / 4.0)) + square * (1 / 5.0 - r * (1 / 6.0))) + square * square * (1 / 7.0);
  return first + (((lost + x.sum_rest) - 0.5 * square) + square * r * series);
}

/// The logarithm as a sum, to about 2^-68 of it; the second part is at most 2^-17 of the first, which is known early.
inline TwoPart in_two_parts(const Logarithm& x) {
  const double r = x.part + x.offset, square = r * r;
  const double half = upper_half(r), other = (x.part - half) + x.offset;  // exact, though r is rounded
  const double first = x.sum + x.part, half_square = -0.5 * half * half, second = first + half_square;
  const double lost = ((x.sum - first) + x.part) + ((first - second) + half_square);
  return {second, square * r * after_square(r, square) + ((lost + x.sum_rest) - 0.5 * other * (r + half))};
}

}  // namespace premortem
