#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/case_builder.hpp"
#include "analysis/exposure_limit.hpp"
#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using namespace testing;

FailureMode capped(FailureMode mode, double cap) {
  mode.harm_cap = cap;
  return mode;
}

/// The case of a mode over leaves, as the limit takes it.
ExposureLimit limit_of(const FailureMode& mode, const std::vector<Leaf>& leaves, const HarmSettings& settings) {
  Case subject;
  subject.leaves = leaves;
  subject.failure_modes = {mode};
  return exposure_limit(mode, subject, settings);
}

const std::vector<Leaf> none_of_1200{exact_leaf("actions", 22500), counted_leaf("wrong", 0, 1200), counted_leaf("let through", 9, 50)};

TEST_CASE("at the limit the bound holds the cap, and just above it does not") {
  CHECK(holds_for_all([] {
    const int n = *rc::gen::inRange(1, 5000);
    const std::vector<Leaf> leaves{exact_leaf("n", *rc::gen::inRange(1, 1'000'000)), counted_leaf("p", *rc::gen::inRange(0, n + 1), n)};
    const double cap = *rc::gen::inRange(1, 100'000);
    const auto limit = limit_of(capped(chain_of(2), cap), leaves, quick());
    RC_ASSERT(within_cap(bound_alone(chain_of(2), leaves, .95, limit.share).high, cap));
    RC_ASSERT(!within_cap(bound_alone(chain_of(2), leaves, .95, limit.share * (1 + 1e-11)).high, cap));
    RC_ASSERT(std::abs(limit.population / (limit.share * *leaves[0].best) - 1) < 1e-14);
  }));
}

TEST_CASE("a chain's limit is the cap over its bound") {
  const auto limit = limit_of(capped(chain_of(3), 30), none_of_1200, quick());
  CHECK(limit.share == Approx(30 / bound_alone(chain_of(3), none_of_1200).high).epsilon(1e-11));
  CHECK(limit.share > 1);
  CHECK_FALSE(limit.evidence_needed.has_value());
}

TEST_CASE("the evidence needed is the least: one trial fewer is not enough") {
  for (const double cap : {20.0, 10.0, 3.0}) {
    const auto limit = limit_of(capped(chain_of(3), cap), none_of_1200, quick());
    CHECK(limit.share < 1);
    REQUIRE(limit.evidence_needed.has_value());
    const auto with_more = [&](double extra) {
      auto leaves = none_of_1200;
      *leaves[limit.evidence_needed->leaf].n += extra;
      return bound_alone(chain_of(3), leaves).high;
    };
    const double more = limit.evidence_needed->more_trials;
    CHECK(more == std::floor(more));
    CHECK(within_cap(with_more(more), cap));
    CHECK_FALSE(within_cap(with_more(more - 1), cap));
  }
}

TEST_CASE("the evidence asked for is the clean run that is most likely, not the shortest") {
  const auto limit = limit_of(capped(chain_of(3), 20), none_of_1200, quick());
  CHECK(limit.evidence_needed->leaf == 1);  // none of 1,200: its best rate allows any clean run
  CHECK(limit.evidence_needed->chance == 1);
  auto other = none_of_1200;  // fewer trials of the drill would do, but 9 of 50 got past it
  *other[2].n += limit.evidence_needed->more_trials - 1;
  CHECK(within_cap(bound_alone(chain_of(3), other).high, 20));
}

TEST_CASE("a clean run that happens less than once in a hundred is not asked for") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), counted_leaf("p", 200, 1000)};
  CHECK_FALSE(limit_of(capped(chain_of(2), 150), leaves, quick()).evidence_needed.has_value());
  const std::vector<Leaf> rare{exact_leaf("n", 1000), counted_leaf("p", 1, 1000)};
  const auto limit = limit_of(capped(chain_of(2), 4), rare, quick());
  REQUIRE(limit.evidence_needed.has_value());
  CHECK(limit.evidence_needed->chance == Approx(std::pow(.999, limit.evidence_needed->more_trials)).epsilon(1e-12));
}

TEST_CASE("evidence takes as many days as people reach the stage at the exposure that holds, and none where the period is not known") {
  auto leaves = none_of_1200;
  leaves[0].unit = "actions per quarter";
  const auto limit = limit_of(capped(chain_of(3), 20), leaves, quick());
  // 22,500 actions in 91.3125 days, of which the cap allows a share
  CHECK(limit.evidence_needed->days().value() == Approx(limit.evidence_needed->more_trials / (limit.share * 22500 / 91.3125)).epsilon(1e-12));
  CHECK_FALSE(limit_of(capped(chain_of(3), 20), none_of_1200, quick()).evidence_needed->days().has_value());
}

TEST_CASE("a count that somebody imagines is not asked to grow") {
  auto leaves = none_of_1200;
  leaves[1].evidence = leaves[2].evidence = Evidence::guess;
  CHECK_FALSE(limit_of(capped(chain_of(3), 20), leaves, quick()).evidence_needed.has_value());
}

TEST_CASE("where no number of trials is enough, none is named") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), counted_leaf("p", 0, 10), point_leaf("q", .5)};
  CHECK_FALSE(limit_of(capped(chain_of(3), 1e-12), leaves, quick()).evidence_needed.has_value());
  const std::vector<Leaf> limits{exact_leaf("n", 1000), between_leaf("p", Shape::range, .1, .2)};
  CHECK_FALSE(limit_of(capped(chain_of(2), 1), limits, quick()).evidence_needed.has_value());
}

TEST_CASE("a cap of 0 holds at no exposure") {
  CHECK(limit_of(capped(chain_of(3), 0), none_of_1200, quick()).share == Approx(0).margin(1e-50));
}

TEST_CASE("a bound of 0 sets no limit, and says so") {
  const std::vector<Leaf> nobody{exact_leaf("n", 0), counted_leaf("p", 0, 10)}, never{exact_leaf("n", 100), point_leaf("p", 0)};
  CHECK_THROWS_AS(limit_of(capped(chain_of(2), 5), nobody, quick()), Refusal);
  CHECK_THROWS_AS(limit_of(capped(chain_of(2), 5), never, quick()), Refusal);
}

TEST_CASE("the limit is a share of the scaled exposure") {
  auto settings = quick();
  const auto plain = limit_of(capped(chain_of(3), 30), none_of_1200, settings);
  settings.scale = 4;
  const auto scaled = limit_of(capped(chain_of(3), 30), none_of_1200, settings);
  CHECK(scaled.share == plain.share / 4);
  CHECK(scaled.population == plain.population);
}

TEST_CASE("more trials that would contradict the incidents do not hide the limit") {
  // 20 harms in 100 exposures of everybody: with ever more trials without an event the chain denies them.
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), counted_leaf("p", 10, 40), counted_leaf("i", 20, 100)};
  const auto mode = mode_of("m", {{0, Given::previous}, {1, Given::previous}, {2, Given::incidents}});
  const auto limit = limit_of(capped(mode, 1), leaves, quick());
  CHECK(limit.share > 0);
  CHECK(limit.share < 1);
}

TEST_CASE("the population named is that of the bound") {
  // A population known only as a count of a frame takes part in the error.
  const std::vector<Leaf> leaves{counted_leaf("n", 50, 100), counted_leaf("p", 1, 100)};
  const auto limit = limit_of(capped(chain_of(2), .001), leaves, quick());
  CHECK(limit.population == Approx(limit.share * bound_of(leaves[0], .025).high).epsilon(1e-14));
}

}  // namespace
}  // namespace premortem
