#include "quantity/interval_slopes.hpp"

#include <limits>
#include <tuple>

#include "premortem/core/error.hpp"
#include "premortem/core/interval_functions.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Interval anything{-infinity, infinity}, rising{0, 1}, one{1, 1}, minus_one{-1, -1}, zero{0, 0};

/// What a node's value changes by for a change of each operand.
struct Partials {
  Interval a = zero, b = zero, c = zero;
};

Partials of_power(const Interval& a, const Interval& b, const Interval& value) {
  return {multiply(b, power(a, subtract(b, one))), a.low > 0 ? multiply(value, logarithm(a)) : anything};
}

Partials of_quotient(const Interval& b, const Interval& value) {
  const Interval inverse = divide(one, b);
  return {inverse, negative(multiply(value, inverse))};
}

/// Which of two is the smaller may not be decided; then the value follows either.
Partials of_smaller(const Interval& a, const Interval& b) {
  if (a.high <= b.low) return {one, zero};
  return b.high <= a.low ? Partials{zero, one} : Partials{rising, rising};
}

Partials of_choice(const Interval& condition) {
  if (is_true(condition)) return {zero, one};
  return is_false(condition) ? Partials{zero, zero, one} : Partials{anything, rising, rising};
}

Interval of_absolute(const Interval& a) { return a.low >= 0 ? one : a.high <= 0 ? minus_one : Interval{-1, 1}; }

Partials partials(const ExpressionNode& node, std::size_t i, const std::vector<Interval>& values) {
  const Interval &a = values[node.a], &b = values[node.b], &value = values[i];
  switch (node.op) {
    case Op::constant:
    case Op::leaf: return {};
    case Op::product: return {b, a};
    case Op::quotient: return of_quotient(b, value);
    case Op::sum: return {one, one};
    case Op::difference: return {one, minus_one};
    case Op::power: return of_power(a, b, value);
    case Op::negative: return {minus_one};
    case Op::minimum: return of_smaller(a, b);
    case Op::maximum: return of_smaller(negative(a), negative(b));
    case Op::absolute: return {of_absolute(a)};
    case Op::exponential: return {value};
    case Op::logarithm: return {divide(one, a)};
    case Op::square_root: return {divide(Interval{0.5, 0.5}, value)};
    case Op::sine: return {cosine(a)};
    case Op::cosine: return {negative(sine(a))};
    case Op::choice: return of_choice(a);
    // Frechet's limits rise in each operand, by no more than it does.
    case Op::both:
    case Op::conjunction:
    case Op::disjunction: return {rising, rising};
    default: return value.low == value.high ? Partials{} : Partials{anything, anything};  // a comparison jumps
  }
}

Partials partials_or_anything(const ExpressionNode& node, std::size_t i, const std::vector<Interval>& values) {
  try {
    return partials(node, i, values);
  } catch (const Refusal&) {
    return {anything, anything, anything};
  }
}

}  // namespace

std::vector<Interval> slopes_of(const Expression& expression, const IntervalPass& pass, std::size_t leaves) {
  const auto& nodes = expression.nodes;
  std::vector<Interval> by_leaf(leaves, zero), by_node(nodes.size(), zero);
  by_node.back() = one;
  for (std::size_t i = nodes.size(); i-- > 0;) {
    const Interval own = by_node[i];
    if (own == zero) continue;  // not needed, perhaps not even defined
    const auto& node = nodes[i];
    if (node.op == Op::leaf) {
      by_leaf[node.a] = add(by_leaf[node.a], own);
      continue;
    }
    const Partials p = partials_or_anything(node, i, pass.values());
    const int operands = operands_of(node.op);
    for (const auto& [operand, position, partial] : {std::tuple(1, node.a, p.a), std::tuple(2, node.b, p.b), std::tuple(3, node.c, p.c)})
      if (operand <= operands) by_node[position] = add(by_node[position], multiply(own, partial));
  }
  return by_leaf;
}

}  // namespace premortem
