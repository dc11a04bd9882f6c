#pragma once
#include <cmath>
#include <limits>

#include "premortem/core/interval.hpp"
#include "premortem/core/rounding.hpp"

namespace premortem {

/// Directed arithmetic on the ends of boxes. An infinite end stands for numbers of every size, so 0 times it is 0; a finite
/// number that overflows stays finite on the side that must not pass it.
constexpr double infinity = std::numeric_limits<double>::infinity();

inline double next_down(double x) { return std::nextafter(x, -infinity); }
inline double next_up(double x) { return std::nextafter(x, infinity); }
/// A lower end is never +infinity: what overflows is at least the largest number.
inline double finite_low(double x) { return x == infinity ? std::numeric_limits<double>::max() : x; }

inline double sum_down(double a, double b) { return add_down(a, b); }
inline double sum_up(double a, double b) { return add_up(a, b); }
inline double product_down(double a, double b) { return a == 0 || b == 0 ? 0 : multiply_down(a, b); }
inline double product_up(double a, double b) { return a == 0 || b == 0 ? 0 : multiply_up(a, b); }
/// 0 over 0 is 0: the divisor is not 0 for certain.
inline double quotient_down(double a, double b) { return a == 0 ? 0 : divide_down(a, b); }
inline double quotient_up(double a, double b) { return a == 0 ? 0 : divide_up(a, b); }

/// A value of a C library function, which is off by less than one unit in the last place.
inline Interval widened(double x) {
  if (std::isinf(x)) return x > 0 ? Interval{std::numeric_limits<double>::max(), x} : Interval{x, -std::numeric_limits<double>::max()};
  return {next_down(next_down(x)), next_up(next_up(x))};
}

/// Without a negative zero.
inline Interval negated(const Interval& x) { return {0.0 - x.high, 0.0 - x.low}; }

}  // namespace premortem
