#include "premortem/quantity/expression.hpp"

#include <algorithm>

#include "premortem/statistics/frechet.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

std::size_t append(std::vector<ExpressionNode>& nodes, ExpressionNode node) {
  nodes.push_back(node);
  return nodes.size() - 1;
}

}  // namespace

std::size_t Expression::constant(double value) { return append(nodes, {Op::constant, value, 0, 0}); }
std::size_t Expression::leaf(std::size_t number) { return append(nodes, {Op::leaf, 0, number, 0}); }
std::size_t Expression::product(std::size_t a, std::size_t b) { return append(nodes, {Op::product, 0, a, b}); }
std::size_t Expression::quotient(std::size_t a, std::size_t b) { return append(nodes, {Op::quotient, 0, a, b}); }
std::size_t Expression::both(std::size_t a, std::size_t b) { return append(nodes, {Op::both, 0, a, b}); }

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
      case Op::both: break;
    }
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return values.back();
}

}  // namespace premortem
