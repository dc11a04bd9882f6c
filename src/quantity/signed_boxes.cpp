#include <algorithm>

#include "premortem/core/error.hpp"
#include "quantity/box_slices.hpp"
#include "quantity/outward.hpp"
#include "quantity/slice_image.hpp"
#include "quantity/unknown_dependence.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

struct Parts {
  ProbabilityBox positive, negative;  ///< of max(0, X) and max(0, -X)
};

Parts parts_of(const ProbabilityBox& box) { return {positive_part(box), positive_part(negated_box(box))}; }

bool is_zero(const ProbabilityBox& box) { return box.low.front() == 0 && box.high.back() == 0; }

/// Two quantities >= 0 of which at least one is always 0: their larger one, whose exceedance is the sum of theirs.
ProbabilityBox either(const ProbabilityBox& a, const ProbabilityBox& b) {
  if (is_zero(a)) return b;
  if (is_zero(b)) return a;
  return combine(Op::maximum, a, b, Dependence::opposite);
}

/// Z from max(0, Z) and max(0, -Z), which rise and fall with it: its quantile is theirs wherever that is not 0.
ProbabilityBox joined(const Parts& parts) {
  const std::size_t n = parts.positive.slices();
  const ProbabilityBox below = negated_box(parts.negative);
  ProbabilityBox z = below;
  for (std::size_t k = 0; k < n; ++k) {
    if (parts.positive.low[k] > 0) z.low[k] = parts.positive.low[k];
    if (below.high[k] == 0) z.high[k] = parts.positive.high[k];
  }
  return z;
}

ProbabilityBox of_parts(Op op, const ProbabilityBox& a, const ProbabilityBox& b) {
  if (is_zero(a) || (op == Op::product && is_zero(b))) return uniform_box({0, 0}, a.slices());
  return any_dependence_of_rising(op, a, b);
}

}  // namespace

ProbabilityBox any_dependence_of_product(const ProbabilityBox& a, const ProbabilityBox& b) {
  if (a.low.front() >= 0 && b.low.front() >= 0) return any_dependence_of_rising(Op::product, a, b);
  const Parts x = parts_of(a), y = parts_of(b);
  const auto times = [](const ProbabilityBox& u, const ProbabilityBox& v) { return of_parts(Op::product, u, v); };
  return joined({either(times(x.positive, y.positive), times(x.negative, y.negative)),
                 either(times(x.positive, y.negative), times(x.negative, y.positive))});
}

ProbabilityBox any_dependence_of_quotient(const ProbabilityBox& a, const ProbabilityBox& b) {
  const std::size_t n = b.slices();
  for (std::size_t i = 0; i < n; ++i)
    if (b.low[i] == 0 && b.high[i] == 0) throw Refusal("a division by a quantity that may be 0");
  if (b.high.back() <= 0) return any_dependence_of_quotient(negated_box(a), negated_box(b));
  if (b.low.front() >= 0) {
    const Parts x = parts_of(a);
    return joined({of_parts(Op::quotient, x.positive, b), of_parts(Op::quotient, x.negative, b)});
  }
  std::vector<double> lows, highs;
  for (std::size_t i = 0; i < n; ++i) {
    const Interval image = slice_image(Op::quotient, {1, 1}, slice_of(b, i));
    lows.push_back(image.low), highs.push_back(image.high);
  }
  return any_dependence_of_product(a, box_of_images(std::move(lows), std::move(highs)));
}

}  // namespace premortem
