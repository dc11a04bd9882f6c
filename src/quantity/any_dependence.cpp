#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/quantity/probability_box.hpp"
#include "quantity/leaf_ends.hpp"
#include "quantity/outward.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;
constexpr double upper = 0.95;

/// The leaves and constants that one operation, product or sum, puts together.
struct Chain {
  Op op = Op::product;
  std::vector<std::size_t> leaves;
  std::vector<double> constants;
};

/// Absent if another operation takes part, or a leaf is named twice, whose copies are no two quantities.
std::optional<Chain> chain_of(const Expression& expression) {
  Chain chain;
  chain.op = expression.nodes.back().op == Op::sum ? Op::sum : Op::product;
  std::vector<std::size_t> open{expression.nodes.size() - 1};
  while (!open.empty()) {
    const ExpressionNode& node = expression.nodes[open.back()];
    open.pop_back();
    if (node.op == Op::constant) chain.constants.push_back(node.value);
    else if (node.op == Op::leaf) chain.leaves.push_back(node.a);
    else if (node.op == chain.op) open.push_back(node.b), open.push_back(node.a);
    else return std::nullopt;
  }
  auto distinct = chain.leaves;
  std::sort(distinct.begin(), distinct.end());
  if (std::adjacent_find(distinct.begin(), distinct.end()) != distinct.end()) return std::nullopt;
  return chain;
}

/// Quantiles from the 95th on of the greatest distribution that a leaf may have, each at the start of its row: what lies above
/// them in the row only raises a sum, or a product of numbers >= 0. Absent for a sample and for several experts.
std::optional<std::vector<double>> upper_tail(const Leaf& leaf) {
  constexpr std::size_t rows = 200, first = 19 * rows, slices = 20 * rows;  // they miss about 0.5% of the worst case
  const auto ends = greatest_of(leaf, slices, first);
  if (!ends) return std::nullopt;
  std::vector<double> tail;
  for (std::size_t i = first; i < slices; ++i) {
    const double x = product_down((*ends)[i].low, leaf.multiplier);
    tail.push_back(leaf.unit_kind == UnitKind::share ? std::clamp(x, 0.0, 1.0) : x);
  }
  return tail;
}

/// A product rises in every factor only where none can be negative.
bool may_be_negative(const Leaf& leaf) { return leaf.multiplier < 0 || greatest_of(leaf, 1, 0)->front().low < 0 || (leaf.low && *leaf.low < 0); }

std::optional<double> worst_found(const Expression& expression, std::span<const Leaf> leaves) {
  const auto chain = chain_of(expression);
  if (!chain) return std::nullopt;
  const bool is_sum = chain->op == Op::sum;
  double fixed = is_sum ? 0 : 1;
  const auto put = [&](double x) { fixed = is_sum ? sum_down(fixed, x) : product_down(fixed, x); };
  std::vector<std::vector<double>> tails;
  for (const auto number : chain->leaves) {
    auto tail = upper_tail(leaves[number]);
    if (!tail || leaves[number].multiplier < 0 || (!is_sum && may_be_negative(leaves[number]))) return std::nullopt;
    if (tail->front() == tail->back()) put(tail->front());
    else tails.push_back(std::move(*tail));
  }
  for (const double x : chain->constants) {
    if (!is_sum && !(x >= 0)) return std::nullopt;
    put(x);
  }
  if (!tails.empty()) put(worst_quantile_found(std::move(tails), chain->op));
  return fixed;
}

}  // namespace

DependenceReading any_dependence(const Expression& expression, std::span<const Leaf> leaves, double alpha, std::size_t slices) {
  if (slices < 200 || slices > 4000) throw DomainError(fmt::format("any_dependence: slices = {} is not from 200 to 4,000", slices));
  const ProbabilityBox box = box_of(expression, leaves, alpha, slices);
  DependenceReading reading{box.quantile(0.05), box.quantile(0.5), box.quantile(upper), worst_found(expression, leaves)};
  if (reading.p95_found) reading.p95_found = std::min(*reading.p95_found, reading.p95.high);
  return reading;
}

}  // namespace premortem
