#include "premortem/core/interval_functions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "premortem/core/error.hpp"
#include "premortem/core/rounding.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double smallest_exact = 1e-290;  // below this the residual of a quotient is itself inexact

double step_down(double x) { return std::nextafter(x, -infinity); }
double step_up(double x) { return std::nextafter(x, infinity); }

/// An end is a limit: 0 times infinity is 0. A product's sign is known even where it underflows.
double product_down(double a, double b) {
  if (a == 0 || b == 0) return 0;
  const double p = multiply_down(a, b);
  return (a > 0) == (b > 0) ? std::max(0.0, p) : p;
}

double product_up(double a, double b) { return 0.0 - product_down(-a, b); }

/// a / b rounded down, b not 0.
double quotient_down(double a, double b) {
  if (a == 0 || (std::isinf(b) && !std::isinf(a))) return 0;
  if (std::isinf(a)) return (a > 0) == (b > 0) ? infinity : -infinity;
  const double q = divide_down(a, b);
  if (std::abs(a) > smallest_exact && std::abs(q) > smallest_exact) return q;
  return (a > 0) == (b > 0) ? std::max(0.0, step_down(q)) : step_down(q);
}

double quotient_up(double a, double b) { return 0.0 - quotient_down(-a, b); }

std::string text(const Interval& x) { return std::to_string(x.low) + " to " + std::to_string(x.high); }

}  // namespace

Interval add(const Interval& a, const Interval& b) { return a + b; }

Interval subtract(const Interval& a, const Interval& b) { return a + negative(b); }

Interval negative(const Interval& a) { return {0.0 - a.high, 0.0 - a.low}; }

Interval multiply(const Interval& a, const Interval& b) {
  if (a.low >= 0 && b.low >= 0) return a * b;
  const std::array<double, 4> low{product_down(a.low, b.low), product_down(a.low, b.high), product_down(a.high, b.low), product_down(a.high, b.high)};
  const std::array<double, 4> high{product_up(a.low, b.low), product_up(a.low, b.high), product_up(a.high, b.low), product_up(a.high, b.high)};
  return {*std::min_element(low.begin(), low.end()), *std::max_element(high.begin(), high.end())};
}

Interval divide(const Interval& a, const Interval& b) {
  if (a.low >= 0 && b.low >= 0) return a / b;
  if (b.high <= 0 && b.low < 0) return divide(negative(a), negative(b));
  if (b.low < 0) throw Refusal("a division by what may be 0 (" + text(b) + ")");
  if (b.high == 0) throw Refusal("a division by 0");
  if (b.low == 0) return {a.low < 0 ? -infinity : quotient_down(a.low, b.high), a.high > 0 ? infinity : quotient_up(a.high, b.high)};
  return {quotient_down(a.low, b.low), quotient_up(a.high, a.high < 0 ? b.high : b.low)};
}

Interval minimum(const Interval& a, const Interval& b) { return {std::min(a.low, b.low), std::min(a.high, b.high)}; }
Interval maximum(const Interval& a, const Interval& b) { return {std::max(a.low, b.low), std::max(a.high, b.high)}; }
Interval hull(const Interval& a, const Interval& b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

Interval absolute(const Interval& a) {
  if (a.low >= 0) return a;
  if (a.high <= 0) return negative(a);
  return {0, std::max(-a.low, a.high)};
}

Interval square_root(const Interval& a) {
  if (a.low < 0) throw Refusal("the root of what may be negative (" + text(a) + ")");
  // IEEE 754 rounds a root correctly: it is off by less than a unit, and not at all where its square is exact.
  const auto exact = [](double x, double root) { return x > smallest_exact && std::fma(root, root, -x) == 0; };
  const double low = std::sqrt(a.low), high = std::sqrt(a.high);
  return {low == 0 || exact(a.low, low) ? low : step_down(low), high == 0 || std::isinf(high) || exact(a.high, high) ? high : step_up(high)};
}

}  // namespace premortem
