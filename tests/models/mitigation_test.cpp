// The chain with its mitigations as factors, and which of them say something of incidents.
#include <catch2/catch.hpp>

#include "holds_for_all.hpp"
#include "models/mode_builder.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using namespace testing;

Mitigation factor(std::size_t leaf, std::optional<std::size_t> stage, MitigationStatus status = MitigationStatus::in_place) {
  Mitigation m;
  m.name = "m" + std::to_string(leaf);
  m.leaf = leaf;
  m.stage = stage;
  m.status = status;
  return m;
}

const std::vector<std::size_t> first{0};

TEST_CASE("a mitigation multiplies its stage, and one of the whole chain its end") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), between_leaf("p", Shape::range, .1, .2), between_leaf("q", Shape::range, .3, .5),
                                 between_leaf("f", Shape::range, .5, .8)};
  for (const std::optional<std::size_t> stage : {std::optional<std::size_t>(0), std::optional<std::size_t>(1), std::optional<std::size_t>(2), std::optional<std::size_t>()}) {
    FailureMode mode = chain_of(3);
    mode.mitigations = {factor(3, stage)};
    const Interval b = bound_alone(mitigated(mode, first), leaves);
    CHECK(b.low == Approx(1000 * .1 * .3 * .5).epsilon(1e-12));
    CHECK(b.high == Approx(1000 * .2 * .5 * .8).epsilon(1e-12));
  }
}

TEST_CASE("on a share of everyone a mitigation acts before the shares meet, for nobody knows whom it reaches") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), point_leaf("a", .7), point_leaf("b", .8), point_leaf("f", .5)};
  FailureMode mode = mode_of("m", {{0, Given::previous}, {1, Given::marginal}, {2, Given::marginal}});
  mode.mitigations = {factor(3, 2)};
  const Interval b = bound_alone(mitigated(mode, first), leaves);
  CHECK(b.low == Approx(1000 * (.7 + .4 - 1)).epsilon(1e-12));  // Frechet of .7 and .8 * .5, not .5 of Frechet of .7 and .8
  CHECK(b.high == Approx(1000 * .4).epsilon(1e-12));
}

TEST_CASE("incidents were counted with what is in place: it is no factor on them, and a planned one is") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1e6), between_leaf("p", Shape::range, 0, .5), counted_leaf("seen", 10, 1e6), point_leaf("f", .5)};
  FailureMode mode = mode_of("m", {{0, Given::previous}, {1, Given::previous}, {2, Given::incidents}});
  const double seen = bound_alone(mode, leaves).high;
  mode.mitigations = {factor(3, 1, MitigationStatus::in_place)};
  CHECK(bound_alone(mitigated(mode, first), leaves).high == seen);
  mode.mitigations = {factor(3, 1, MitigationStatus::planned)};
  CHECK(bound_alone(mitigated(mode, first), leaves).high == Approx(seen / 2).epsilon(1e-12));
}

TEST_CASE("what is planned leaves at most today's harm times what it lets through, and contradicts nothing") {
  const std::vector<Leaf> leaves{exact_leaf("n", 100000), point_leaf("a", .1), point_leaf("b", .5), counted_leaf("seen", 50, 1000), point_leaf("f", .05)};
  FailureMode mode = mode_of("m", {{0, Given::previous}, {1, Given::marginal}, {2, Given::marginal}, {3, Given::incidents}});
  const Interval today = bound_alone(mode, leaves);
  mode.mitigations = {factor(4, 2, MitigationStatus::planned)};
  const Interval planned = bound_alone(mitigated(mode, first), leaves);
  CHECK(planned.low == 0);  // Frechet of .1 and .5 * .05
  CHECK(planned.high == Approx(2500).epsilon(1e-12));
  CHECK(today.low > planned.high);  // counted without it: no contradiction
}

TEST_CASE("where today contradicts itself nothing planned has a bound") {
  const std::vector<Leaf> leaves{exact_leaf("n", 10000), point_leaf("p", .1), counted_leaf("seen", 10, 2000), point_leaf("f", .05)};
  FailureMode mode = mode_of("m", {{0, Given::previous}, {1, Given::previous}, {2, Given::incidents}});
  mode.mitigations = {factor(3, 1, MitigationStatus::planned)};
  CHECK_THROWS_AS(bound_alone(mode, leaves), Refusal);
  CHECK_THROWS_AS(bound_alone(mitigated(mode, first), leaves), Refusal);
}

TEST_CASE("a factor that was counted never raises the limit, though it takes a part of the error") {
  CHECK(holds_for_all([] {
    const int n = *rc::gen::inRange(1, 300), m = *rc::gen::inRange(1, 30);
    const std::vector<Leaf> leaves{exact_leaf("n", 1000), counted_leaf("p", *rc::gen::inRange(0, n + 1), n), counted_leaf("f", *rc::gen::inRange(0, m + 1), m)};
    FailureMode mode = chain_of(2);
    mode.mitigations = {factor(2, 1)};
    const FailureMode with = mitigated(mode, first);
    const auto at_most = [&](const FailureMode& x) { return harmed_at_most(x, leaves, grounds_of(leaves, leaves_of_bound(x)), .95, 1).high; };
    RC_ASSERT(at_most(with) <= at_most(mode));
    RC_ASSERT(at_most(with) <= bound_alone(with, leaves).high);
  }));
}

TEST_CASE("a mitigation of a population alone acts on it, and in whatever order they stand the bits are the same") {
  const std::vector<Leaf> leaves{exact_leaf("n", 100), point_leaf("f", .5), point_leaf("g", .7), point_leaf("h", .3)};
  FailureMode mode = chain_of(1);
  mode.mitigations = {factor(1, {})};
  CHECK(bound_alone(mitigated(mode, first), leaves).high == Approx(50).epsilon(1e-12));
  FailureMode longer = mode_of("m", {{0, Given::previous}, {3, Given::previous}});
  longer.mitigations = {factor(1, 1), factor(2, 1)};
  const std::vector<std::size_t> forward{0, 1}, backward{1, 0};
  CHECK(bound_alone(mitigated(longer, forward), leaves) == bound_alone(mitigated(longer, backward), leaves));
}

TEST_CASE("without its incidents a mode keeps its mitigations on their stages, wherever the incidents stood") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), counted_leaf("seen", 0, 1e6), point_leaf("p", .2), point_leaf("q", .5), point_leaf("f", .1)};
  FailureMode mode = mode_of("m", {{0, Given::previous}, {1, Given::incidents}, {2, Given::previous}, {3, Given::previous}});
  mode.mitigations = {factor(4, 2)};
  const FailureMode before = without_incidents(mode);
  REQUIRE(before.stages.size() == 3);
  CHECK(before.stages[*before.mitigations[0].stage].leaf == 2);
  CHECK(bound_alone(mitigated(before, first), leaves).high == Approx(1000 * .2 * .1 * .5).epsilon(1e-12));
}

TEST_CASE("a mitigation that may make things worse harms at most everyone there is") {
  std::vector<Leaf> leaves{exact_leaf("n", 10), point_leaf("p", 1), between_leaf("f", Shape::range, .5, 3, UnitKind::factor)};
  FailureMode mode = chain_of(2);
  mode.mitigations = {factor(2, 1)};
  CHECK(bound_alone(mitigated(mode, first), leaves) == Interval{5, 10});
  FailureMode everyone = mode_of("m", {{0, Given::previous}, {1, Given::marginal}, {1, Given::marginal}});
  everyone.mitigations = {factor(2, 1)};
  CHECK(bound_alone(mitigated(everyone, first), leaves).high == Approx(10).epsilon(1e-12));
}

TEST_CASE("a share that gets through never raises the bound, and one more never does") {
  CHECK(holds_for_all([] {
    const auto share = [] { return *rc::gen::inRange(0, 1001) / 1000.0; };
    std::vector<Leaf> leaves{exact_leaf("n", *rc::gen::inRange(0, 100000)), point_leaf("a", share()), point_leaf("b", share())};
    FailureMode mode = chain_of(3);
    double before = bound_alone(mode, leaves).high;
    std::vector<std::size_t> numbers;
    for (int i = 0; i < 4; ++i) {
      leaves.push_back(point_leaf("f" + std::to_string(i), share()));
      mode.mitigations.push_back(factor(leaves.size() - 1, *rc::gen::element(std::optional<std::size_t>(), std::optional<std::size_t>(1), std::optional<std::size_t>(2))));
      numbers.push_back(numbers.size());
      const double after = bound_alone(mitigated(mode, numbers), leaves).high;
      RC_ASSERT(after <= before);
      before = after;
    }
  }));
}

}  // namespace
}  // namespace premortem
