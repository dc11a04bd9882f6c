#include <array>
#include <cmath>

#include "core/elementary_kernels.hpp"
#include "premortem/core/portable_math.hpp"

namespace premortem {
namespace {

constexpr TwoPart two_over_root_pi{0x1.20dd750429b6dp+0, 0x1.1ae3a914fed80p-56};

/// Taylor's series of w(x) = exp(x^2) erfc(x) around c, the middle of each of 16 bins in each octave from 1/2 to 32.
constexpr std::size_t term_count = 12, bin_count = 6 * 16;
constexpr unsigned bin_shift = 52 - 4;
constexpr std::uint64_t first_bits = std::bit_cast<std::uint64_t>(0.5), half_bin = std::uint64_t{1} << (bin_shift - 1);
struct Series {
  double leading;                        ///< 26 bits of w(c)
  std::array<double, term_count> terms;  ///< the rest of w(c), then w', w''/2, w'''/6 ... there
};

/// From w' = 2 x w - 2/sqrt(pi) and so n a_n = 2 c a_(n-1) + 2 a_(n-2) the ratios r_n = -a_n / a_(n-1) are a continued
/// fraction of positive terms, r_n = 2 / (2 c + (n + 1) r_(n+1)), and w(c) is 2/sqrt(pi) / (2 c + r_1). Source: NIST
/// Digital Library of Mathematical Functions, 7.9 and 7.18.
constexpr Series series_around(double c) {
  Series series{};
  TwoPart divisor{2 * c, 0};
  for (int n = static_cast<int>(240 / (c * c)) + 40; n > 0; --n) {
    const TwoPart r = quotient({2, 0}, divisor), part = product({static_cast<double>(n), 0}, r);
    const TwoPart sum = exact_sum(2 * c, part.high);
    divisor = exact_sum(sum.high, sum.low + part.low);
    if (n < static_cast<int>(term_count)) series.terms[static_cast<std::size_t>(n)] = -r.high;
  }
  const TwoPart w = quotient(two_over_root_pi, divisor);
  double derivative = w.high;
  for (std::size_t n = 1; n < term_count; ++n) derivative = series.terms[n] *= derivative;
  series.leading = upper_half(w.high);
  series.terms[0] = (w.high - series.leading) + w.low;
  return series;
}

constexpr std::array<Series, bin_count> scaled_erfc_table = [] {
  std::array<Series, bin_count> table{};
  for (std::uint64_t i = 0; i < bin_count; ++i)
    table[i] = series_around(std::bit_cast<double>(first_bits + (i << bin_shift) + half_bin));
  return table;
}();

/// a[0] + a[1] x + a[2] x^2 + ... + a[11] x^11
double polynomial(const double* a, double x) {
  const double square = x * x, fourth = square * square;
  const auto cubic = [&](const double* b) { return (b[0] + b[1] * x) + square * (b[2] + b[3] * x); };
  return cubic(a) + fourth * (cubic(a + 4) + fourth * cubic(a + 8));
}

/// exp(-x^2) w(x) for 1/2 <= x < 28, where the result is a normal number from two parts of each.
double erfc_of_large(double x) {
  const std::uint64_t bits = bits_of(x);
  const double c = from_bits((bits >> bin_shift << bin_shift) + half_bin);
  const Series& w = scaled_erfc_table[(bits - first_bits) >> bin_shift];
  const double rest = polynomial(w.terms.data(), x - c);
  const TwoPart square = exact_product(x, x);
  if (x > 26) return exp_of(-square.high, -square.low) * (w.leading + rest);
  const Exponential e = exponential_of(-square.high, -square.low);
  const double scale = e.scale_of(e.k), grown = e.grown_by(scale), high = scale + grown, low = (scale - high) + grown;
  const double half = upper_half(high);
  return half * w.leading + (((high - half) + low) * w.leading + high * rest);
}

/// 1 - 2/sqrt(pi) (x - x^3/3 + x^5/(2! 5) - ...), |x| < 1/2
double erfc_of_small(double x) {
  constexpr double a[] = {-1 / 3.0,     1 / 10.0,     -1 / 42.0,      1 / 216.0,      -1 / 1320.0,      1 / 9360.0,
                          -1 / 75600.0, 1 / 685440.0, -1 / 6894720.0, 1 / 76204800.0, -1 / 918086400.0, 0};
  const double z = x * x;
  const TwoPart first = exact_product(x, two_over_root_pi.high), rest = exact_sum(1, -first.high);
  return rest.high + (rest.low - first.low - x * two_over_root_pi.low - first.high * (z * polynomial(a, z)));
}

}  // namespace

double portable_erfc(double x) {
  const double size = std::abs(x);
  if (size < 0.5) return erfc_of_small(x);
  if (!(size < 28)) return std::isnan(x) ? x : x < 0 ? 2 : 0;
  return x < 0 ? 2 - erfc_of_large(size) : erfc_of_large(size);
}

}  // namespace premortem
