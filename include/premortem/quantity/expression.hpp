#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// One step of an expression; `a` and `b` are the positions of its operands among the nodes before it.
struct ExpressionNode {
  enum class Op {
    constant,  ///< value
    leaf,      ///< leaf number `a`
    product,   ///< a * b
    quotient,  ///< a / b
    both,      ///< shares a and b of the same whole, overlap unknown: Frechet [max(0, a+b-1), min(a, b)], each at most 1
  };
  Op op = Op::constant;
  double value = 0;
  std::size_t a = 0;
  std::size_t b = 0;
};

/// A formula over leaves that are >= 0, as nodes in evaluation order; the last node is the result.
/// Leaves are numbers into a list that the caller keeps. Every operation is monotone in every operand, so
/// interval evaluation at the end points is exact even where a leaf is used twice (on one side of a quotient).
struct Expression {
  std::vector<ExpressionNode> nodes;

  std::size_t constant(double value);
  std::size_t leaf(std::size_t number);
  std::size_t product(std::size_t a, std::size_t b);
  std::size_t quotient(std::size_t a, std::size_t b);
  std::size_t both(std::size_t a, std::size_t b);
};

/// The distinct leaves an expression uses, ascending.
std::vector<std::size_t> leaves_of(const Expression& expression);

/// True if some overlap is unknown, so that the expression has a range but no single value at given leaves.
bool has_unknown_overlap(const Expression& expression);

/// Interval arithmetic with outward rounding, each leaf given by `leaf_interval(number)`.
Interval evaluate_bound(const Expression& expression, const std::function<Interval(std::size_t)>& leaf_interval);

/// Ordinary arithmetic; absent if a leaf has no point or an overlap is unknown.
std::optional<double> evaluate_point(const Expression& expression,
                                     const std::function<std::optional<double>(std::size_t)>& leaf_point);

}  // namespace premortem
