#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "premortem/quantity/expression.hpp"

namespace premortem {

/// One evaluation of an expression in intervals, every node kept. A node that is not defined anywhere in its operands refuses,
/// and so does all that needs it; a branch that a condition leaves out is not needed.
class IntervalPass {
 public:
  /// What a divisor that is 0 and nothing else comes to: at the edge of a box it is a limit, in the whole it is not defined.
  enum class ZeroDivisor { limit, refused };
  explicit IntervalPass(ZeroDivisor zero_divisor = ZeroDivisor::limit) : zero_divisor_(zero_divisor) {}

  /// @param leaf_interval  may throw Refusal, which counts as a node that refuses
  void run(const Expression& expression, const std::function<Interval(std::size_t)>& leaf_interval);

  const std::vector<Interval>& values() const { return values_; }
  /// Absent if the last node refuses.
  std::optional<Interval> result() const;
  /// Why the last node refuses; empty if it does not.
  const std::string& why() const;

 private:
  std::size_t refusal_among_operands(const ExpressionNode& node) const;

  ZeroDivisor zero_divisor_;
  std::vector<Interval> values_;
  std::vector<std::size_t> refused_;  // 0: not; else a number into reasons_
  std::vector<std::string> reasons_;
};

/// A condition that holds everywhere in an interval, nowhere, or not decided.
bool is_true(const Interval& condition);
bool is_false(const Interval& condition);

/// A probability may pass 0 and 1 by rounding, but by no more than this.
constexpr double probability_rounding = 1e-12;

}  // namespace premortem
