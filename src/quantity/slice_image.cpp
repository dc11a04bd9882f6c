#include "quantity/slice_image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "premortem/core/error.hpp"
#include "premortem/statistics/frechet.hpp"
#include "quantity/outward.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

Interval exponential(const Interval& x) {
  const auto at = [](double y) { return y == 0 ? Interval{1, 1} : widened(std::exp(y)); };
  return {std::max(0.0, finite_low(at(x.low).low)), at(x.high).high};
}

Interval logarithm(const Interval& x) {
  if (x.low < 0) throw Refusal(fmt::format("a logarithm of a quantity that may be negative ({:.6g})", x.low));
  if (x.high <= 0) throw Refusal("a logarithm of a quantity that may be 0 for certain");
  const auto at = [](double y) { return y == 1 || y == infinity ? Interval{std::log(y), std::log(y)} : widened(std::log(y)); };
  return {x.low == 0 ? -infinity : finite_low(at(x.low).low), at(x.high).high};
}

Interval square_root(const Interval& x) {
  if (x.low < 0) throw Refusal(fmt::format("a square root of a quantity that may be negative ({:.6g})", x.low));
  const auto at = [](double y) {
    const double root = std::sqrt(y);
    return root * root == y && std::fma(root, root, -y) == 0 ? Interval{root, root} : Interval{next_down(root), next_up(root)};
  };
  return {x.low == 0 ? 0 : finite_low(at(x.low).low), x.high == 0 ? 0 : x.high == infinity ? infinity : at(x.high).high};
}

Interval absolute(const Interval& x) {
  if (x.low >= 0) return x;
  if (x.high <= 0) return {-x.high + 0.0, -x.low};
  return {0, std::max(-x.low, x.high)};
}

/// True if some phase + 2 pi k may lie in x; a phase that rounding puts there by mistake only makes the image wider.
bool may_hold_phase(const Interval& x, double phase) {
  constexpr double turn = 2 * std::numbers::pi, doubt = 1e-14;
  const double first = (x.low - phase) / turn, last = (x.high - phase) / turn;
  return std::ceil(first - doubt * (1 + std::abs(first))) <= std::floor(last + doubt * (1 + std::abs(last)));
}

/// Beyond `far` the doubt of a phase nears a turn, and everything is taken as possible.
Interval wave(const Interval& x, double (*function)(double), double crest) {
  constexpr double far = 1e9;
  if (!(x.low > -far && x.high < far)) return {-1, 1};
  const auto at = [&](double y) {
    const double value = function(y);
    return y == 0 ? Interval{value, value} : widened(value);
  };
  const Interval first = at(x.low), last = at(x.high);
  const bool has_crest = may_hold_phase(x, crest), has_trough = may_hold_phase(x, crest + std::numbers::pi);
  return {has_trough ? -1 : std::max(-1.0, std::min(first.low, last.low)), has_crest ? 1 : std::min(1.0, std::max(first.high, last.high))};
}

double sine_of(double x) { return std::sin(x); }
double cosine_of(double x) { return std::cos(x); }

Interval product(const Interval& x, const Interval& y) {
  const double low = std::min({product_down(x.low, y.low), product_down(x.low, y.high), product_down(x.high, y.low), product_down(x.high, y.high)});
  const double high = std::max({product_up(x.low, y.low), product_up(x.low, y.high), product_up(x.high, y.low), product_up(x.high, y.high)});
  return {low, high};
}

Interval over_positive(const Interval& x, const Interval& y) {
  return {quotient_down(x.low, x.low < 0 ? y.low : y.high), quotient_up(x.high, x.high < 0 ? y.high : y.low)};
}

Interval quotient(const Interval& x, const Interval& y) {
  if (y.low == 0 && y.high == 0) throw Refusal("a division by a quantity that is 0");
  if (y.low > 0) return over_positive(x, y);
  if (y.high < 0) return over_positive(negated(x), negated(y));
  if (x.low == 0 && x.high == 0) return {0, 0};
  if (y.low < 0 && y.high > 0) return {-infinity, infinity};
  if (y.high == 0) return quotient(negated(x), negated(y));
  if (x.low >= 0) return {quotient_down(x.low, y.high), x.high == 0 ? 0 : infinity};
  return {-infinity, x.high <= 0 ? quotient_up(x.high, y.high) : infinity};
}

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
  if (n < 0) return quotient({1, 1}, to_whole(x, -n));
  if (std::fmod(n, 2) == 0) return power_of_magnitude(absolute(x), n);
  if (x.low >= 0) return power_of_magnitude(x, n);
  if (x.high <= 0) return negated(power_of_magnitude(negated(x), n));
  return {-power_of_magnitude({0, -x.low}, n).high, power_of_magnitude({0, x.high}, n).high};
}

/// Of a base >= 0, x^y is monotone in each alone, so its extremes are at the corners.
Interval power(const Interval& x, const Interval& y) {
  if (y.low == y.high && std::floor(y.low) == y.low) return to_whole(x, y.low);
  if (x.low < 0) throw Refusal(fmt::format("a power of a quantity that may be negative ({:.6g}) to one that is not a whole number", x.low));
  const Interval corners[] = {widened(std::pow(x.low, y.low)), widened(std::pow(x.low, y.high)), widened(std::pow(x.high, y.low)), widened(std::pow(x.high, y.high))};
  Interval all = corners[0];
  for (const Interval& c : corners) all = {std::min(all.low, c.low), std::max(all.high, c.high)};
  return {std::max(0.0, finite_low(all.low)), all.high};
}

}  // namespace

Interval slice_image(Op op, const Interval& x) {
  switch (op) {
    case Op::negative: return negated(x);
    case Op::absolute: return absolute(x);
    case Op::exponential: return exponential(x);
    case Op::logarithm: return logarithm(x);
    case Op::square_root: return square_root(x);
    case Op::sine: return wave(x, sine_of, std::numbers::pi / 2);
    case Op::cosine: return wave(x, cosine_of, 0);
    default: throw DomainError("slice_image: not a function of one quantity");
  }
}

Interval slice_image(Op op, const Interval& x, const Interval& y) {
  switch (op) {
    case Op::sum: return {sum_down(x.low, y.low), sum_up(x.high, y.high)};
    case Op::difference: return {sum_down(x.low, -y.high), sum_up(x.high, -y.low)};
    case Op::product: return product(x, y);
    case Op::quotient: return quotient(x, y);
    case Op::minimum: return {std::min(x.low, y.low), std::min(x.high, y.high)};
    case Op::maximum: return {std::max(x.low, y.low), std::max(x.high, y.high)};
    case Op::power: return power(x, y);
    case Op::disjunction: return independent_or(x, y);
    default: throw DomainError("slice_image: not a function of two quantities");
  }
}

}  // namespace premortem
