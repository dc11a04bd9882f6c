#include <catch2/catch.hpp>

#include "models/mode_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

using namespace testing;

constexpr Given previous = Given::previous, marginal = Given::marginal, incidents = Given::incidents, noticed = Given::noticed;

TEST_CASE("a chain of conditional shares multiplies") {
  const std::vector<Leaf> leaves{point_leaf("n", 1e7, UnitKind::amount), point_leaf("a", .001), point_leaf("b", .05), point_leaf("c", .1)};
  const Interval b = bound_alone(chain_of(4), leaves);  // 1e7 x 0.1% x 5% x 10% = 50
  CHECK(b.low == Approx(50).epsilon(1e-15));
  CHECK(b.high == Approx(50).epsilon(1e-15));
}

TEST_CASE("shares of everyone are bounded by Frechet, from nobody to the smallest") {
  const std::vector<Leaf> leaves{point_leaf("n", 1e7, UnitKind::amount), point_leaf("a", .001), point_leaf("b", .05), point_leaf("c", .1)};
  const auto mode = mode_of("m", {{0, previous}, {1, marginal}, {2, marginal}, {3, marginal}});
  const Interval b = bound_alone(mode, leaves);
  CHECK(b.low == 0);
  CHECK(b.high == Approx(10000).epsilon(1e-15));
  CHECK(has_unknown_overlap(harmed_by_chain(mode, 1)));
}

TEST_CASE("of everyone, the room's risk 1 is anywhere from 0 to 20,000") {
  // page.md: 10M people; 0.1% (0.05-0.2), 5% (2-10), 10% (5-40)
  const std::vector<Leaf> leaves{point_leaf("n", 1e7, UnitKind::amount), peaked_leaf("a", Shape::pert, .0005, .001, .002),
                                 peaked_leaf("b", Shape::pert, .02, .05, .1), peaked_leaf("c", Shape::pert, .05, .1, .4)};
  const Interval b = bound_alone(mode_of("m", {{0, previous}, {1, marginal}, {2, marginal}, {3, marginal}}), leaves);
  CHECK(b.low == 0);
  CHECK(b.high == Approx(20000).epsilon(1e-15));
  const Interval of_those = bound_alone(chain_of(4), leaves);  // 1e7 x .2% x 10% x 40%
  CHECK(of_those.high == Approx(800).epsilon(1e-15));
  CHECK(of_those.low == Approx(5).epsilon(1e-15));  // 1e7 x .05% x 2% x 5%
}

TEST_CASE("a share of those after shares of everyone multiplies their overlap") {
  const std::vector<Leaf> leaves{point_leaf("n", 1000, UnitKind::amount), point_leaf("a", .75), point_leaf("b", .5), point_leaf("c", .5)};
  // overlap of 3/4 and 1/2: 1/4 to 1/2; half of those
  CHECK(bound_alone(mode_of("m", {{0, previous}, {1, marginal}, {2, marginal}, {3, previous}}), leaves) == Interval{125, 250});
  // half of 3/4, together with 1/2 of everyone: 0 to 3/8
  CHECK(bound_alone(mode_of("m", {{0, previous}, {1, previous}, {2, previous}, {3, marginal}}), leaves) == Interval{0, 375});
}

TEST_CASE("a chain may have one stage") {
  const std::vector<Leaf> leaves{between_leaf("n", Shape::range, 10, 20, UnitKind::amount)};
  CHECK(bound_alone(chain_of(1), leaves) == Interval{10, 20});
}

TEST_CASE("none seen of 3000 never bounds at 0") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1e6), counted_leaf("p", 0, 3000)};
  const Interval b = bound_alone(chain_of(2), leaves);
  CHECK(b.low == 0);
  CHECK(b.high == Approx(1e6 * 0.0012288708038255118).epsilon(1e-12));  // 1 - .025^(1/3000), mpmath
}

TEST_CASE("a reused assumption is one estimate: it enters twice and shares the error once") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1e6), counted_leaf("p", 5, 100)};
  const auto mode = mode_of("m", {{0, previous}, {1, previous}, {1, previous}});
  CHECK(leaves_of_bound(mode) == std::vector<std::size_t>{0, 1});
  CHECK(grounds_of(leaves, leaves_of_bound(mode)).sampled == 1);
  const Interval p = clopper_pearson(5, 100, 0.95);
  CHECK(bound_alone(mode, leaves).high == Approx(1e6 * p.high * p.high).epsilon(1e-14));
  CHECK(bound_alone(mode, leaves).low == Approx(1e6 * p.low * p.low).epsilon(1e-14));
}

TEST_CASE("end-to-end incidents and the share noticed are counted among the sampled estimates") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1e6), counted_leaf("p", 5, 10000), counted_leaf("i", 2, 5000), counted_leaf("s", 8, 10)};
  const auto mode = mode_of("m", {{0, previous}, {1, previous}, {2, incidents}, {3, noticed}});
  CHECK(grounds_of(leaves, leaves_of_bound(mode)).sampled == 3);
  const Interval i = clopper_pearson(2, 5000, 1 - .05 / 3), s = clopper_pearson(8, 10, 1 - .05 / 3), p = clopper_pearson(5, 10000, 1 - .05 / 3);
  const Interval b = bound_alone(mode, leaves);
  CHECK(b.high == Approx(1e6 * std::min(p.high, i.high / s.low)).epsilon(1e-12));
  CHECK(b.low == Approx(1e6 * std::max(p.low, i.low / s.high)).epsilon(1e-12));
}

TEST_CASE("incidents without a share noticed are taken as all there were") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1e6), unknown_leaf("p"), counted_leaf("i", 0, 5000)};
  const Interval b = bound_alone(mode_of("m", {{0, previous}, {1, previous}, {2, incidents}}), leaves);
  CHECK(b.high == Approx(1e6 * clopper_pearson(0, 5000, .95).high).epsilon(1e-14));
}

TEST_CASE("incidents alone are the chain of their mode") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1e6), counted_leaf("i", 3, 5000), point_leaf("s", .5)};
  const auto mode = mode_of("m", {{0, previous}, {1, incidents}, {2, noticed}});
  CHECK_FALSE(has_chain(mode));
  CHECK(bound_alone(mode, leaves).high == Approx(2e6 * clopper_pearson(3, 5000, .95).high).epsilon(1e-12));
}

TEST_CASE("a share noticed that may be 0 leaves at most everybody, never infinity") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), counted_leaf("i", 1, 500), counted_leaf("s", 0, 10)};
  const auto alone = mode_of("m", {{0, previous}, {1, incidents}, {2, noticed}});
  CHECK(bound_alone(alone, leaves).high == 1000);
  CHECK(bound_alone(alone, leaves, .95, 3).high == 3000);
}

TEST_CASE("without a limit of any kind the bound is refused") {
  std::vector<Leaf> leaves{exact_leaf("n", 1000), counted_leaf("i", 1, 500, Shape::rate), counted_leaf("s", 0, 10)};
  leaves[1].unit_kind = UnitKind::factor;  // harms per exposure, several a person
  CHECK_THROWS_AS(bound_alone(mode_of("m", {{0, previous}, {1, incidents}, {2, noticed}}), leaves), Refusal);
}

TEST_CASE("a chain and incidents that contradict each other are refused, with the rows of both") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1e6), point_leaf("p", .5), point_leaf("q", .5), counted_leaf("i", 1, 100000), counted_leaf("s", 9, 10)};
  const auto mode = mode_of("m", {{0, previous}, {1, previous}, {2, previous}, {3, incidents}, {4, noticed}});
  try {
    bound_alone(mode, leaves);
    FAIL("no refusal");
  } catch (const Refusal& refusal) {
    CHECK_THAT(refusal.what(), Catch::Contains("harms.csv:3 and 4"));
    CHECK_THAT(refusal.what(), Catch::Contains("harms.csv:5 and 6"));
    CHECK_THAT(refusal.what(), Catch::Contains("contradict"));
  }
}

TEST_CASE("the scale multiplies the population, in the chain and in the incidents") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), counted_leaf("p", 5, 10000), counted_leaf("i", 2, 5000)};
  const auto mode = mode_of("m", {{0, previous}, {1, previous}, {2, incidents}});
  const Interval plain = bound_alone(mode, leaves), scaled = bound_alone(mode, leaves, .95, 8);
  CHECK(scaled == Interval{8 * plain.low, 8 * plain.high});
}

TEST_CASE("a stage that is no share may take the number above the population") {
  const std::vector<Leaf> leaves{exact_leaf("n", 10), exact_leaf("each", 3, UnitKind::factor)};
  CHECK_FALSE(only_shares(chain_of(2), leaves));
  CHECK(bound_alone(chain_of(2), leaves) == Interval{30, 30});
}

}  // namespace
}  // namespace premortem
