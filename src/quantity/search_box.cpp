#include "quantity/search_box.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "premortem/core/error.hpp"
#include "premortem/core/interval_functions.hpp"

namespace premortem {
namespace {

double width_of(const Interval& x) { return x.high - x.low; }
bool is_point(const Interval& x) { return x.low == x.high; }
bool is_monotone(const Interval& slope) { return slope.low >= 0 || slope.high <= 0; }
double magnitude(const Interval& x) { return std::max(std::abs(x.low), std::abs(x.high)); }

std::vector<Interval> middle_of(const std::vector<Interval>& leaves) {
  std::vector<Interval> point;
  for (const auto& x : leaves) point.push_back({middle_of(x), middle_of(x)});
  return point;
}

/// The part of the box in which the expression is smallest: leaves in which it is monotone at that end.
std::vector<Interval> lowest_side(const std::vector<Interval>& leaves, const std::vector<Interval>& slopes) {
  auto side = leaves;
  for (std::size_t i = 0; i < side.size(); ++i) {
    // An infinite end is a limit, not a value that the leaf takes.
    if (slopes[i].low >= 0 && std::isfinite(side[i].low)) side[i].high = side[i].low;
    else if (slopes[i].high <= 0 && std::isfinite(side[i].high)) side[i].low = side[i].high;
  }
  return side;
}

std::vector<Interval> opposite(std::vector<Interval> slopes) {
  for (auto& s : slopes) s = negative(s);
  return slopes;
}

/// What both allow; both hold the same values, so that only rounding can part them.
Interval narrowed(const Interval& a, const Interval& b) {
  const double low = std::max(a.low, b.low), high = std::min(a.high, b.high);
  return low <= high ? Interval{low, high} : a;
}

}  // namespace

double middle_of(const Interval& x) {
  if (std::isinf(x.low) && std::isinf(x.high)) return 0;
  if (std::isinf(x.high)) return std::max(1.0, std::min(2 * std::abs(x.low), std::numeric_limits<double>::max()));
  if (std::isinf(x.low)) return -middle_of(Interval{-x.high, -x.low});
  return std::clamp(x.low / 2 + x.high / 2, x.low, x.high);
}

BoxEvaluator::BoxEvaluator(const Expression& expression, std::vector<std::size_t> repeated, std::vector<Interval> whole)
    : expression_(expression), repeated_(std::move(repeated)), whole_(std::move(whole)) {}

std::optional<Interval> BoxEvaluator::pass_at(const std::vector<Interval>& leaves) {
  pass_.run(expression_, [&](std::size_t i) { return leaves[i]; });
  return pass_.result();
}

void BoxEvaluator::note(const std::vector<Interval>& point) {
  const auto value = pass_at(point);
  if (!value) return;
  // Where an end is infinite, as of 1/0, the other end is no value that is reached.
  if (!std::isinf(value->high)) reached_.low = std::min(reached_.low, value->low);
  if (!std::isinf(value->low)) reached_.high = std::max(reached_.high, value->high);
}

void BoxEvaluator::look_at(SearchBox& box) {
  if (const auto value = pass_at(box.leaves)) {
    box.refusal.clear();
    box.value = narrowed(box.value, *value);
    const auto slopes = slopes_of(expression_, pass_, box.leaves.size());
    narrow(box, slopes);
    choose_split(box, slopes);
    return;
  }
  // Perhaps the copies of a leaf only seem to differ; where the middle is not defined either, it is the expression.
  box.refusal = pass_.why();
  if (!pass_at(middle_of(box.leaves))) throw Refusal(pass_.why());
  choose_split(box, std::vector<Interval>(box.leaves.size(), {-1, 1}));
  if (!box.split) throw Refusal(box.refusal);
}

void BoxEvaluator::narrow(SearchBox& box, const std::vector<Interval>& slopes) {
  const auto lowest = lowest_side(box.leaves, slopes), highest = lowest_side(box.leaves, opposite(slopes));
  if (lowest != box.leaves) {
    const auto low = pass_at(lowest), high = pass_at(highest);
    if (low && high) box.value = narrowed(box.value, {low->low, high->high});
  }
  box.value = narrowed(box.value, mean_value_form(box, slopes));
  note(middle_of(lowest));
  note(middle_of(highest));
}

Interval BoxEvaluator::mean_value_form(const SearchBox& box, const std::vector<Interval>& slopes) {
  const auto middle = middle_of(box.leaves);
  note(middle);
  auto sum = pass_.result();
  if (!sum) return box.value;
  for (std::size_t i = 0; i < middle.size(); ++i)
    if (!is_point(box.leaves[i])) sum = add(*sum, multiply(slopes[i], subtract(box.leaves[i], middle[i])));
  return *sum;
}

void BoxEvaluator::choose_split(SearchBox& box, const std::vector<Interval>& slopes) const {
  std::pair<double, double> most{-1, -1};
  for (const auto i : repeated_) {
    const Interval& x = box.leaves[i];
    const double middle = middle_of(x);
    if (is_monotone(slopes[i]) || !(x.low < middle && middle < x.high)) continue;
    const double width = width_of(x), share = std::isinf(width) ? 2.0 : width / width_of(whole_[i]);
    const std::pair effect{magnitude(slopes[i]) * width, share};
    if (effect <= most) continue;
    most = effect;
    box.split = i;
  }
}

}  // namespace premortem
