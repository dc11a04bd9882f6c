#pragma once
#include <compare>

namespace premortem {

/// A number in [0, 1]. There is no `+`: probabilities add only when events exclude each other,
/// which the type cannot know; say `value()` where you do.
class Probability {
 public:
  /// @throws DomainError if `value` is NaN or outside [0, 1]
  explicit Probability(double value);
  double value() const { return value_; }
  Probability complement() const { return Probability(1.0 - value_); }
  auto operator<=>(const Probability&) const = default;

 private:
  double value_;
};

/// Both events, independent of each other: the product.
Probability operator*(Probability a, Probability b);

}  // namespace premortem
