#pragma once
#include <cstdint>

namespace premortem {

/// A closed interval [low, high]; `high` may be +infinity. Arithmetic rounds outward by at most one
/// unit in the last place, so the exact result of the operation always lies inside.
struct Interval {
  double low = 0;
  double high = 0;
  bool operator==(const Interval&) const = default;
  bool contains(double x) const { return low <= x && x <= high; }
};

/// @throws DomainError if low > high or either is NaN
Interval make_interval(double low, double high);

/// {a + b}; outward rounding by the error-free sum (Knuth's TwoSum).
Interval operator+(const Interval& a, const Interval& b);
/// {a b}; both factors must be >= 0 (DomainError otherwise); 0 times infinity is 0.
/// Outward rounding by the error-free product (fused multiply-add residual).
Interval operator*(const Interval& a, const Interval& b);
/// {a / b} for a >= 0 and b >= 0; division by an interval that holds 0 gives high = +infinity.
Interval operator/(const Interval& a, const Interval& b);
/// The common part. @throws Refusal if there is none.
Interval intersect(const Interval& a, const Interval& b);

}  // namespace premortem
