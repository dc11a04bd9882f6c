#include "quantity/event_boxes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/error.hpp"
#include "quantity/box_slices.hpp"
#include "quantity/slice_pairs.hpp"
#include "quantity/outward.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

/// Whether `difference` compares so: for certain (1, 1), certainly not (0, 0), or either.
Interval truth(Op op, const Interval& difference) {
  const auto [low, high] = difference;
  const auto of = [](bool certain, bool possible) { return Interval{certain ? 1.0 : 0.0, possible ? 1.0 : 0.0}; };
  const bool zero = low == 0 && high == 0, may_be_zero = low <= 0 && high >= 0;
  switch (op) {
    case Op::less: return of(high < 0, low < 0);
    case Op::less_equal: return of(high <= 0, low <= 0);
    case Op::greater: return of(low > 0, high > 0);
    case Op::greater_equal: return of(low >= 0, high >= 0);
    case Op::equal: return of(zero, may_be_zero);
    default: return of(!may_be_zero, !zero);
  }
}

ProbabilityBox probability(const ProbabilityBox& box) {
  if (box.low.front() > 1 || box.high.back() < 0)
    throw Refusal(fmt::format("a probability lies in [0, 1], not between {:.6g} and {:.6g}", box.low.front(), box.high.back()));
  return clamped_box(box, {0, 1});
}

ProbabilityBox sum_less_one(const ProbabilityBox& a, const ProbabilityBox& b, Dependence estimates) {
  const ProbabilityBox one = uniform_box({1, 1}, a.slices());
  return clamped_box(combine(Op::difference, combine(Op::sum, a, b, estimates), one, Dependence::perfect), {0, 1});
}

ProbabilityBox sum_up_to_one(const ProbabilityBox& a, const ProbabilityBox& b, Dependence estimates) {
  return clamped_box(combine(Op::sum, a, b, estimates), {0, 1});
}

ProbabilityBox conjunction(const ProbabilityBox& a, const ProbabilityBox& b, Dependence events, Dependence estimates) {
  switch (events) {
    case Dependence::independent: return combine(Op::product, a, b, estimates);
    case Dependence::perfect: return combine(Op::minimum, a, b, estimates);
    case Dependence::opposite: return sum_less_one(a, b, estimates);
    default: return {sum_less_one(a, b, estimates).low, combine(Op::minimum, a, b, estimates).high};
  }
}

ProbabilityBox disjunction(const ProbabilityBox& a, const ProbabilityBox& b, Dependence dependence) {
  switch (dependence) {
    case Dependence::independent: return slices_combined(Op::disjunction, a, b, dependence);
    case Dependence::perfect: return combine(Op::maximum, a, b, dependence);
    case Dependence::opposite: return sum_up_to_one(a, b, dependence);
    default: return {combine(Op::maximum, a, b, dependence).low, sum_up_to_one(a, b, dependence).high};
  }
}

}  // namespace

bool is_comparison(Op op) {
  return op == Op::less || op == Op::less_equal || op == Op::greater || op == Op::greater_equal || op == Op::equal || op == Op::not_equal;
}

bool is_of_events(Op op) { return op == Op::both || op == Op::conjunction || op == Op::disjunction; }

ProbabilityBox compared(Op op, const ProbabilityBox& difference) {
  std::vector<double> lows, highs;
  for (std::size_t i = 0; i < difference.slices(); ++i) {
    const Interval image = truth(op, slice_of(difference, i));
    lows.push_back(image.low), highs.push_back(image.high);
  }
  return box_of_images(std::move(lows), std::move(highs));
}

ProbabilityBox of_events(Op op, const ProbabilityBox& a, const ProbabilityBox& b, Dependence dependence) {
  const ProbabilityBox p = probability(a), q = probability(b);
  if (op == Op::disjunction) return disjunction(p, q, dependence);
  return conjunction(p, q, op == Op::both ? Dependence::unknown : dependence, dependence);
}

/// Z exceeds z only if b does where the condition may hold or c does where it may fail, each with at most the probability of
/// the condition: the slices of the largest ends that this lets through. The same for falling short of z.
ProbabilityBox choice(const ProbabilityBox& condition, const ProbabilityBox& b, const ProbabilityBox& c) {
  require_same_slices(condition, b);
  require_same_slices(condition, c);
  const std::size_t n = condition.slices();
  std::ptrdiff_t may_hold = 0, may_fail = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!(condition.low[i] == 0 && condition.high[i] == 0)) ++may_hold;
    if (condition.low[i] <= 0 && condition.high[i] >= 0) ++may_fail;
  }
  std::vector<double> lows(b.low.begin(), b.low.begin() + may_hold), highs(b.high.end() - may_hold, b.high.end());
  lows.insert(lows.end(), c.low.begin(), c.low.begin() + may_fail);
  highs.insert(highs.end(), c.high.end() - may_fail, c.high.end());
  ProbabilityBox box = box_of_images(std::move(lows), std::move(highs));
  box.low.resize(n);
  box.high.erase(box.high.begin(), box.high.end() - static_cast<std::ptrdiff_t>(n));
  return box;
}

}  // namespace premortem
