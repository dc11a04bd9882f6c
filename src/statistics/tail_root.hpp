#pragma once
#include <algorithm>
#include <cmath>
#include <limits>

namespace premortem {

/// Which tail is solved for: the lower one rises with x, the upper one falls.
enum class Tail { lower, upper };

struct Bracket {
  double low;
  double high;
};

/// x > 0 in the bracket with tail(x) = wanted, by Newton's method on log tail against log x, where tails of every
/// depth are nearly straight; a step that leaves what is still possible becomes a bisection.
/// @param at  gives what is known of an x: its `tail`, and its `density()`, the slope of the tail up to sign
template <class At>
double tail_root(Tail side, const At& at, double wanted, double start, Bracket bracket) {
  constexpr double epsilon = std::numeric_limits<double>::epsilon();
  constexpr int most_steps = 300;
  constexpr double longest_step = 4;  // a factor of 55: far from the root the slope may vanish
  double x = std::clamp(start, bracket.low, bracket.high);
  for (int i = 0; i < most_steps; ++i) {
    const auto here = at(x);
    const double value = here.tail;
    const double gap = value > 0 ? std::log(value / wanted) : -std::numeric_limits<double>::infinity();
    if (std::abs(gap) <= epsilon) return x;
    const bool beyond = (gap > 0) == (side == Tail::lower);
    (beyond ? bracket.high : bracket.low) = x;
    const double slope = value > 0 ? x * here.density() / value : 0;
    const double step = std::min(longest_step, std::abs(gap) / slope);  // no slope: NaN or infinite, then bisection
    double next = slope > 0 ? x * std::exp(beyond ? -step : step) : 0;
    const auto is_here = [&] { return std::abs(next - x) <= 2 * epsilon * x; };
    if (is_here()) return next;  // first, for so near the end of the bracket rounding decides on which side it lies
    if (!(bracket.low < next && next < bracket.high)) next = std::sqrt(bracket.low) * std::sqrt(bracket.high);
    if (is_here()) return next;
    x = next;
  }
  return x;
}

}  // namespace premortem
