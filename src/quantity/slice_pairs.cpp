#include "quantity/slice_pairs.hpp"

#include "quantity/box_slices.hpp"
#include "quantity/slice_image.hpp"

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

}  // namespace

ProbabilityBox slices_combined(Op op, const ProbabilityBox& a, const ProbabilityBox& b, Dependence dependence) {
  if (dependence == Dependence::independent && !is_one_interval(a) && !is_one_interval(b)) return every_pair(op, a, b);
  return slice_by_slice(op, a, b, dependence == Dependence::opposite);
}

}  // namespace premortem
