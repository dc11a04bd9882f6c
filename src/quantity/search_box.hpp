#pragma once
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "quantity/interval_slopes.hpp"

namespace premortem {

/// A part of what the leaves may be, each in its interval.
struct SearchBox {
  std::vector<Interval> leaves;
  /// Holds what the expression is in the box; all of the line while it is not known to be defined there.
  Interval value{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  std::optional<std::size_t> split = {};  ///< the leaf to halve next; absent: halving wins nothing here
  std::string refusal = {};  ///< why it may not be defined somewhere in the box; empty if it is everywhere
};

/// A finite number inside an interval, its middle where it has one.
double middle_of(const Interval& x);

/// Looks at boxes of one expression, whose leaves are numbered from 0 on.
/// A leaf in which the expression rises or falls in a whole box is taken at its ends there, and the mean value form
/// f(m) + f'(X)(X - m) makes small boxes tight.
/// Source: Moore, Kearfott & Cloud (2009), Introduction to Interval Analysis, SIAM, chapters 6 and 8.
class BoxEvaluator {
 public:
  /// @param repeated  the leaves that the expression names more than once: where each is one number, one pass is exact
  BoxEvaluator(const Expression& expression, std::vector<std::size_t> repeated, std::vector<Interval> whole);

  /// Narrows the value of a box, chooses what to halve, and takes note of values that are reached in it.
  /// @throws Refusal if the expression is not defined in the middle of the box, or halving cannot tell where it is
  void look_at(SearchBox& box);

  /// From the smallest to the largest value that is reached at a point looked at, but for rounding.
  const Interval& reached() const { return reached_; }

 private:
  std::optional<Interval> pass_at(const std::vector<Interval>& leaves);
  void note(const std::vector<Interval>& point);
  void narrow(SearchBox& box, const std::vector<Interval>& slopes);
  Interval mean_value_form(const SearchBox& box, const std::vector<Interval>& slopes);
  void choose_split(SearchBox& box, const std::vector<Interval>& slopes) const;

  const Expression& expression_;
  std::vector<std::size_t> repeated_;
  std::vector<Interval> whole_;
  IntervalPass pass_;
  Interval reached_{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
};

}  // namespace premortem
