#include "premortem/core/interval.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "premortem/core/error.hpp"
#include "premortem/core/rounding.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void require_non_negative(const Interval& x) {
  if (!(x.low >= 0)) throw DomainError("interval product needs factors >= 0, got low " + std::to_string(x.low));
}

}  // namespace

Interval make_interval(double low, double high) {
  if (!(low <= high)) throw DomainError("interval needs low <= high, got " + std::to_string(low) + " and " + std::to_string(high));
  return {low, high};
}

Interval operator+(const Interval& a, const Interval& b) { return {add_down(a.low, b.low), add_up(a.high, b.high)}; }

Interval operator*(const Interval& a, const Interval& b) {
  require_non_negative(a);
  require_non_negative(b);
  const bool zero = a.high == 0 || b.high == 0;
  // A product that underflows is stepped below 0, where no product of these can be.
  return {std::max(0.0, multiply_down(a.low, b.low)), zero ? 0.0 : multiply_up(a.high, b.high)};
}

Interval operator/(const Interval& a, const Interval& b) {
  require_non_negative(a);
  require_non_negative(b);
  const double low = std::isinf(b.high) || b.high == 0 ? 0.0 : std::max(0.0, divide_down(a.low, b.high));
  const double high = b.low == 0 ? (a.high == 0 ? 0.0 : infinity) : divide_up(a.high, b.low);
  return {low, high};
}

Interval intersect(const Interval& a, const Interval& b) {
  const Interval common{std::max(a.low, b.low), std::min(a.high, b.high)};
  if (!(common.low <= common.high)) throw Refusal("two bounds contradict each other");
  return common;
}

}  // namespace premortem
