#include <catch2/catch.hpp>

#include <array>

#include "holds_for_all.hpp"
#include "premortem/quantity/expression.hpp"

namespace premortem {
namespace {

/// population x a, with `b` of those or of everyone.
Expression chain(bool of_everyone) {
  Expression e;
  const auto n = e.leaf(0);
  const auto first = e.leaf(1), second = e.leaf(2), third = e.leaf(3);
  const auto both = of_everyone ? e.both(first, second) : e.product(first, second);
  e.product(n, of_everyone ? e.both(both, third) : e.product(both, third));
  return e;
}

std::function<Interval(std::size_t)> exactly(std::vector<double> values) {
  return [values = std::move(values)](std::size_t i) { return Interval{values[i], values[i]}; };
}

TEST_CASE("0.1%, 5% and 10% of 10 million are 50 of those, and 0 to 10,000 of everyone") {
  // mathematics, section 1
  const auto leaves = exactly({1e7, .001, .05, .1});
  const Interval of_those = evaluate_bound(chain(false), leaves);
  CHECK(of_those.low == Approx(50).epsilon(1e-15));
  CHECK(of_those.high == Approx(50).epsilon(1e-15));
  CHECK(of_those.low <= 50);
  CHECK(of_those.high >= 50);
  const Interval of_everyone = evaluate_bound(chain(true), leaves);
  CHECK(of_everyone.low == 0);
  CHECK(of_everyone.high == Approx(10000).epsilon(1e-15));
}

TEST_CASE("shares of everyone have a range but no single value") {
  const auto points = [](std::size_t) { return std::optional<double>(0.5); };
  CHECK(evaluate_point(chain(false), points) == 0.0625);
  CHECK_FALSE(evaluate_point(chain(true), points).has_value());
  CHECK(has_unknown_overlap(chain(true)));
  CHECK_FALSE(has_unknown_overlap(chain(false)));
}

TEST_CASE("the overlap of two shares lies between Frechet's bounds") {
  Expression e;
  e.both(e.leaf(0), e.leaf(1));
  const Interval b = evaluate_bound(e, exactly({.7, .8}));  // Frechet (1935): [.5, .7]
  CHECK(b.low == Approx(.5).epsilon(1e-15));
  CHECK(b.high == .7);
}

TEST_CASE("a leaf without a point leaves the expression without one, and so does a division by zero") {
  Expression e;
  e.quotient(e.leaf(0), e.leaf(1));
  CHECK_FALSE(evaluate_point(e, [](std::size_t i) { return i == 0 ? std::optional<double>(1) : std::nullopt; }).has_value());
  CHECK_FALSE(evaluate_point(e, [](std::size_t i) { return std::optional<double>(i == 0 ? 1 : 0); }).has_value());
}

TEST_CASE("each leaf is listed once, ascending") {
  Expression e;
  e.product(e.leaf(7), e.product(e.leaf(2), e.leaf(7)));
  CHECK(leaves_of(e) == std::vector<std::size_t>{2, 7});
}

/// The value at a corner, in ordinary arithmetic.
double at_corner(const Expression& e, const std::vector<Interval>& box, unsigned corner) {
  return *evaluate_point(e, [&](std::size_t i) { return std::optional<double>((corner >> i & 1U) != 0 ? box[i].high : box[i].low); });
}

Interval any_interval() {
  const double a = *rc::gen::inRange(1, 1'000'000) / 1e6, b = *rc::gen::inRange(1, 1'000'000) / 1e6;
  return {std::min(a, b), std::max(a, b)};
}

TEST_CASE("interval evaluation is the smallest and largest corner, though a leaf is used twice") {
  CHECK(holds_for_all([] {
    Expression e;  // x0 x1 x1 / x2 x3
    const auto squared = e.product(e.leaf(1), e.leaf(1));
    e.product(e.quotient(e.product(e.leaf(0), squared), e.leaf(2)), e.leaf(3));
    const std::vector<Interval> box{any_interval(), any_interval(), any_interval(), any_interval()};
    double low = 1e300, high = 0;
    for (unsigned corner = 0; corner < 16; ++corner) {
      low = std::min(low, at_corner(e, box, corner));
      high = std::max(high, at_corner(e, box, corner));
    }
    const Interval b = evaluate_bound(e, [&](std::size_t i) { return box[i]; });
    // Five operations, each rounded to nearest there and outward here.
    RC_ASSERT(b.low <= low * (1 + 1e-15) && b.low >= low * (1 - 2e-15));
    RC_ASSERT(b.high >= high * (1 - 1e-15) && b.high <= high * (1 + 2e-15));
  }));
}

TEST_CASE("outward rounding keeps the exact product inside") {
  CHECK(holds_for_all([] {
    Expression e;
    e.product(e.leaf(0), e.leaf(1));
    const double a = any_interval().high, b = any_interval().high;
    const Interval i = evaluate_bound(e, exactly({a, b}));
    const long double exact = static_cast<long double>(a) * b;  // at most eleven bits are lost
    RC_ASSERT(i.low <= a * b && a * b <= i.high);
    RC_ASSERT(static_cast<long double>(i.low) <= exact * (1 + 0x1p-60L) && exact * (1 - 0x1p-60L) <= static_cast<long double>(i.high));
  }));
}

}  // namespace
}  // namespace premortem
