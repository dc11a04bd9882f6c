#include "quantity/slice_image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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
  if (x.high <= 0) throw Refusal("a logarithm of a quantity that is 0 in part of what it may be");
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
    case Op::power: return power_image(x, y);
    case Op::disjunction: return independent_or(x, y);
    default: throw DomainError("slice_image: not a function of two quantities");
  }
}

}  // namespace premortem
