#include <algorithm>
#include <cmath>

#include "premortem/quantity/expression.hpp"
#include "quantity/interval_pass.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;
using Value = std::optional<double>;

/// Within [0, 1] but for rounding.
Value probability(double p) {
  if (p < -probability_rounding || p > 1 + probability_rounding) return std::nullopt;
  return std::clamp(p, 0.0, 1.0);
}

Value of_one(Op op, double a) {
  switch (op) {
    case Op::negative: return -a;
    case Op::absolute: return std::abs(a);
    case Op::exponential: return std::exp(a);
    case Op::logarithm: return a > 0 ? Value(std::log(a)) : std::nullopt;
    case Op::square_root: return a >= 0 ? Value(std::sqrt(a)) : std::nullopt;
    case Op::sine: return std::sin(a);
    case Op::cosine: return std::cos(a);
    default: return std::nullopt;
  }
}

Value of_events(Op op, double a, double b) {
  const auto p = probability(a), q = probability(b);
  if (!p || !q) return std::nullopt;
  return op == Op::conjunction ? *p * *q : *p + *q * (1 - *p);
}

Value of_two(Op op, double a, double b) {
  switch (op) {
    case Op::product: return a * b;
    case Op::quotient: return b != 0 ? Value(a / b) : std::nullopt;
    case Op::sum: return a + b;
    case Op::difference: return a - b;
    case Op::power: return std::pow(a, b);
    case Op::less: return a < b ? 1 : 0;
    case Op::less_equal: return a <= b ? 1 : 0;
    case Op::greater: return a > b ? 1 : 0;
    case Op::greater_equal: return a >= b ? 1 : 0;
    case Op::equal: return a == b ? 1 : 0;
    case Op::not_equal: return a != b ? 1 : 0;
    case Op::minimum: return std::min(a, b);
    case Op::maximum: return std::max(a, b);
    case Op::conjunction:
    case Op::disjunction: return of_events(op, a, b);
    default: return std::nullopt;  // an overlap that is unknown
  }
}

Value value_of(const ExpressionNode& node, const std::vector<Value>& values, const std::function<Value(std::size_t)>& leaf_point) {
  if (node.op == Op::constant) return node.value;
  if (node.op == Op::leaf) return leaf_point(node.a);
  const auto& a = values[node.a];
  if (!a) return std::nullopt;
  switch (operands_of(node.op)) {
    case 1: return of_one(node.op, *a);
    case 2: return values[node.b] ? of_two(node.op, *a, *values[node.b]) : std::nullopt;
    default: return *a != 0 ? values[node.b] : values[node.c];
  }
}

}  // namespace

std::optional<double> evaluate_point(const Expression& expression, const std::function<std::optional<double>(std::size_t)>& leaf_point) {
  std::vector<Value> values;
  values.reserve(expression.nodes.size());
  for (const auto& node : expression.nodes) {
    auto value = value_of(node, values, leaf_point);
    if (value && !std::isfinite(*value)) value.reset();  // an overflow, or a power that is not defined
    values.push_back(value);
  }
  return values.back();
}

}  // namespace premortem
