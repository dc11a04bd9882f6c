#include <algorithm>
#include <cmath>
#include <queue>
#include <utility>

#include "premortem/core/error.hpp"
#include "quantity/search_box.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_steps = 10'000'000;  // of all boxes together: a long formula gets fewer boxes, not more time

/// Branch and bound: the box that reaches furthest out is halved until none reaches further than a value that was seen.
class BoxQueue {
 public:
  BoxQueue(const Expression& expression, std::vector<std::size_t> repeated, const std::vector<Interval>& whole) : evaluator_(expression, std::move(repeated), whole) {
    add({whole});
  }

  /// @return whether the tolerance was met
  bool halve_until(double tolerance, std::size_t most_boxes) {
    while (!is_within(tolerance)) {
      const auto number = next();
      if (!number || boxes_.size() + 2 > most_boxes) return false;
      halve(*number);
    }
    return true;
  }

  /// @throws Refusal if the expression may not be defined somewhere
  Interval enclosure() {
    for (const auto& box : boxes_)
      if (!box.leaves.empty() && !box.refusal.empty()) throw Refusal(box.refusal);
    return {lowest(), highest()};
  }

 private:
  /// How far out an end is, and whose it is; of equals the first box is on top.
  struct Reach {
    double out;
    std::size_t box;
    bool operator<(const Reach& other) const { return out != other.out ? out < other.out : box > other.box; }
  };
  using Heap = std::priority_queue<Reach>;

  void add(SearchBox box) {
    evaluator_.look_at(box);
    const std::size_t number = boxes_.size();
    if (box.value.low < evaluator_.reached().low) below_.push({-box.value.low, number});
    if (box.value.high > evaluator_.reached().high) above_.push({box.value.high, number});
    boxes_.push_back(std::move(box));
  }

  void halve(std::size_t number) {
    SearchBox box = std::move(boxes_[number]);
    boxes_[number] = {};  // its halves stand for it
    const std::size_t leaf = *box.split;
    box.split.reset();
    SearchBox upper = box;
    box.leaves[leaf].high = upper.leaves[leaf].low = middle_of(box.leaves[leaf]);
    add(std::move(box));
    add(std::move(upper));
  }

  const Reach* top(Heap& heap) const {
    while (!heap.empty() && boxes_[heap.top().box].leaves.empty()) heap.pop();
    return heap.empty() ? nullptr : &heap.top();
  }

  double lowest() {
    const auto* far = top(below_);
    return far ? std::min(-far->out, evaluator_.reached().low) : evaluator_.reached().low;
  }

  double highest() {
    const auto* far = top(above_);
    return far ? std::max(far->out, evaluator_.reached().high) : evaluator_.reached().high;
  }

  /// How far the enclosure may lie beyond the truth, on each side.
  double gap_below() { return lowest() == evaluator_.reached().low ? 0 : evaluator_.reached().low - lowest(); }
  double gap_above() { return highest() == evaluator_.reached().high ? 0 : highest() - evaluator_.reached().high; }

  bool is_within(double tolerance) {
    const double gap = gap_below() + gap_above();
    const Interval outer{lowest(), highest()};
    return gap == 0 || (std::isfinite(gap) && gap <= tolerance * std::max({outer.high - outer.low, std::abs(outer.low), std::abs(outer.high)}));
  }

  /// The box that defines the looser end, if halving it can tighten that end; else the one of the other end.
  std::optional<std::size_t> next() {
    const bool below_first = gap_below() >= gap_above();
    for (const bool below : {below_first, !below_first}) {
      const auto* far = top(below ? below_ : above_);
      if (far && (below ? gap_below() : gap_above()) > 0 && boxes_[far->box].split) return far->box;
    }
    return std::nullopt;
  }

  BoxEvaluator evaluator_;
  std::vector<SearchBox> boxes_;  // without leaves: halved
  Heap below_, above_;
};

/// The same expression with its leaves numbered by their place among those it uses.
Expression renumbered(Expression expression, const std::vector<std::size_t>& used) {
  for (auto& node : expression.nodes)
    if (node.op == ExpressionNode::Op::leaf) node.a = static_cast<std::size_t>(std::lower_bound(used.begin(), used.end(), node.a) - used.begin());
  return expression;
}

}  // namespace

Interval evaluate_bound_split(const Expression& expression, const std::function<Interval(std::size_t)>& leaf_interval, double tolerance,
                              std::size_t most_boxes, bool* exact) {
  bool met = true;
  bool& within = exact ? *exact : met;
  within = repeated_leaves_of(expression).empty();
  if (within) return evaluate_bound(expression, leaf_interval);
  const auto used = leaves_of(expression);
  std::vector<Interval> whole;
  try {
    for (const auto leaf : used) whole.push_back(leaf_interval(leaf));
  } catch (const Refusal&) {
    return evaluate_bound(expression, leaf_interval);  // which needs no leaf of a branch that is left out
  }
  const auto numbered = renumbered(expression, used);
  BoxQueue queue(numbered, repeated_leaves_of(numbered), whole);
  within = queue.halve_until(tolerance, std::min(most_boxes, most_steps / expression.nodes.size()));
  return queue.enclosure();
}

}  // namespace premortem
