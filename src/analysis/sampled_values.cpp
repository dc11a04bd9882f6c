#include "analysis/sampled_values.hpp"

#include <algorithm>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

double applied(Op op, double a, double b) {
  switch (op) {
    case Op::product: return a * b;
    case Op::quotient: return a / b;
    case Op::sum: return a + b;
    case Op::difference: return a - b;
    case Op::minimum: return std::min(a, b);
    default: break;
  }
  throw DomainError("an operation of a net benefit cannot be sampled");
}

}  // namespace

std::vector<double> sampled_values(const Expression& expression, const LeafSamples& leaf, std::size_t n) {
  std::vector<double> result(n), at(expression.nodes.size());
  std::vector<std::span<const double>> leaves(expression.nodes.size());
  for (std::size_t k = 0; k < at.size(); ++k)
    if (expression.nodes[k].op == Op::leaf) leaves[k] = leaf(expression.nodes[k].a);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < at.size(); ++k) {
      const auto& node = expression.nodes[k];
      if (node.op == Op::constant) at[k] = node.value;
      else if (node.op == Op::leaf) at[k] = leaves[k].size() == 1 ? leaves[k][0] : leaves[k][i];
      else at[k] = applied(node.op, at[node.a], at[node.b]);
    }
    result[i] = at.back();
  }
  return result;
}

}  // namespace premortem
