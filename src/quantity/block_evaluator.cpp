#include "quantity/block_evaluator.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "quantity/block_operations.hpp"
#include "quantity/undefined_operation.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

std::array<std::size_t, 3> operand_nodes(const ExpressionNode& node) { return {node.a, node.b, node.c}; }

/// For each node the last one that reads it; 0 for one that the result does not need.
std::vector<std::size_t> last_uses(const Expression& e) {
  std::vector<std::size_t> last(e.nodes.size(), 0);
  last.back() = e.nodes.size();
  for (std::size_t i = e.nodes.size(); i-- > 0;) {
    if (last[i] == 0) continue;
    const auto operands = operand_nodes(e.nodes[i]);
    for (int j = 0; j < operands_of(e.nodes[i].op); ++j) {
      auto& use = last[operands[static_cast<std::size_t>(j)]];
      use = std::max(use, i);
    }
  }
  return last;
}

}  // namespace

BlockEvaluator::BlockEvaluator(const Expression& expression)
    : expression_(expression), slot_(expression.nodes.size(), 0) {
  if (expression.nodes.empty()) throw DomainError("an expression without a step has no value");
  if (has_unknown_overlap(expression)) throw DomainError("an unknown overlap cannot be simulated");
  place_nodes();
}

/// Gives each node a block that nobody needs any more, as soon as its operands were read.
void BlockEvaluator::place_nodes() {
  const auto last = last_uses(expression_);
  std::vector<std::vector<std::size_t>> ending(expression_.nodes.size() + 1);
  for (std::size_t i = 0; i < last.size(); ++i)
    if (last[i] > 0) ending[last[i]].push_back(i);
  std::vector<std::size_t> unused;
  for (std::size_t i = 0; i < expression_.nodes.size(); ++i) {
    if (last[i] == 0) continue;
    order_.push_back(i);
    for (const auto done : ending[i]) unused.push_back(slot_[done]);
    if (unused.empty()) {
      unused.push_back(blocks_.size());
      blocks_.push_back(std::make_unique<Block>());
    }
    slot_[i] = unused.back();
    unused.pop_back();
  }
}

const double* BlockEvaluator::operand(std::size_t node, std::span<const LeafColumn> leaves) const {
  const auto& n = expression_.nodes[node];
  if (n.op == Op::leaf && leaves[n.a].values != nullptr) return leaves[n.a].values;
  return blocks_[slot_[node]]->data();
}

void BlockEvaluator::evaluate(std::span<const LeafColumn> leaves, std::span<double> out) {
  const std::size_t n = out.size();
  for (const auto i : order_) {
    const auto& node = expression_.nodes[i];
    double* into = blocks_[slot_[i]]->data();
    const int count = operands_of(node.op);
    if (node.op == Op::constant)
      std::fill_n(into, n, node.value);
    else if (node.op == Op::leaf && leaves[node.a].values == nullptr)
      std::fill_n(into, n, leaves[node.a].constant);
    else if (node.op != Op::leaf)
      apply_to_block(node.op,
                     {operand(node.a, leaves), count > 1 ? operand(node.b, leaves) : nullptr,
                      count > 2 ? operand(node.c, leaves) : nullptr},
                     into, n);
  }
  std::copy_n(operand(expression_.nodes.size() - 1, leaves), n, out.data());
}

std::vector<double> BlockEvaluator::values_at(std::span<const LeafColumn> leaves, std::size_t i) const {
  std::vector<double> values(expression_.nodes.size(), 0);
  for (const auto at : order_) {
    const auto& node = expression_.nodes[at];
    const int count = operands_of(node.op);
    if (node.op == Op::constant)
      values[at] = node.value;
    else if (node.op == Op::leaf)
      values[at] = leaves[node.a].values ? leaves[node.a].values[i] : leaves[node.a].constant;
    else
      apply_to_block(node.op,
                     {&values[node.a], count > 1 ? &values[node.b] : nullptr, count > 2 ? &values[node.c] : nullptr},
                     &values[at], 1);
  }
  return values;
}

/// Goes down from the result to the first operation that made a NaN of numbers.
std::string BlockEvaluator::why_undefined(std::span<const LeafColumn> leaves, std::size_t i) const {
  const auto values = values_at(leaves, i);
  std::size_t at = expression_.nodes.size() - 1;
  if (!std::isnan(values[at])) return {};
  while (true) {
    const auto& node = expression_.nodes[at];
    std::vector<std::size_t> read;
    const auto operands = operand_nodes(node);
    read.assign(operands.begin(), operands.begin() + operands_of(node.op));
    if (node.op == Op::choice && !std::isnan(values[node.a])) read = {values[node.a] != 0 ? node.b : node.c};
    const auto bad = std::find_if(read.begin(), read.end(), [&](std::size_t j) { return std::isnan(values[j]); });
    if (bad == read.end()) {
      const bool infinite = std::any_of(read.begin(), read.end(), [&](std::size_t j) { return std::isinf(values[j]); });
      return why_undefined_operation(node.op, infinite);
    }
    at = *bad;
  }
}

}  // namespace premortem
