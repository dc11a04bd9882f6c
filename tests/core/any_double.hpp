#pragma once
#include <algorithm>
#include <cmath>
#include <rapidcheck.h>

#include "premortem/core/interval.hpp"

namespace premortem_test {

__extension__ typedef __float128 Quad;  // 113 bits: products of doubles are exact in it

/// A positive double with all its bits random and an exponent in the range.
inline double any_double(int least_exponent, int greatest_exponent) {
  const double fraction = 1 + static_cast<double>(*rc::gen::inRange<long>(0, 1L << 52)) * 0x1p-52;
  return std::ldexp(fraction, *rc::gen::inRange(least_exponent, greatest_exponent));
}

inline premortem::Interval any_interval() {
  const double a = any_double(-20, 20);
  const double b = any_double(-20, 20);
  return {std::min(a, b), std::max(a, b)};
}

/// Some point of the interval, ends included.
inline double point_of(const premortem::Interval& interval) {
  const double share = *rc::gen::inRange(0, 11) / 10.0;
  return std::clamp(interval.low + share * (interval.high - interval.low), interval.low, interval.high);
}

}  // namespace premortem_test
