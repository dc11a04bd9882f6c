#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// What one input does alone: the output at both ends of its range with every other input at its best value.
struct TornadoBar {
  std::size_t input = 0;
  Interval range;
  double at_low = 0, at_high = 0;
  double swing = 0;            ///< |at_high - at_low|: what an output that is not monotone does between the ends is not in it
  std::optional<double> flip;  ///< the value nearest to the best one at which the decision is another
  std::string flip_why;        ///< why there is none: "does not flip within its range"
};

/// An input that has a range and yet no bar.
struct MissingBar {
  std::size_t input = 0;
  std::string why;
};

/// What is computed of the inputs; absent where it is not defined.
using OutputOfInputs = std::function<std::optional<double>(std::span<const double>)>;

/// Which decision is best at the inputs, as a number that says nothing but whether two decisions are the same one.
using ChoiceAtInputs = std::function<int(std::span<const double>)>;

/// In how many steps each side of the best value is looked at for a flip.
constexpr int flip_scan_steps = 200;

/// One-way sensitivity (tornado diagram; Howard 1988, Management Science 34): each input goes to the ends of its range with the
/// others at `base`. Sorted by swing, largest first, equal ones by input. An input whose range is one value has no bar.
///
/// flip: from the best value outward, on both sides, the range is looked at in `flip_scan_steps` equal steps; where the decision
/// at a step is not the one at `base`, the change before it is found by bisection to 1e-9 of the value. It is a value at which the
/// decision is another, the nearer one of both sides (the lower one if they are as near). A decision that changes and changes
/// back within one step (1/200 of that side of the range) is missed: "does not flip" means that no step saw it. A decision
/// that hangs on two inputs together is not looked at.
/// @param base    the inputs at their best values, all finite
/// @param ranges  one an input
/// @param output  @param choice  pure functions of the inputs; an empty choice leaves flip absent
/// @param missing set, if given, to the inputs without a bar, ascending: a range that is not finite, an output that is not
///                defined or not finite at one of its ends
/// @throws DomainError if the sizes differ, a base value is not finite, or a range is not low <= high
std::vector<TornadoBar> tornado(std::span<const double> base, std::span<const Interval> ranges, const OutputOfInputs& output,
                                const ChoiceAtInputs& choice = {}, std::vector<MissingBar>* missing = nullptr);

}  // namespace premortem
