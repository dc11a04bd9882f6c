#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace premortem {

enum class SweepScale { list, linear, logarithmic };

/// A value of a list, or a multiple, as it was written, and the number it is; a verdict or a date is none.
struct SweepValue {
  std::string text;
  std::optional<double> number;
};

/// What one name of a case takes in a sweep. A list has `values` and nothing else; the other two have
/// finite `low` < `high` (above 0 where logarithmic) and at least two points, or no count: to be drawn from.
struct SweepAxis {
  std::string name;
  SweepScale scale = SweepScale::list;
  std::vector<SweepValue> values;
  double low = 0;
  double high = 0;
  std::optional<std::uint64_t> count;
  bool multiples = false;  ///< its numbers are factors of what the case states; they stand here without their x
};

/// How many values the axis has; absent where it is a range without a count.
std::optional<std::uint64_t> size_of(const SweepAxis& axis);

/// Whether points of a range with a count would be one number, or so near each other that rounding makes them one; a list's
/// and those of a range to be drawn from never are here.
bool points_coincide(const SweepAxis& axis);

/// Where a share of the way lies. Linear: low + (high - low) step / steps, computed in decimal from the ends as they are written
/// and rounded once, to the 15th digit counted from the first of the larger end (0.1 to 0.5: 0.3, not 0.30000000000000004).
/// Logarithmic: low (high / low)^(step / steps) to 12 significant digits, so that no bit of it is a matter of whose mathematical
/// library it was. Both ends are exact, and the point depends on the quotient alone: step 2 of 4 is step 1 of 2.
/// @param step  0 <= step <= steps, steps > 0; a linear or logarithmic axis
double value_along(const SweepAxis& axis, double step, double steps);

}  // namespace premortem
