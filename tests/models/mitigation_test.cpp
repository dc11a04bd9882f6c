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

TEST_CASE("without its incidents a mode keeps its mitigations on their stages, wherever the incidents stood") {
  const std::vector<Leaf> leaves{exact_leaf("n", 1000), counted_leaf("seen", 0, 1e6), point_leaf("p", .2), point_leaf("q", .5), point_leaf("f", .1)};
  FailureMode mode = mode_of("m", {{0, Given::previous}, {1, Given::incidents}, {2, Given::previous}, {3, Given::previous}});
  mode.mitigations = {factor(4, 2)};
  const FailureMode before = without_incidents(mode);
  REQUIRE(before.stages.size() == 3);
  CHECK(before.stages[*before.mitigations[0].stage].leaf == 2);
  CHECK(bound_alone(mitigated(before, first), leaves).high == Approx(1000 * .2 * .1 * .5).epsilon(1e-12));
}

TEST_CASE("a factor that may pass 1 makes a chain of shares none: more may be harmed than there are") {
  std::vector<Leaf> leaves{exact_leaf("n", 10), point_leaf("p", 1), between_leaf("f", Shape::range, .5, 3, UnitKind::factor)};
  FailureMode mode = chain_of(2);
  mode.mitigations = {factor(2, 1)};
  CHECK_FALSE(only_shares(mitigated(mode, first), leaves));
  CHECK(bound_alone(mitigated(mode, first), leaves).high == Approx(30).epsilon(1e-12));
  CHECK(only_shares(mode, leaves));
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
