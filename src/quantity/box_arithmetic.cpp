#include <algorithm>

#include "premortem/core/error.hpp"
#include "quantity/box_slices.hpp"
#include "quantity/event_boxes.hpp"
#include "quantity/outward.hpp"
#include "quantity/slice_image.hpp"
#include "quantity/unknown_dependence.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

/// Slice i of a with slice i of b, or with the one opposite.
ProbabilityBox slice_by_slice(Op op, const ProbabilityBox& a, const ProbabilityBox& b, bool opposite) {
  const std::size_t n = a.slices();
  std::vector<double> lows, highs;
  for (std::size_t i = 0; i < n; ++i) {
    const Interval image = slice_image(op, slice_of(a, i), slice_of(b, opposite ? n - 1 - i : i));
    lows.push_back(image.low), highs.push_back(image.high);
  }
  return box_of_images(std::move(lows), std::move(highs));
}

/// All n^2 pairs of slices, of probability 1/n^2 each, then every n-th end: the lower one of each n, the upper one of each n.
ProbabilityBox every_pair(Op op, const ProbabilityBox& a, const ProbabilityBox& b) {
  const std::size_t n = a.slices();
  std::vector<double> lows, highs;
  lows.reserve(n * n), highs.reserve(n * n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const Interval image = slice_image(op, slice_of(a, i), slice_of(b, j));
      lows.push_back(image.low), highs.push_back(image.high);
    }
  const ProbabilityBox all = box_of_images(std::move(lows), std::move(highs));
  ProbabilityBox box;
  for (std::size_t k = 0; k < n; ++k) box.low.push_back(all.low[k * n]), box.high.push_back(all.high[(k + 1) * n - 1]);
  return box;
}

/// x^y = exp(y log x), for x >= 0.
ProbabilityBox any_dependence_of_power(const ProbabilityBox& a, const ProbabilityBox& b) {
  if (a.low.front() < 0) throw Refusal("a power of a quantity that may be negative to one that is not a whole number");
  return transform(Op::exponential, any_dependence_of_product(b, transform(Op::logarithm, a)));
}

ProbabilityBox any_way(Op op, const ProbabilityBox& a, const ProbabilityBox& b) {
  switch (op) {
    case Op::difference: return any_dependence_of_rising(Op::sum, a, negated_box(b));
    case Op::product: return any_dependence_of_product(a, b);
    case Op::quotient: return any_dependence_of_quotient(a, b);
    case Op::power: return any_dependence_of_power(a, b);
    default: return any_dependence_of_rising(op, a, b);
  }
}

}  // namespace

ProbabilityBox combine(Op op, const ProbabilityBox& a, const ProbabilityBox& b, Dependence dependence) {
  require_same_slices(a, b);
  if (is_comparison(op)) return compared(op, combine(Op::difference, a, b, dependence));
  if (is_of_events(op)) return of_events(op, a, b, dependence);
  if (is_one_interval(a) || is_one_interval(b) || dependence == Dependence::perfect) return slice_by_slice(op, a, b, false);
  switch (dependence) {
    case Dependence::opposite: return slice_by_slice(op, a, b, true);
    case Dependence::independent: return every_pair(op, a, b);
    default: return any_way(op, a, b);
  }
}

ProbabilityBox transform(Op op, const ProbabilityBox& a) {
  std::vector<double> lows, highs;
  for (std::size_t i = 0; i < a.slices(); ++i) {
    const Interval image = slice_image(op, slice_of(a, i));
    lows.push_back(image.low), highs.push_back(image.high);
  }
  return box_of_images(std::move(lows), std::move(highs));
}

}  // namespace premortem
