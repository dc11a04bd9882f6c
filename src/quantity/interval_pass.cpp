#include "quantity/interval_pass.hpp"

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/core/interval_functions.hpp"
#include "premortem/statistics/frechet.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

constexpr Interval always{1, 1}, never{0, 0}, perhaps{0, 1};

Interval truth(bool holds, bool fails) { return holds ? always : fails ? never : perhaps; }

Interval less(const Interval& a, const Interval& b) { return truth(a.high < b.low, a.low >= b.high); }
Interval less_equal(const Interval& a, const Interval& b) { return truth(a.high <= b.low, a.low > b.high); }
Interval equal(const Interval& a, const Interval& b) {
  return truth(a.low == a.high && a == b, a.high < b.low || b.high < a.low);
}

/// A share times a factor above 1 is at most everyone.
Interval possible_share(const Interval& x) { return {std::min(x.low, 1.0), std::min(x.high, 1.0)}; }

Interval probability(const Interval& x) {
  if (x.low < -probability_rounding || x.high > 1 + probability_rounding)
    throw Refusal("and() and or() take probabilities, but one may be from " + std::to_string(x.low) + " to " + std::to_string(x.high));
  return {std::clamp(x.low, 0.0, 1.0), std::clamp(x.high, 0.0, 1.0)};
}

Interval of_one(Op op, const Interval& a) {
  switch (op) {
    case Op::negative: return negative(a);
    case Op::absolute: return absolute(a);
    case Op::exponential: return exponential(a);
    case Op::logarithm: return logarithm(a);
    case Op::square_root: return square_root(a);
    case Op::sine: return sine(a);
    default: return cosine(a);
  }
}

Interval of_two(Op op, const Interval& a, const Interval& b) {
  switch (op) {
    case Op::product: return multiply(a, b);
    case Op::quotient: return divide(a, b);
    case Op::both: return frechet_and(possible_share(a), possible_share(b));
    case Op::sum: return add(a, b);
    case Op::difference: return subtract(a, b);
    case Op::power: return power(a, b);
    case Op::less: return less(a, b);
    case Op::less_equal: return less_equal(a, b);
    case Op::greater: return less(b, a);
    case Op::greater_equal: return less_equal(b, a);
    case Op::equal: return equal(a, b);
    case Op::not_equal: return subtract(always, equal(a, b));
    case Op::minimum: return minimum(a, b);
    case Op::maximum: return maximum(a, b);
    case Op::conjunction: return frechet_and(probability(a), probability(b));
    default: return frechet_or(probability(a), probability(b));
  }
}

Interval choice(const Interval& condition, const Interval& then, const Interval& otherwise) {
  if (is_true(condition)) return then;
  return is_false(condition) ? otherwise : hull(then, otherwise);
}

Interval value_of(const ExpressionNode& node, const std::vector<Interval>& values, const std::function<Interval(std::size_t)>& leaf_interval) {
  if (node.op == Op::constant) return {node.value, node.value};
  if (node.op == Op::leaf) return leaf_interval(node.a);
  switch (operands_of(node.op)) {
    case 1: return of_one(node.op, values[node.a]);
    case 2: return of_two(node.op, values[node.a], values[node.b]);
    default: return choice(values[node.a], values[node.b], values[node.c]);
  }
}

}  // namespace

bool is_true(const Interval& condition) { return condition.low > 0 || condition.high < 0; }
bool is_false(const Interval& condition) { return condition.low == 0 && condition.high == 0; }

std::size_t IntervalPass::refusal_among_operands(const ExpressionNode& node) const {
  const int operands = operands_of(node.op);
  if (operands > 0 && refused_[node.a] > 0) return refused_[node.a];
  if (node.op == Op::choice) {
    const bool first = !is_false(values_[node.a]), second = !is_true(values_[node.a]);
    return first && refused_[node.b] > 0 ? refused_[node.b] : second ? refused_[node.c] : 0;
  }
  return operands > 1 ? refused_[node.b] : 0;
}

void IntervalPass::run(const Expression& expression, const std::function<Interval(std::size_t)>& leaf_interval) {
  values_.assign(expression.nodes.size(), {});
  refused_.assign(expression.nodes.size(), 0);
  reasons_.assign(1, {});
  for (std::size_t i = 0; i < expression.nodes.size(); ++i) {
    const auto& node = expression.nodes[i];
    refused_[i] = refusal_among_operands(node);
    if (refused_[i] > 0) continue;
    try {
      if (zero_divisor_ == ZeroDivisor::refused && node.op == Op::quotient && values_[node.b] == never) throw Refusal("a division by 0");
      values_[i] = value_of(node, values_, leaf_interval);
    } catch (const Refusal& refusal) {
      reasons_.emplace_back(refusal.what());
      refused_[i] = reasons_.size() - 1;
    }
  }
}

std::optional<Interval> IntervalPass::result() const { return refused_.back() > 0 ? std::nullopt : std::optional(values_.back()); }

const std::string& IntervalPass::why() const { return reasons_[refused_.back()]; }

Interval evaluate_bound(const Expression& expression, const std::function<Interval(std::size_t)>& leaf_interval) {
  IntervalPass pass(IntervalPass::ZeroDivisor::refused);
  pass.run(expression, leaf_interval);
  if (const auto result = pass.result()) return *result;
  throw Refusal(pass.why());
}

}  // namespace premortem
