#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/exact_sum.hpp"
#include "premortem/core/portable_math.hpp"

namespace premortem {
namespace {

constexpr TwoPart half_pi{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};

/// asin(s) = s (1 + z (c1 + z (c2 + ...))), z = s^2 <= 1/4: cn = 1 3 5 ... (2n - 1) / (2 4 6 ... 2n (2n + 1)).
constexpr std::size_t term_count = 27;
constexpr std::array<double, term_count> coefficients = [] {
  std::array<double, term_count> c{};
  double ratio = 1;
  for (std::size_t n = 1; n <= term_count; ++n) {
    ratio = ratio * static_cast<double>(2 * n - 1) / static_cast<double>(2 * n);
    c[n - 1] = ratio / static_cast<double>(2 * n + 1);
  }
  return c;
}();

/// asin(s) - s.
double beyond(double s, double z) {
  double series = 0;
  for (std::size_t n = term_count; n-- > 0;) series = series * z + coefficients[n];
  return s * z * series;
}

/// asin of the square root of z <= 1/4.
TwoPart asin_of_root(double z) {
  if (z == 0) return {0, 0};
  const double s = std::sqrt(z);
  const TwoPart square = exact_product(s, s);
  return {s, ((z - square.high) - square.low) / (2 * s) + beyond(s, z)};
}

/// a - b, rounded once.
double difference(TwoPart a, TwoPart b) {
  const TwoPart high = exact_sum(a.high, -b.high);
  return high.high + (high.low + (a.low - b.low));
}

/// pi/2 - asin(x) for 1/2 < x <= 1 is twice this.
TwoPart half_of_acos(double x) { return asin_of_root((1 - x) / 2); }

}  // namespace

double portable_asin(double x) {
  const double size = std::abs(x);
  if (!(size <= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (size <= 0.5) return size < 0x1p-28 ? x : x + beyond(x, x * x);
  const TwoPart half = half_of_acos(size);
  return std::copysign(difference(half_pi, {2 * half.high, 2 * half.low}), x);
}

double portable_acos(double x) {
  if (!(std::abs(x) <= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (std::abs(x) <= 0.5) return difference(half_pi, {x, beyond(x, x * x)});
  const TwoPart half = half_of_acos(std::abs(x));
  if (x > 0) return 2 * (half.high + half.low);
  return 2 * difference(half_pi, half);
}

}  // namespace premortem
