#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/quantity/probability_box.hpp"

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

/// The quantiles at i/n, from the 95th on, of the greatest distribution that a leaf may have, or less: what lies above each of
/// them in its slice only raises a sum or a product. Absent for a sample and for several experts.
std::optional<std::vector<double>> upper_tail(const Leaf& leaf, double alpha, std::size_t slices) {
  if (leaf.shape == Shape::sample || leaf.shape == Shape::pool) return std::nullopt;
  const ProbabilityBox box = box_of(leaf, alpha, slices);
  const bool is_pair = leaf.shape == Shape::count || leaf.shape == Shape::rate;
  const bool is_limits = leaf.unknown || leaf.shape == Shape::range;
  constexpr double doubt = 1e-11;  // how much further out a high may be than the quantile that it stands for
  std::vector<double> tail;
  for (auto i = static_cast<std::size_t>(std::ceil(upper * static_cast<double>(slices))); i < slices; ++i)
    tail.push_back(is_limits ? box.high[i] : is_pair && i > 0 ? box.high[i - 1] * (1 - doubt) : box.low[i]);
  return tail;
}

std::optional<double> worst_found(const Expression& expression, std::span<const Leaf> leaves, double alpha, std::size_t slices) {
  const auto chain = chain_of(expression);
  if (!chain) return std::nullopt;
  std::vector<std::vector<double>> tails;
  double fixed = chain->op == Op::sum ? 0 : 1;
  const auto put = [&](double x) { chain->op == Op::sum ? fixed += x : fixed *= x; };
  for (const auto number : chain->leaves) {
    auto tail = upper_tail(leaves[number], alpha, slices);
    if (!tail) return std::nullopt;
    if (chain->op == Op::product && !(tail->front() >= 0 && box_of(leaves[number], alpha, slices).low.front() >= 0)) return std::nullopt;
    if (tail->front() == tail->back()) put(tail->front());
    else tails.push_back(std::move(*tail));
  }
  for (const double x : chain->constants) {
    if (chain->op == Op::product && !(x >= 0)) return std::nullopt;
    put(x);
  }
  if (!tails.empty()) put(worst_quantile_found(std::move(tails), chain->op));
  return fixed;
}

}  // namespace

DependenceReading any_dependence(const Expression& expression, std::span<const Leaf> leaves, double alpha, std::size_t slices) {
  if (slices < 200 || slices > 4000) throw DomainError(fmt::format("any_dependence: slices = {} is not from 200 to 4,000", slices));
  const ProbabilityBox box = box_of(expression, leaves, alpha, slices);
  DependenceReading reading{box.quantile(0.05), box.quantile(0.5), box.quantile(upper), worst_found(expression, leaves, alpha, slices)};
  if (reading.p95_found) reading.p95_found = std::min(*reading.p95_found, reading.p95.high);
  return reading;
}

}  // namespace premortem
