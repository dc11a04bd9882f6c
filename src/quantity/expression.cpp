#include "premortem/quantity/expression.hpp"

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/statistics/frechet.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

std::size_t appended(std::vector<ExpressionNode>& nodes, ExpressionNode node) {
  nodes.push_back(node);
  return nodes.size() - 1;
}

}  // namespace

std::size_t Expression::constant(double value) { return appended(nodes, {Op::constant, value, 0, 0}); }
std::size_t Expression::leaf(std::size_t number) { return appended(nodes, {Op::leaf, 0, number, 0}); }
std::size_t Expression::product(std::size_t a, std::size_t b) { return appended(nodes, {Op::product, 0, a, b}); }
std::size_t Expression::quotient(std::size_t a, std::size_t b) { return appended(nodes, {Op::quotient, 0, a, b}); }
std::size_t Expression::both(std::size_t a, std::size_t b) { return appended(nodes, {Op::both, 0, a, b}); }

std::size_t Expression::apply(Op op, std::size_t a, std::size_t b, std::size_t c) { return appended(nodes, {op, 0, a, b, c}); }

int operands_of(Op op) {
  switch (op) {
    case Op::constant: case Op::leaf: return 0;
    case Op::negative: case Op::absolute: case Op::exponential: case Op::logarithm: case Op::square_root: case Op::sine: case Op::cosine: return 1;
    case Op::choice: return 3;
    default: return 2;
  }
}

std::size_t Expression::append(const Expression& other) {
  const std::size_t shift = nodes.size();
  for (ExpressionNode node : other.nodes) {
    const int operands = operands_of(node.op);
    if (operands > 0) node.a += shift;
    if (operands > 1) node.b += shift;
    if (operands > 2) node.c += shift;
    nodes.push_back(node);
  }
  return nodes.size() - 1;
}

std::vector<std::size_t> leaves_of(const Expression& expression) {
  std::vector<std::size_t> used;
  for (const auto& node : expression.nodes)
    if (node.op == Op::leaf) used.push_back(node.a);
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

bool has_unknown_overlap(const Expression& expression) {
  return std::any_of(expression.nodes.begin(), expression.nodes.end(), [](const auto& n) { return n.op == Op::both; });
}

namespace {

/// A share times a factor above 1 is at most everyone.
Interval possible_share(const Interval& x) { return {std::min(x.low, 1.0), std::min(x.high, 1.0)}; }

}  // namespace

Interval evaluate_bound(const Expression& expression, const std::function<Interval(std::size_t)>& leaf_interval) {
  std::vector<Interval> values;
  values.reserve(expression.nodes.size());
  for (const auto& node : expression.nodes) {
    switch (node.op) {
      case Op::constant: values.push_back({node.value, node.value}); break;
      case Op::leaf: values.push_back(leaf_interval(node.a)); break;
      case Op::product: values.push_back(values[node.a] * values[node.b]); break;
      case Op::quotient: values.push_back(values[node.a] / values[node.b]); break;
      case Op::both: values.push_back(frechet_and(possible_share(values[node.a]), possible_share(values[node.b]))); break;
      default: throw Refusal("this operation has no interval yet");
    }
  }
  return values.back();
}

std::optional<double> evaluate_point(const Expression& expression,
                                     const std::function<std::optional<double>(std::size_t)>& leaf_point) {
  std::vector<double> values;
  values.reserve(expression.nodes.size());
  for (const auto& node : expression.nodes) {
    std::optional<double> value;
    switch (node.op) {
      case Op::constant: value = node.value; break;
      case Op::leaf: value = leaf_point(node.a); break;
      case Op::product: value = values[node.a] * values[node.b]; break;
      case Op::quotient:
        if (values[node.b] != 0) value = values[node.a] / values[node.b];
        break;
      default: break;
    }
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return values.back();
}

}  // namespace premortem
