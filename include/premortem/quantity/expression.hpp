#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// One step of an expression; `a`, `b` and `c` are the positions of its operands among the nodes before it.
struct ExpressionNode {
  enum class Op {
    constant,       ///< value
    leaf,           ///< leaf number `a`
    product,        ///< a * b
    quotient,       ///< a / b
    both,           ///< shares a and b of the same whole, overlap unknown: Frechet [max(0, a+b-1), min(a, b)], each at most 1
    sum,            ///< a + b
    difference,     ///< a - b
    power,          ///< a ^ b
    negative,       ///< -a
    less,           ///< a < b: 1 or 0, as the other comparisons
    less_equal,     ///< a <= b
    greater,        ///< a > b
    greater_equal,  ///< a >= b
    equal,          ///< a == b
    not_equal,      ///< a != b
    minimum,        ///< min(a, b)
    maximum,        ///< max(a, b)
    absolute,       ///< abs(a)
    exponential,    ///< exp(a)
    logarithm,      ///< log(a), natural
    square_root,    ///< sqrt(a)
    sine,           ///< sin(a), radians
    cosine,         ///< cos(a), radians
    choice,         ///< b where a is not 0, else c
    conjunction,    ///< probability of two events: a b where they are independent, Frechet where that is not known
    disjunction,    ///< probability of at least one of two events: a + b - a b, or Frechet
  };
  Op op = Op::constant;
  double value = 0;
  std::size_t a = 0;
  std::size_t b = 0;
  std::size_t c = 0;
  bool operator==(const ExpressionNode&) const = default;
};

/// How many operands an operation has: 0 (constant, leaf), 1, 2, or 3 (choice).
int operands_of(ExpressionNode::Op op);

/// A formula over leaves, as nodes in evaluation order; the last node is the result. One tree is read in every reading.
/// Leaves are numbers into a list that the caller keeps.
struct Expression {
  std::vector<ExpressionNode> nodes;

  std::size_t constant(double value);
  std::size_t leaf(std::size_t number);
  std::size_t product(std::size_t a, std::size_t b);
  std::size_t quotient(std::size_t a, std::size_t b);
  std::size_t both(std::size_t a, std::size_t b);
  std::size_t apply(ExpressionNode::Op op, std::size_t a, std::size_t b = 0, std::size_t c = 0);
  /// Appends the nodes of another expression over the same leaves. @return the position of its result
  std::size_t append(const Expression& other);
  bool operator==(const Expression&) const = default;
};

/// The distinct leaves an expression uses, ascending.
std::vector<std::size_t> leaves_of(const Expression& expression);

/// The leaves that an expression names more than once, ascending.
std::vector<std::size_t> repeated_leaves_of(const Expression& expression);

/// True if some overlap is unknown, so that the expression has a range but no single value at given leaves.
bool has_unknown_overlap(const Expression& expression);

/// Interval arithmetic with outward rounding in one pass, each leaf given by `leaf_interval(number)`. It encloses every value
/// that the leaves allow, whatever the dependence; exact where each leaf is named once, and where every operation is
/// monotone in every operand over leaves >= 0 (products, `both`, and a quotient with a leaf on one side of it).
/// @throws Refusal if an operation is not defined somewhere in its operands (a logarithm of 0, a division by an interval
///         that holds 0 on both sides, a power of a negative number to a fraction)
Interval evaluate_bound(const Expression& expression, const std::function<Interval(std::size_t)>& leaf_interval);

/// The same, where a leaf that is named twice is split until the enclosure is within `tolerance` of its own width or of its
/// larger end, or `most_boxes` boxes were looked at. It is always an enclosure, and never wider than evaluate_bound.
/// @param exact  set to whether the tolerance was met
Interval evaluate_bound_split(const Expression& expression, const std::function<Interval(std::size_t)>& leaf_interval,
                              double tolerance = 1e-3, std::size_t most_boxes = 100'000, bool* exact = nullptr);

/// Ordinary arithmetic; absent if a leaf has no point, an overlap is unknown, or an operation is not defined there.
std::optional<double> evaluate_point(const Expression& expression,
                                     const std::function<std::optional<double>(std::size_t)>& leaf_point);

}  // namespace premortem
