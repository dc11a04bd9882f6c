#pragma once
#include <cmath>
#include <cstdint>

namespace premortem {

/// Whole numbers add up to the same sum in any order, which doubles do not.
__extension__ using FixedTotal = __int128;

/// Doubles >= 0 as whole multiples of a power of two: 61 bits for the largest, so that 1e12 (2^40) of them fit into a FixedTotal.
class FixedPoint {
 public:
  explicit FixedPoint(double largest)
      : shift_(largest > 0 ? 61 - std::ilogb(largest) : 0), half_(std::ldexp(1.0, shift_ / 2)), rest_(std::ldexp(1.0, shift_ - shift_ / 2)), inverse_half_(1 / half_), inverse_rest_(1 / rest_) {}
  /// What is below the last bit is cut off. In two steps, because the whole power of two need not be a double.
  std::int64_t fixed(double x) const { return static_cast<std::int64_t>(x * half_ * rest_); }
  /// Powers of two have exact inverses, and to multiply is quicker.
  double value(FixedTotal total) const { return static_cast<double>(total) * inverse_half_ * inverse_rest_; }

 private:
  int shift_;
  double half_, rest_;  // 2^shift in two factors
  double inverse_half_, inverse_rest_;
};

}  // namespace premortem
