#include <map>
#include <optional>

#include "premortem/core/error.hpp"
#include "premortem/quantity/probability_box.hpp"
#include "quantity/box_slices.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;
constexpr std::size_t never = static_cast<std::size_t>(-1);

/// The node that reads each node last; `never` where the result does not need it. Boxes that are done with are let go, so that
/// a long formula holds few at a time.
std::vector<std::size_t> last_readers(const Expression& expression) {
  const std::size_t count = expression.nodes.size();
  std::vector<std::size_t> last(count, never);
  last.back() = count;
  for (std::size_t i = count; i-- > 0;) {
    if (last[i] == never) continue;
    const auto& node = expression.nodes[i];
    const std::size_t read[] = {node.a, node.b, node.c};
    for (int o = 0; o < operands_of(node.op); ++o)
      if (last[read[o]] == never) last[read[o]] = i;
  }
  return last;
}

class BoxEvaluation {
 public:
  BoxEvaluation(const Expression& expression, std::span<const Leaf> leaves, double alpha, std::size_t slices)
      : expression_(expression), leaves_(leaves), alpha_(alpha), slices_(slices), last_(last_readers(expression)), boxes_(expression.nodes.size()) {}

  ProbabilityBox result() {
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      if (last_[i] == never) continue;
      boxes_[i] = box_of_node(expression_.nodes[i]);
      release_operands(i);
    }
    return std::move(*boxes_.back());
  }

 private:
  ProbabilityBox box_of_node(const ExpressionNode& node) {
    switch (operands_of(node.op)) {
      case 0: return node.op == Op::constant ? uniform_box({node.value, node.value}, slices_) : box_of_leaf(node.a);
      case 1: return transform(node.op, *boxes_[node.a]);
      case 2: return combine(node.op, *boxes_[node.a], *boxes_[node.b], Dependence::unknown);
      default: return choice(*boxes_[node.a], *boxes_[node.b], *boxes_[node.c]);
    }
  }

  const ProbabilityBox& box_of_leaf(std::size_t number) {
    const auto known = leaf_boxes_.find(number);
    if (known != leaf_boxes_.end()) return known->second;
    if (number >= leaves_.size()) throw DomainError("box_of: an expression names a leaf that is not there");
    return leaf_boxes_.emplace(number, box_of(leaves_[number], alpha_, slices_)).first->second;
  }

  void release_operands(std::size_t i) {
    const auto& node = expression_.nodes[i];
    const std::size_t read[] = {node.a, node.b, node.c};
    for (int o = 0; o < operands_of(node.op); ++o)
      if (last_[read[o]] == i) boxes_[read[o]].reset();
  }

  const Expression& expression_;
  std::span<const Leaf> leaves_;
  double alpha_;
  std::size_t slices_;
  std::vector<std::size_t> last_;
  std::vector<std::optional<ProbabilityBox>> boxes_;
  std::map<std::size_t, ProbabilityBox> leaf_boxes_;
};

}  // namespace

ProbabilityBox box_of(const Expression& expression, std::span<const Leaf> leaves, double alpha, std::size_t slices) {
  if (expression.nodes.empty()) throw DomainError("box_of: an expression without nodes");
  return BoxEvaluation(expression, leaves, alpha, slices).result();
}

}  // namespace premortem
