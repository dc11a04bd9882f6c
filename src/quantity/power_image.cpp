#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "quantity/outward.hpp"
#include "quantity/slice_image.hpp"

namespace premortem {
namespace {

/// x to a whole n >= 1, x >= 0, by repeated squaring, so that what is exact stays exact.
double whole_power(double x, unsigned n, double (*times)(double, double)) {
  double result = 1;
  for (double square = x; n > 0; n >>= 1U) {
    if ((n & 1U) != 0) result = times(result, square);
    if (n > 1) square = times(square, square);
  }
  return result;
}

Interval power_of_magnitude(const Interval& x, double n) {
  constexpr double most_squared = 64;
  if (n <= most_squared) {
    const auto whole = static_cast<unsigned>(n);
    return {whole_power(x.low, whole, product_down), whole_power(x.high, whole, product_up)};
  }
  return {std::max(0.0, finite_low(widened(std::pow(x.low, n)).low)), widened(std::pow(x.high, n)).high};
}

Interval to_whole(const Interval& x, double n) {
  if (n == 0) return {1, 1};
  if (n < 0) return slice_image(ExpressionNode::Op::quotient, {1, 1}, to_whole(x, -n));
  if (std::fmod(n, 2) == 0) return power_of_magnitude(slice_image(ExpressionNode::Op::absolute, x), n);
  if (x.low >= 0) return power_of_magnitude(x, n);
  if (x.high <= 0) return negated(power_of_magnitude(negated(x), n));
  return {-power_of_magnitude({0, -x.low}, n).high, power_of_magnitude({0, x.high}, n).high};
}

}  // namespace

/// Of a base >= 0, x^y is monotone in each alone, so its extremes are at the corners.
Interval power_image(const Interval& x, const Interval& y) {
  if (y.low == y.high && std::floor(y.low) == y.low) return to_whole(x, y.low);
  if (x.low < 0) throw Refusal(fmt::format("a power of a quantity that may be negative ({:.6g}) to one that is not a whole number", x.low));
  const Interval corners[] = {widened(std::pow(x.low, y.low)), widened(std::pow(x.low, y.high)), widened(std::pow(x.high, y.low)), widened(std::pow(x.high, y.high))};
  Interval all = corners[0];
  for (const Interval& c : corners) all = {std::min(all.low, c.low), std::max(all.high, c.high)};
  return {std::max(0.0, finite_low(all.low)), all.high};
}

}  // namespace premortem
