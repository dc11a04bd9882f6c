#pragma once
#include <functional>
#include <optional>
#include <string>

#include "premortem/core/interval.hpp"

namespace premortem {

/// Where an output reaches a target as one input moves, the others held.
struct BreakEven {
  std::optional<double> value;   ///< the crossing nearest to the base
  std::string why;               ///< why there is none
  int crossings = 0;             ///< how many the scan saw in the whole range, the one at `value` included
  bool jumps = false;            ///< the output passes the target at `value` without taking it on
  std::optional<bool> rising;    ///< whether the output rises through the target as the input rises; absent where it only touches
  bool undefined_somewhere = false;  ///< the output was not defined at some step: a crossing there is not seen
};

/// The output at a value of the input; absent where it is not defined.
using OutputOfInput = std::function<std::optional<double>(double)>;

/// In how many equal steps each side of the base is looked at.
constexpr int break_even_scan_steps = 200;

/// The value of the input in `range`, nearest to `base`, at which the output equals the target. From the base outward on both
/// sides the range is looked at in `break_even_scan_steps` equal steps; a step across which output - target changes its sign holds
/// a crossing, found by bisection to 1e-9 of the value, or to the value itself where the output takes on the target exactly. So
/// the value is right to 1e-9 of itself for a continuous output; where the output leaps over the target within that, `jumps` says
/// so. Two crossings within one step cancel and are missed, as is an output that touches the target between two steps.
/// @return without a value, in words: the range is not finite, the output is defined nowhere that was looked, or it stays on
///         one side of the target ("stays below", with the nearest it came)
/// @throws DomainError if low > high, base lies outside the range, or base or target is not finite
BreakEven break_even(const OutputOfInput& output, const Interval& range, double base, double target);

}  // namespace premortem
