#include "premortem/quantity/expression.hpp"

#include <algorithm>

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

std::vector<std::size_t> repeated_leaves_of(const Expression& expression) {
  std::vector<std::size_t> named, repeated;
  for (const auto& node : expression.nodes)
    if (node.op == Op::leaf) named.push_back(node.a);
  std::sort(named.begin(), named.end());
  for (std::size_t i = 1; i < named.size(); ++i)
    if (named[i] == named[i - 1] && (repeated.empty() || repeated.back() != named[i])) repeated.push_back(named[i]);
  return repeated;
}

bool has_unknown_overlap(const Expression& expression) {
  return std::any_of(expression.nodes.begin(), expression.nodes.end(), [](const auto& n) { return n.op == Op::both; });
}

}  // namespace premortem
