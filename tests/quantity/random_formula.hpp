#pragma once
#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "premortem/quantity/expression.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem::test {

/// An expression with what its leaves may be, for properties that hold of any formula.
struct RandomFormula {
  Expression expression;
  std::vector<Interval> leaves;  ///< by leaf number

  std::function<Interval(std::size_t)> intervals() const {
    return [this](std::size_t i) { return leaves[i]; };
  }

  /// The leaves as a case has them, each anywhere in its interval (`range`), or with the shape that is asked for.
  std::vector<Leaf> as_leaves(Shape shape = Shape::range) const {
    std::vector<Leaf> all;
    for (const auto& x : leaves) {
      Leaf leaf;
      leaf.name = leaf.label = "x" + std::to_string(all.size());
      leaf.shape = shape;
      leaf.low = x.low;
      leaf.high = x.high;
      if (shape == Shape::triangular || shape == Shape::pert) leaf.best = x.low / 2 + x.high / 2;
      all.push_back(std::move(leaf));
    }
    return all;
  }

  /// A value of each leaf, with ends more often than chance has them.
  template <class Generator>
  std::vector<double> draw(Generator& generator) const {
    std::vector<double> point;
    for (const auto& x : leaves) {
      const double share = std::clamp(std::uniform_real_distribution<double>(-0.1, 1.1)(generator), 0.0, 1.0);
      point.push_back(std::clamp(x.low + share * (x.high - x.low), x.low, x.high));
    }
    return point;
  }
};

/// What a random formula is made of.
struct FormulaMake {
  std::vector<ExpressionNode::Op> ops;
  std::size_t leaves = 4;  ///< to choose from: with fewer than `steps` they repeat
  int steps = 8;           ///< operations
  double low = -2, high = 2;  ///< where leaves lie
};

/// Every operation of the language; an unknown overlap of shares is none.
inline std::vector<ExpressionNode::Op> all_operations() {
  std::vector<ExpressionNode::Op> ops;
  for (int i = 0; i <= static_cast<int>(ExpressionNode::Op::disjunction); ++i)
    if (const auto op = static_cast<ExpressionNode::Op>(i); operands_of(op) > 0 && op != ExpressionNode::Op::both) ops.push_back(op);
  return ops;
}

/// A tree: every operation takes what was made before and not used yet, or a new leaf or constant.
template <class Generator>
RandomFormula random_formula(Generator& generator, const FormulaMake& make) {
  RandomFormula formula;
  Expression& e = formula.expression;
  const auto uniform = [&](double a, double b) { return std::uniform_real_distribution<double>(a, b)(generator); };
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(generator); };
  for (std::size_t i = 0; i < make.leaves; ++i) {
    const double a = uniform(make.low, make.high), b = below(4) == 0 ? a : uniform(make.low, make.high);
    formula.leaves.push_back({std::min(a, b), std::max(a, b)});
  }
  std::vector<std::size_t> open;  // positions that nothing uses yet
  const auto operand = [&] {
    if (!open.empty() && below(2) == 0) {
      const std::size_t at = below(open.size()), position = open[at];
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(at));
      return position;
    }
    return below(6) == 0 ? e.constant(static_cast<double>(below(5)) - 1) : e.leaf(below(make.leaves));
  };
  for (int step = 0; step < make.steps; ++step) {
    const auto op = make.ops[below(make.ops.size())];
    const std::size_t a = operand();
    const std::size_t b = operands_of(op) > 1 ? operand() : 0, c = operands_of(op) > 2 ? operand() : 0;
    open.push_back(e.apply(op, a, b, c));
  }
  // What is left over is added up, so that the last node is the whole.
  std::size_t last = open.front();
  for (std::size_t i = 1; i < open.size(); ++i) last = e.apply(ExpressionNode::Op::sum, last, open[i]);
  if (last + 1 != e.nodes.size()) e.apply(ExpressionNode::Op::sum, last, e.constant(0));
  return formula;
}

}  // namespace premortem::test
