#include "quantity/product_evaluator.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/core/vector_clones.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

PREMORTEM_VECTOR_CLONES
void multiply(double* x, const double* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] *= y[i];
}

PREMORTEM_VECTOR_CLONES
void divide(double* x, const double* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] /= y[i];
}

PREMORTEM_VECTOR_CLONES
void multiply_by(double* x, double factor, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] *= factor;
}

PREMORTEM_VECTOR_CLONES
void multiple(double factor, const double* y, double* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = factor * y[i];
}

PREMORTEM_VECTOR_CLONES
void quotient(double factor, const double* y, double* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = factor / y[i];
}

double constant_factor(const Expression& e, std::span<const LeafColumn> leaves, std::size_t at, bool inverse) {
  const auto& node = e.nodes[at];
  const auto own = [inverse](double x) { return inverse ? 1 / x : x; };
  switch (node.op) {
    case Op::constant:
      return own(node.value);
    case Op::leaf:
      return own(leaves[node.a].values != nullptr ? leaves[node.a].factor : leaves[node.a].constant);
    case Op::product:
      return constant_factor(e, leaves, node.a, inverse) * constant_factor(e, leaves, node.b, inverse);
    case Op::quotient:
      return constant_factor(e, leaves, node.a, inverse) * constant_factor(e, leaves, node.b, !inverse);
    default:
      break;
  }
  throw DomainError("only products and quotients have a constant factor");
}

/// A product on its way: its start, until the first leaf that varies makes a column of it.
struct Product {
  double constant;
  std::span<double> column;
  bool is_column = false;

  void by(const double* y, bool inverse) {
    if (is_column)
      (inverse ? divide : multiply)(column.data(), y, column.size());
    else
      (inverse ? quotient : multiple)(constant, y, column.data(), column.size());
    is_column = true;
  }
};

void visit_variables(const Expression& e, std::span<const LeafColumn> leaves, std::size_t at, bool inverse, const std::function<void(std::size_t, bool)>& visit) {
  const auto& node = e.nodes[at];
  if (node.op == Op::product || node.op == Op::quotient) {
    visit_variables(e, leaves, node.a, inverse, visit);
    visit_variables(e, leaves, node.b, inverse != (node.op == Op::quotient), visit);
  }
  if (node.op == Op::leaf && leaves[node.a].values != nullptr) visit(node.a, inverse);
}

}  // namespace

bool is_product(const Expression& expression) {
  constexpr std::size_t most_nodes = 10'000;  // the walk goes as deep as the tree
  return expression.nodes.size() <= most_nodes &&
         std::all_of(expression.nodes.begin(), expression.nodes.end(), [](const auto& n) {
           return n.op == Op::constant || n.op == Op::leaf || n.op == Op::product || n.op == Op::quotient;
         });
}

ProductConstants constants_of_product(const Expression& expression, std::span<const LeafColumn> leaves) {
  const double all = constant_factor(expression, leaves, expression.nodes.size() - 1, false);
  if (!(all > 0) || !std::isnormal(all)) return {all + 0.0, 1};  // -0 is 0
  int exponent = 0;
  const double mantissa = std::frexp(all, &exponent);
  return {std::ldexp(1.0, exponent - 1), 2 * mantissa};
}

void visit_product(const Expression& expression, std::span<const LeafColumn> leaves, const std::function<void(std::size_t, bool)>& visit) {
  visit_variables(expression, leaves, expression.nodes.size() - 1, false, visit);
}

void evaluate_product(const Expression& expression, std::span<const LeafColumn> leaves, double start, std::span<double> out) {
  Product product{start, out};
  visit_product(expression, leaves, [&](std::size_t leaf, bool divides) { product.by(leaves[leaf].values, divides); });
  if (!product.is_column) std::fill(out.begin(), out.end(), product.constant);
}

void multiply_by_leaf(std::span<double> x, const LeafColumn& leaf) {
  if (leaf.values == nullptr)
    multiply_by(x.data(), leaf.constant, x.size());
  else
    multiply(x.data(), leaf.values, x.size());
}

}  // namespace premortem
