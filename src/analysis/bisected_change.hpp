#pragma once
#include <algorithm>
#include <cmath>

namespace premortem {

/// Two values a side apart: `same` still has the property of the start, `other` has not.
struct Change {
  double same, other;
};

/// Halves the way between them until they are 1e-9 of their size apart, or neighbouring numbers.
/// @param is_same  whether a value has the property of the start
template <class Property>
Change bisected_change(Change c, const Property& is_same) {
  constexpr double relative = 1e-9;
  while (std::abs(c.other - c.same) > relative * std::max(std::abs(c.same), std::abs(c.other))) {
    const double middle = c.same + (c.other - c.same) / 2;
    if (middle == c.same || middle == c.other) break;
    (is_same(middle) ? c.same : c.other) = middle;
  }
  return c;
}

/// Step i of n from `from` to `to`; the last is `to` itself.
inline double scan_point(double from, double to, int i, int n) {
  return i == n ? to : from + (to - from) * (static_cast<double>(i) / n);
}

}  // namespace premortem
