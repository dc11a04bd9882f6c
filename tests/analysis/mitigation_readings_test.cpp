#include <catch2/catch.hpp>

#include "analysis/case_builder.hpp"
#include "analysis/harm_mode.hpp"
#include "holds_for_all.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

using namespace testing;

/// 1,000 a quarter, p in [0.1, 0.2], and mitigations on p with a cost of $400 a year.
Case mitigated_case(const std::vector<std::pair<Leaf, MitigationStatus>>& factors) {
  Case subject = case_of({exact_leaf("n", 1000), peaked_leaf("p", Shape::pert, .1, .15, .2)});
  subject.leaves[0].unit = "people per quarter";
  for (const auto& [leaf, status] : factors) {
    Mitigation m;
    m.name = leaf.name;
    m.leaf = subject.leaves.size();
    m.stage = 1;
    m.status = status;
    m.cost_per_year = 400;
    subject.failure_modes[0].mitigations.push_back(m);
    subject.leaves.push_back(leaf);
  }
  return subject;
}

const Leaf half = peaked_leaf("half", Shape::pert, .4, .5, .8);
const Leaf tenth = point_leaf("tenth", .1);

TEST_CASE("what is in place counts, what is planned stands beside") {
  const auto m = assessed(mitigated_case({{half, MitigationStatus::in_place}, {tenth, MitigationStatus::planned}}));
  CHECK(m.harmed.point.value() == Approx(150).epsilon(1e-12));
  CHECK(m.standing().point.value() == Approx(75).epsilon(1e-12));
  CHECK(m.with_planned.value().point.value() == Approx(7.5).epsilon(1e-12));
  CHECK(m.harmed.bound.interval->high == Approx(200).epsilon(1e-12));
  CHECK(m.standing().bound.interval->high == Approx(160).epsilon(1e-12));
  CHECK(m.with_planned->bound.interval->high == Approx(16).epsilon(1e-12));
  CHECK(m.harmed.independent.has_value());
  CHECK(m.with_planned->independent.has_value());
}

TEST_CASE("without a mitigation nothing is with one, and a planned one alone puts none in place") {
  CHECK_FALSE(assessed(mitigated_case({})).with_mitigation.has_value());
  const auto m = assessed(mitigated_case({{tenth, MitigationStatus::planned}}));
  CHECK_FALSE(m.with_mitigation.has_value());
  CHECK(m.with_planned.has_value());
  CHECK(&m.standing() == &m.harmed);
}

TEST_CASE("a mitigation avoids the harm without it times what it stops") {
  const auto m = assessed(mitigated_case({{half, MitigationStatus::in_place}, {tenth, MitigationStatus::planned}}));
  const auto& in_place = m.mitigations.at(0);
  CHECK(in_place.avoided.point.value() == Approx(75).epsilon(1e-12));          // 150 * (1 - .5)
  CHECK(in_place.avoided.low.value() == Approx(100 * .2).epsilon(1e-12));      // 100 * (1 - .8)
  CHECK(in_place.avoided.high.value() == Approx(200 * .6).epsilon(1e-12));     // 200 * (1 - .4)
  CHECK(in_place.cost_per_harm_avoided.point.value() == Approx(100 / 75.0).epsilon(1e-12));  // $400 a year is $100 a quarter
  CHECK(in_place.cost_per_harm_avoided.low.value() == Approx(100 / 120.0).epsilon(1e-12));
  CHECK(in_place.cost_per_harm_avoided.high.value() == Approx(100 / 20.0).epsilon(1e-12));
  const auto& planned = m.mitigations.at(1);  // beside the one in place
  CHECK(planned.without.bound.interval->high == Approx(160).epsilon(1e-12));
  CHECK(planned.avoided.point.value() == Approx(75 * .9).epsilon(1e-12));
}

TEST_CASE("a mitigation that may do harm may avoid less than nothing, and its cost per harm avoided has no upper limit") {
  const auto m = assessed(mitigated_case({{peaked_leaf("risky", Shape::pert, .5, .9, 1.5, UnitKind::factor), MitigationStatus::planned}}));
  const auto& r = m.mitigations.at(0);
  CHECK(r.avoided.low.value() == Approx(200 * -.5).epsilon(1e-12));
  CHECK(r.avoided.high.value() == Approx(200 * .5).epsilon(1e-12));
  CHECK(r.cost_per_harm_avoided.point.value() == Approx(100 / 15.0).epsilon(1e-12));
  CHECK_FALSE(r.cost_per_harm_avoided.high.has_value());
}

TEST_CASE("a cost per harm avoided needs a cost, a period of known length and something avoided") {
  Case subject = mitigated_case({{half, MitigationStatus::in_place}});
  const auto why = [&] { return assessed(subject).mitigations.at(0).cost_per_harm_avoided.why; };
  CHECK(why().empty());
  subject.leaves[0].unit = "people per sprint";
  CHECK_THAT(why(), Catch::Contains("\"sprint\" has no known length"));
  subject.leaves[0].unit = "people";
  CHECK(why() == "no period is stated");
  subject.failure_modes[0].mitigations[0].cost_per_year.reset();
  CHECK(why() == "no cost_per_year is stated");
  subject = mitigated_case({{point_leaf("useless", 1), MitigationStatus::in_place}});
  CHECK(why() == "it avoids nothing at its best value");
}

TEST_CASE("shares of everyone do not say whom a mitigation reaches") {
  Case subject = mitigated_case({{half, MitigationStatus::in_place}});
  subject.failure_modes[0].stages.push_back({"q", Given::marginal, 1, {"harms.csv", 4, 2}});
  const auto m = assessed(subject);
  CHECK_FALSE(m.mitigations.at(0).avoided.point.has_value());
  CHECK(m.mitigations.at(0).avoided.why == "shares of everyone do not say whom it reaches");
}

TEST_CASE("cap, exposure and cost count what is in place") {
  Case subject = mitigated_case({{half, MitigationStatus::in_place}});
  subject.failure_modes[0].harm_cap = 170;  // between 160 with and 200 without
  subject.failure_modes[0].cost_leaf = subject.leaves.size();
  subject.leaves.push_back(exact_leaf("price", 3));
  const auto m = assessed(subject);
  CHECK(m.exceeds_cap.bound == "no");
  CHECK(m.exposure_limit.value().share == Approx(170.0 / 160).epsilon(1e-9));
  CHECK(m.cost.value().bound.interval->high == Approx(480).epsilon(1e-12));
}

TEST_CASE("the harm avoided lies between its limits, and with and without differ by it") {
  CHECK(holds_for_all([] {
    const auto share = [] { return *rc::gen::inRange(1, 1000) / 1000.0; };
    double low = share(), best = share(), high = share();
    if (low > high) std::swap(low, high);
    best = std::clamp(best, low, high);
    HarmSettings few;
    few.simulation.samples = 1;
    const auto m = assess_harm(mitigated_case({{peaked_leaf("f", Shape::pert, low, best, high), MitigationStatus::in_place}}), few).failure_modes.front();
    const auto& a = m.mitigations.at(0).avoided;
    RC_ASSERT(*a.low <= *a.point * (1 + 1e-12));
    RC_ASSERT(*a.point <= *a.high * (1 + 1e-12));
    RC_ASSERT(std::abs(*m.harmed.point - *m.standing().point - *a.point) <= 1e-9);
  }));
}

}  // namespace
}  // namespace premortem
