// What several experts say of one estimate: envelope, mean of points, equal mixture.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/quantity/leaf_distribution.hpp"
#include "premortem/quantity/readings.hpp"
#include "premortem/quantity/simulation.hpp"
#include "quantity/leaf_builder.hpp"

namespace premortem {
namespace {

using namespace testing;

Leaf pool_of(std::vector<Leaf> experts) {
  Leaf pool = blank_leaf("pool", Shape::pool, experts.front().unit_kind);
  for (std::size_t i = 0; i < experts.size(); ++i) experts[i].expert = "expert " + std::to_string(i);
  pool.experts = std::move(experts);
  return pool;
}

Expression product_of(std::initializer_list<std::size_t> leaves) {
  Expression e;
  std::size_t last = e.constant(1);
  for (const auto leaf : leaves) last = e.product(last, e.leaf(leaf));
  return e;
}

Simulated simulated(const Leaf& leaf, std::uint64_t samples) {
  const std::vector<Leaf> leaves{leaf};
  const SimulatedOutput output{{product_of({0})}, std::nullopt, 1, std::nullopt};
  return simulate(leaves, std::span(&output, 1), {samples, 1, 1}).front();
}

TEST_CASE("the bound of a pool is the envelope of its experts, and its point the mean of theirs") {
  const Leaf pool = pool_of({peaked_leaf("a", Shape::pert, .01, .02, .05), between_leaf("b", Shape::range, .03, .2)});
  CHECK(bound_of(pool, .05) == Interval{.01, .2});
  CHECK(kind_of(pool) == LeafKind::limits);
  CHECK_FALSE(point_of(pool).has_value());  // a range has none
  CHECK_THAT(why_no_point(pool), Catch::Contains("not every expert"));
  const Leaf pointed = pool_of({point_leaf("a", .1), point_leaf("b", .4)});
  CHECK(point_of(pointed)->value == Approx(.25).epsilon(1e-15));
  CHECK(bound_of(pointed, .05) == Interval{.1, .4});
}

TEST_CASE("one belief among the experts makes the pool a belief, which names no confidence") {
  const std::vector<Leaf> leaves{pool_of({point_leaf("a", .1), between_leaf("b", Shape::lognormal, .01, .1)})};
  const std::vector<std::size_t> used{0};
  CHECK(kind_of(leaves[0]) == LeafKind::belief);
  CHECK(grounds_of(leaves, used).basis == BoundBasis::belief);
}

TEST_CASE("the sentence of a bound names the row of every expert") {
  const std::vector<Leaf> leaves{at(pool_of({at(point_leaf("a", .1), "harms.csv", 3), at(point_leaf("b", .2), "harms.csv", 5)}), "harms.csv", 3)};
  const std::vector<std::size_t> used{0};
  BoundReading bound;
  bound.interval = Interval{0, 1};
  bound.grounds = grounds_of(leaves, used);
  CHECK(bound_sentence(bound, "7", leaves, .95) == "on average at most 7 if the limits in rows harms.csv:3 and 5 hold");
}

TEST_CASE("a pool is drawn as the equal mixture of its experts") {
  // U(0, 1) and U(2, 4): mean (0.5 + 3) / 2; the median is where both halves meet, so quantiles lie at 0.1 and 3.8.
  const auto s = simulated(pool_of({between_leaf("a", Shape::uniform, 0, 1, UnitKind::amount), between_leaf("b", Shape::uniform, 2, 4, UnitKind::amount)}), 200000);
  CHECK(std::abs(s.mean - 1.75) < 4 * s.mean_standard_error);
  CHECK(std::abs(s.p05.value - .1) < 4 * s.p05.standard_error);
  CHECK(std::abs(s.p95.value - 3.8) < 4 * s.p95.standard_error);
}

TEST_CASE("experts who each name one value are drawn as those values") {
  const auto s = simulated(pool_of({point_leaf("a", .1), point_leaf("b", .2), point_leaf("c", .6)}), 30000);
  CHECK(std::abs(s.mean - .3) < 4 * s.mean_standard_error);
  CHECK(s.p05.value == Approx(.1).epsilon(3e-4));
  CHECK(s.p50.value == Approx(.2).epsilon(3e-4));
  CHECK(s.p95.value == Approx(.6).epsilon(3e-4));
}

TEST_CASE("a pool in which somebody states a range without a best value is not drawn, and says whose") {
  const Leaf pool = pool_of({point_leaf("a", .1), at(between_leaf("b", Shape::range, .1, .2), "harms.csv", 7)});
  CHECK_THAT(why_not_drawn(pool), Catch::Contains("harms.csv:7") && Catch::Contains("is a range"));
  CHECK_THROWS_AS(simulated(pool, 10), DomainError);
}

TEST_CASE("one more expert never narrows the bound, and every expert lies within it") {
  CHECK(holds_for_all([] {
    std::vector<Leaf> experts;
    Interval before{0, 0};
    for (int i = 0; i < 4; ++i) {
      const double a = *rc::gen::inRange(0, 1001) / 1000.0, b = *rc::gen::inRange(0, 1001) / 1000.0;
      experts.push_back(between_leaf("e" + std::to_string(i), Shape::uniform, std::min(a, b), std::max(a, b)));
      const Interval now = bound_of(pool_of(experts), .05);
      RC_ASSERT(now.low <= std::min(a, b));
      RC_ASSERT(now.high >= std::max(a, b));
      if (i > 0) RC_ASSERT(now.low <= before.low && now.high >= before.high);
      before = now;
    }
  }));
}

}  // namespace
}  // namespace premortem
