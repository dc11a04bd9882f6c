#pragma once
#include <cmath>
#include <limits>

namespace premortem {

/// |a - b| in units in the last place of b.
inline double units_between(double a, double b) {
  return std::abs(a - b) / (std::nextafter(std::abs(b), std::numeric_limits<double>::infinity()) - std::abs(b));
}

}  // namespace premortem
