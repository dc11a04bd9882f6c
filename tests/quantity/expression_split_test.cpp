// Bounds of formulas in which a leaf stands more than once.
#include <catch2/catch.hpp>

#include <cmath>
#include <initializer_list>
#include <random>

#include "premortem/core/error.hpp"
#include "premortem/quantity/formula.hpp"
#include "quantity/random_formula.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

struct Bound {
  Interval interval;
  bool exact = false;
};

Expression parsed(std::string_view formula) {
  const auto result = parse_formula(formula, [](std::string_view name, Expression& into) -> std::optional<std::size_t> { return into.leaf(static_cast<std::size_t>(name[0] - 'a')); });
  INFO(formula);
  REQUIRE(result.expression);
  return *result.expression;
}

/// Of a formula in a, b, c, ..., each with its interval.
Bound bound(std::string_view formula, std::vector<Interval> leaves, double tolerance = 1e-3, std::size_t most_boxes = 100'000) {
  Bound b;
  b.interval = evaluate_bound_split(parsed(formula), [&](std::size_t i) { return leaves.at(i); }, tolerance, most_boxes, &b.exact);
  return b;
}

/// Encloses [low, high], and is within the tolerance of it.
void check_bound(std::string_view formula, const std::vector<Interval>& leaves, double low, double high, double tolerance = 1e-3) {
  const auto b = bound(formula, leaves, tolerance);
  const double slack = tolerance * std::max({high - low, std::abs(low), std::abs(high)}) * 1.01 + 1e-14;
  INFO(formula << ": " << b.interval.low << " to " << b.interval.high);
  CHECK(b.exact);
  CHECK(b.interval.low <= low + 1e-15 * std::abs(low));
  CHECK(b.interval.low >= low - slack);
  CHECK(b.interval.high >= high - 1e-15 * std::abs(high));
  CHECK(b.interval.high <= high + slack);
}

TEST_CASE("a quantity that stands twice is one quantity") {
  // School mathematics; the vertex of a parabola, the monotone quotient, the identities.
  check_bound("a*(1-a)", {{0, 1}}, 0, 0.25);
  check_bound("a-a", {{0, 1}}, 0, 0);
  check_bound("a-a", {{-1e9, 1e9}}, 0, 0);
  check_bound("a/a", {{1, 4}}, 1, 1);
  check_bound("a/(a+b)", {{1, 2}, {3, 5}}, 1.0 / 6, 0.4);
  check_bound("(a-b)/(a+b)", {{1, 2}, {1, 2}}, -1.0 / 3, 1.0 / 3);
  check_bound("a*a - 2*a + 1", {{0, 3}}, 0, 4);
  check_bound("a^3 - 3*a", {{-2, 2}}, -2, 2);
  check_bound("a*b/(a+b)", {{1, 10}, {2, 20}}, 2.0 / 3, 200.0 / 30);
  check_bound("exp(a) - a", {{-1, 1}}, 1, std::exp(1.0) - 1);
  check_bound("sin(a) + cos(a)", {{0, 2}}, std::sin(2.0) + std::cos(2.0), std::sqrt(2.0));
  check_bound("a*log(a)", {{0.1, 1}}, -1 / std::exp(1.0), 0);
  check_bound("max(a, 1-a)", {{0, 1}}, 0.5, 1);
  check_bound("min(a, 1-a)", {{0, 1}}, 0, 0.5);
  check_bound("abs(a-b) + abs(a+b)", {{-1, 1}, {-1, 1}}, 0, 2);
  check_bound("if(a < 1, a, 2-a)", {{0, 3}}, -1, 1);
}

TEST_CASE("functions for testing optimisers have the extrema that the books give") {
  // Six-hump camel back, minimum -1.0316284535 at (.0898, -.7126) (Dixon & Szegoe 1978), maximum at the corners of this box.
  check_bound("(4 - 2.1*a^2 + a^4/3)*a^2 + a*b + (-4 + 4*b^2)*b^2", {{-1, 1}, {-1, 1}}, -1.0316284534898774, 3.2333333333333334);
  // Rosenbrock (1960): minimum 0 at (1, 1); at (-2, -2) it is 100 * 36 + 9.
  check_bound("100*(b - a^2)^2 + (1 - a)^2", {{-2, 2}, {-2, 2}}, 0, 3609);
}

TEST_CASE("an odds ratio, a posterior and a harmonic mean are bounded by their corners") {
  check_bound("a*(1-b)/(b*(1-a))", {{0.1, 0.2}, {0.3, 0.5}}, 0.1 * 0.5 / (0.5 * 0.9), 0.2 * 0.7 / (0.3 * 0.8));
  check_bound("a*b/(a*b + (1-a)*c)", {{0.01, 0.02}, {0.8, 0.9}, {0.05, 0.1}}, 0.008 / (0.008 + 0.099), 0.018 / (0.018 + 0.049));
  check_bound("2*a*b/(a+b)", {{0.2, 0.4}, {0.6, 0.9}}, 0.3, 0.72 / 1.3);
}

TEST_CASE("a formula that only seems undefined is bounded, and one that is undefined somewhere is refused") {
  check_bound("1/(0.5 - a*(1-a))", {{0, 1}}, 2, 4);
  check_bound("sqrt(1 + a*a - a)", {{0, 1}}, std::sqrt(0.75), 1);
  check_bound("if(a > 0.5, log(a), 0)", {{0.6, 1}}, std::log(0.6), 0);
  CHECK_THROWS_AS(bound("1/(a-a)", {{0, 1}}), Refusal);
  CHECK_THROWS_AS(bound("log(a*(1-a))", {{-1, 1}}), Refusal);
  CHECK_THROWS_AS(bound("1/(a-b) + 1/(a+b)", {{0, 1}, {0.5, 0.7}}), Refusal);
}

TEST_CASE("what tolerance or the boxes do not reach is said, and stays an enclosure") {
  const auto few = bound("a*(1-a)*(a-0.3)*(a+0.7)*cos(9*a)*sin(7*a+1)", {{0, 1}}, 1e-12, 3);
  CHECK_FALSE(few.exact);
  const auto many = bound("a*(1-a)*(a-0.3)*(a+0.7)*cos(9*a)*sin(7*a+1)", {{0, 1}}, 1e-6);
  CHECK(many.exact);
  CHECK(few.interval.low <= many.interval.low);
  CHECK(few.interval.high >= many.interval.high);
}

TEST_CASE("a leaf that is unbounded leaves an end infinite and no more") {
  const double inf = std::numeric_limits<double>::infinity();
  const auto b = bound("a/(1+a)", {{0, inf}});
  CHECK(b.interval.low == 0);
  CHECK(b.interval.high >= 1);
  const auto twice = bound("a + a", {{1, inf}});
  CHECK(twice.interval.low == 2);
  CHECK(twice.interval.high == inf);
}

test::FormulaMake any_make(int i) {
  test::FormulaMake make;
  make.ops = test::all_operations();
  make.leaves = 1 + static_cast<std::size_t>(i % 4);
  make.steps = 1 + i % 12;
  if (i % 3 == 0) make.low = 0, make.high = 1;
  if (i % 3 == 1) make.low = 0.1, make.high = 5;
  return make;
}

std::optional<Interval> one_pass(const Expression& expression, const std::vector<Interval>& leaves) {
  try {
    return evaluate_bound(expression, [&](std::size_t leaf) { return leaves[leaf]; });
  } catch (const Refusal&) {
    return std::nullopt;
  }
}

std::optional<Interval> one_pass(const test::RandomFormula& formula) { return one_pass(formula.expression, formula.leaves); }

TEST_CASE("one pass encloses 200 random values of each of 10,000 random formulas") {
  std::mt19937_64 generator(1);
  int bounded = 0, compared = 0;
  for (int i = 0; i < 10'000; ++i) {
    const auto formula = test::random_formula(generator, any_make(i));
    const auto enclosure = one_pass(formula);
    if (!enclosure) continue;
    ++bounded;
    REQUIRE(enclosure->low <= enclosure->high);
    for (int draw = 0; draw < 200; ++draw) {
      const auto point = formula.draw(generator);
      const auto value = evaluate_point(formula.expression, [&](std::size_t leaf) { return std::optional(point[leaf]); });
      if (!value) continue;
      ++compared;
      // Rounded to nearest inside of what is rounded outwards: contained to the last bit.
      if (!enclosure->contains(*value)) FAIL("formula " << i << ": " << *value << " is not in " << enclosure->low << " to " << enclosure->high);
    }
  }
  CHECK(bounded > 5'000);
  CHECK(compared > 500'000);
}

TEST_CASE("splitting encloses random values of random formulas, and is never wider than one pass") {
  std::mt19937_64 generator(2);
  int narrower = 0, bounded = 0, compared = 0;
  for (int i = 0; i < 3'000; ++i) {
    const auto formula = test::random_formula(generator, any_make(i));
    const auto pass = one_pass(formula);
    std::optional<Interval> split;
    try {
      split = evaluate_bound_split(formula.expression, formula.intervals(), 1e-3, 200);
    } catch (const Refusal&) {
    }
    if (pass) {
      REQUIRE(split);
      INFO(i << ": " << pass->low << " " << pass->high << " split " << split->low << " " << split->high);
      REQUIRE((pass->low <= split->low && split->low <= split->high && split->high <= pass->high));
      narrower += *pass != *split ? 1 : 0;
    }
    if (!split) continue;
    ++bounded;
    for (int draw = 0; draw < 60; ++draw) {
      std::vector<Interval> point;
      for (const double x : formula.draw(generator)) point.push_back({x, x});
      const auto value = one_pass(formula.expression, point);  // the true value lies in both
      if (!value || std::isinf(value->low) || std::isinf(value->high)) continue;  // at the edge of what is defined
      ++compared;
      const bool meets = value->low <= split->high && split->low <= value->high;
      if (!meets) FAIL("formula " << i << ": " << value->low << " to " << value->high << " is not in " << split->low << " to " << split->high);
    }
  }
  CHECK(bounded > 1'500);
  CHECK(narrower > 300);
  CHECK(compared > 50'000);
}

TEST_CASE("where every leaf stands once, splitting gives the bits of one pass") {
  std::mt19937_64 generator(3);
  for (int i = 0; i < 2'000; ++i) {
    auto formula = test::random_formula(generator, any_make(i));
    const auto repeated = repeated_leaves_of(formula.expression);
    const auto pass = one_pass(formula);
    if (!repeated.empty() || !pass) continue;
    bool exact = false;
    CHECK(evaluate_bound_split(formula.expression, formula.intervals(), 1e-3, 100, &exact) == *pass);
    CHECK(exact);
  }
}

TEST_CASE("the leaves that stand more than once are listed once, ascending") {
  CHECK(repeated_leaves_of(parsed("c*a + b*c + a*d + c")) == std::vector<std::size_t>{0, 2});
  CHECK(repeated_leaves_of(parsed("a+b")).empty());
}

}  // namespace
}  // namespace premortem
