#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "core/exact_sum.hpp"

namespace premortem {

/// Tables by which an exponential or logarithm is left with a series in |r| <= 1/256. The compiler computes them, in
/// numbers of two parts.
constexpr int table_bits = 7, table_size = 1 << table_bits;

/// 2^(j/128): the nearest double, and what it lacks, as a part of it.
struct Power {
  double value, rest;
};

constexpr TwoPart square_root(TwoPart a) {
  double root = a.high;
  for (int step = 0; step < 6; ++step) root = (root + a.high / root) / 2;
  const TwoPart square = exact_product(root, root);
  return exact_sum(root, ((a.high - square.high) - square.low + a.low) / (2 * root));
}

constexpr std::array<Power, table_size> powers_of_two() {
  std::array<Power, table_size> table{};
  TwoPart root{2, 0};
  table[0] = {1, 0};
  for (int bit = table_size / 2; bit > 0; bit /= 2) {  // 2^(j/128), from that of the bits of j above this one
    root = square_root(root);
    for (int j = 0; j < table_size; j += 2 * bit) {
      const Power& upper = table[static_cast<unsigned>(j)];
      const TwoPart power = product({upper.value, upper.rest * upper.value}, root);
      table[static_cast<unsigned>(j + bit)] = {power.high, power.low / power.high};
    }
  }
  return table;
}

/// A number as a multiple of 2^-42 and the rest, so that sums of multiples of ln 2 and logarithms are exact.
constexpr TwoPart in_steps(TwoPart a) {
  constexpr double shift = 0x1.8p10;
  const double high = (a.high + shift) - shift;
  return {high, (a.high - high) + a.low};
}

/// One of 128 bins of [0.705, 1.41), c in its middle. 1/c is rounded to 9 bits, so that for z in the bin (z - c) / c
/// is exact; z/c - 1 is that and the offset.
struct LogarithmBin {
  double reciprocal, offset;
  TwoPart sum;  ///< ln c + offset, in steps
};

/// Bins are equal steps of the bits of a number; 75 are below that which has 1 in its middle.
constexpr std::uint64_t bin_step = std::uint64_t{1} << (52 - table_bits);
constexpr std::uint64_t first_bin = std::bit_cast<std::uint64_t>(1.0) - 75 * bin_step - bin_step / 2;

/// ln(1/a) = 2 atanh((1 - a) / (1 + a)) by its series, for a of 9 bits in (0.7, 1.42).
constexpr TwoPart logarithm_of_reciprocal(double a) {
  const TwoPart s = quotient({1 - a, 0}, {1 + a, 0}), z = product(s, s);
  TwoPart sum{0, 0};
  for (int n = 51; n > 0; n -= 2) {
    const TwoPart term = quotient({2, 0}, {static_cast<double>(n), 0}), scaled = product(sum, z),
                  total = exact_sum(term.high, scaled.high);
    sum = exact_sum(total.high, total.low + (term.low + scaled.low));
  }
  return product(s, sum);
}

constexpr std::array<LogarithmBin, table_size> logarithm_bins() {
  std::array<LogarithmBin, table_size> bins{};
  for (std::uint64_t i = 0; i < table_size; ++i) {
    const auto c = std::bit_cast<double>(first_bin + i * bin_step + bin_step / 2);
    const double shift = c < 1 ? 0x1.8p44 : 0x1.8p43;  // to multiples of 2^-8 and 2^-9
    const double reciprocal = (1 / c + shift) - shift, offset = reciprocal * c - 1;
    const TwoPart logarithm = in_steps(logarithm_of_reciprocal(reciprocal));
    bins[i] = {reciprocal, offset, {logarithm.high + offset, logarithm.low}};
  }
  return bins;
}

inline constexpr std::array<Power, table_size> power_table = powers_of_two();
inline constexpr std::array<LogarithmBin, table_size> logarithm_table = logarithm_bins();
inline constexpr TwoPart ln2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56}, ln2_in_steps = in_steps(ln2);

}  // namespace premortem
