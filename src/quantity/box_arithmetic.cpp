#include <algorithm>

#include "premortem/core/error.hpp"
#include "quantity/box_slices.hpp"
#include "quantity/event_boxes.hpp"
#include "quantity/slice_image.hpp"
#include "quantity/slice_pairs.hpp"
#include "quantity/unknown_dependence.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

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
  if (is_one_interval(a) || is_one_interval(b)) return slices_combined(op, a, b, Dependence::perfect);
  return dependence == Dependence::unknown ? any_way(op, a, b) : slices_combined(op, a, b, dependence);
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
