#include <catch2/catch.hpp>

#include <cmath>

#include "analysis/case_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

using namespace testing;

TEST_CASE("the room's risk is about 50 and at most 800 people") {
  const auto m = assessed(case_of(room_leaves()));  // page.md
  CHECK(*m.harmed.point == Approx(50).epsilon(1e-14));
  CHECK(m.harmed.bound.interval->low == Approx(5).epsilon(1e-14));
  CHECK(m.harmed.bound.interval->high == Approx(800).epsilon(1e-14));
  CHECK(m.harmed.bound.sentence ==
        "on average at most 800 people if the limits in rows harms.csv:3, 4 and 5 hold and the guess in row harms.csv:2 holds");
  CHECK(m.harmed.one_period_high == 856);  // Poisson(800) at 97.5%, summed with mpmath
  CHECK(m.harmed.independent.has_value());
}

TEST_CASE("hurt moves risk 1 most") {
  const auto m = assessed(case_of(room_leaves()));
  REQUIRE(m.swings.size() == 3);
  // page.md; by hand: hurt 25 to 200, exposed 20 to 100, at risk 25 to 100
  CHECK(m.swings[0].leaf == 3);
  CHECK(m.swings[0].low == Approx(25));
  CHECK(m.swings[0].high == Approx(200));
  CHECK(m.swings[1].leaf == 2);
  CHECK(m.swings[1].high == Approx(100));
  CHECK(m.swings[2].leaf == 1);
}

TEST_CASE("of everyone, the room's risk is 0 to 20,000, about nothing, and no likely range is claimed") {
  Case subject = case_of(room_leaves());
  for (std::size_t i = 1; i < 4; ++i) subject.failure_modes[0].stages[i].given = Given::marginal;
  const auto m = assessed(subject);
  CHECK(m.harmed.bound.interval->low == 0);
  CHECK(m.harmed.bound.interval->high == Approx(20000).epsilon(1e-14));
  CHECK_FALSE(m.harmed.point.has_value());
  CHECK_FALSE(m.harmed.point_why.empty());
  CHECK_FALSE(m.harmed.independent.has_value());
  CHECK_FALSE(m.harmed.independent_why.empty());
  REQUIRE(m.overlap.has_value());  // best values: 1e7 x min(.1%, 5%, 10%)
  CHECK(m.overlap->low == 0);
  CHECK(m.overlap->high == Approx(10000).epsilon(1e-14));
}

TEST_CASE("none seen in a period: the next can reach the Poisson limit of the limit") {
  const auto m = assessed(case_of({exact_leaf("n", 1e6), counted_leaf("p", 0, 1'000'000)}));
  CHECK(m.harmed.bound.interval->high == Approx(3.688879).epsilon(1e-5));  // Garwood, k = 0; the binomial is next to it
  CHECK(m.harmed.one_period_high == 8);                                    // Poisson(3.6889) at 97.5%, summed with mpmath
  CHECK(m.harmed.bound.sentence == "on average at most 3.69 people, with 95% confidence");
}

TEST_CASE("a period harms no more people than there are, but a number of harms stated alone is an average") {
  const auto m = assessed(case_of({exact_leaf("n", 50), exact_leaf("p", .99, UnitKind::share)}));
  CHECK(m.harmed.one_period_high == 50);
  // Poisson(50) at 97.5%, summed with mpmath
  CHECK(assessed(case_of({exact_leaf("harms", 50)})).harmed.one_period_high == 64);
}

TEST_CASE("incidents that count several vary more in a period than single ones") {
  // At most 2 incidents on average, each hurting at most 1000: Poisson(2) at 97.5% is 5 (summed with mpmath).
  const auto m = assessed(case_of({exact_leaf("incidents", 2), between_leaf("hurt in one", Shape::range, 10, 1000, UnitKind::factor)}));
  CHECK(m.harmed.bound.interval->high == 2000);
  CHECK(m.harmed.one_period_high == 5000);
  CHECK(m.cautions.size() == 1);
  // A factor below 1 thins the incidents: Poisson(50) at 97.5% is 64.
  const auto thinned = assessed(case_of({exact_leaf("n", 500), exact_leaf("f", .1, UnitKind::factor)}));
  CHECK(thinned.harmed.one_period_high == 64);
}

TEST_CASE("an average too large for the Poisson distribution has no one-period limit, and says so") {
  const auto m = assessed(case_of({exact_leaf("n", 1e16), exact_leaf("p", .5, UnitKind::share)}));
  CHECK(m.harmed.bound.interval->high == 5e15);
  CHECK_FALSE(m.harmed.one_period_high.has_value());
  CHECK_FALSE(m.harmed.one_period_why.empty());
  CHECK(assessed(case_of({exact_leaf("n", 2e15), exact_leaf("p", .5, UnitKind::share)})).harmed.one_period_high > 1e15);
}

TEST_CASE("cost is harm times its price, and a counted price takes part in the error") {
  Case subject = case_of({exact_leaf("n", 1e6), counted_leaf("p", 2, 1000)});
  subject.leaves.push_back(exact_leaf("price", 9));
  subject.failure_modes[0].cost_leaf = 2;
  const auto fixed = assessed(subject);
  CHECK(fixed.cost->bound.interval->high == Approx(9e6 * clopper_pearson(2, 1000, .95).high).epsilon(1e-14));
  CHECK(*fixed.cost->one_period_high == 9 * *fixed.harmed.one_period_high);
  CHECK(*fixed.cost->point == Approx(18000));
  subject.leaves[2] = counted_leaf("price", 500, 10, Shape::rate);
  subject.leaves[2].unit_kind = UnitKind::amount;
  const auto counted = assessed(subject);
  const double harmed = 1e6 * clopper_pearson(2, 1000, .975).high;
  CHECK(counted.cost->bound.grounds.sampled == 2);
  CHECK(counted.cost->bound.interval->high == Approx(harmed * bound_of(subject.leaves[2], .025).high).epsilon(1e-12));
  CHECK(*counted.cost->one_period_high == Approx(poisson_quantile(harmed, .975) * bound_of(subject.leaves[2], .025).high).epsilon(1e-12));
}

TEST_CASE("a price of nothing costs nothing") {
  Case subject = case_of({exact_leaf("n", 1e6), counted_leaf("p", 2, 1000), exact_leaf("price", 0)});
  subject.failure_modes[0].stages.pop_back();
  subject.failure_modes[0].cost_leaf = 2;
  const auto m = assessed(subject);
  CHECK(*m.cost->bound.interval == Interval{0, 0});
  CHECK(*m.cost->one_period_high == 0);
  CHECK(m.cost->independent->p95.value == 0);
}

TEST_CASE("any of two modes: from the larger low to the sum of the highs, the error shared by all") {
  const Case subject = case_of_two({exact_leaf("n", 1000), counted_leaf("p", 10, 100), counted_leaf("q", 20, 100)});
  const auto a = assess_harm(subject, quick());
  const Interval p = clopper_pearson(10, 100, .975), q = clopper_pearson(20, 100, .975);
  CHECK(a.choice().any.bound.grounds.sampled == 2);
  CHECK(a.choice().any.bound.interval->low == Approx(1000 * q.low).epsilon(1e-12));
  CHECK(a.choice().any.bound.interval->high == Approx(1000 * (p.high + q.high)).epsilon(1e-12));
  // alone, each mode keeps the whole error
  CHECK(a.failure_modes[0].harmed.bound.interval->high == Approx(1000 * clopper_pearson(10, 100, .95).high).epsilon(1e-12));
}

TEST_CASE("any of them harms no more people than there are") {
  const auto a = assess_harm(case_of_two({exact_leaf("n", 1000), counted_leaf("p", 80, 100), counted_leaf("q", 70, 100)}), quick());
  CHECK(a.choice().any.bound.interval->high == 1000);
}

TEST_CASE("harms that a person can have several of are not capped at the people there are") {
  Case subject = case_of_two({exact_leaf("n", 1000), exact_leaf("each", 3, UnitKind::factor), exact_leaf("q", .5, UnitKind::share)});
  CHECK_FALSE(assess_harm(subject, quick()).choice().any.bound.interval.has_value());  // who knows of what there are 3 each
  for (auto& mode : subject.failure_modes) mode.affected = "accounts";
  const auto a = assess_harm(subject, quick());
  CHECK(a.choice().any.bound.interval == Interval{3000, 3500});
  CHECK_FALSE(a.choice().any.independent.has_value());
  CHECK_THAT(a.choice().any.independent_why, Catch::Contains("not a share"));
}

TEST_CASE("modes that count different things are not added, and it is said why") {
  Case subject = case_of_two({exact_leaf("n", 1000), counted_leaf("p", 1, 100), counted_leaf("q", 1, 100)});
  subject.failure_modes[0].affected = "orders";
  const auto a = assess_harm(subject, quick());
  CHECK_FALSE(a.choice().any.bound.interval.has_value());
  CHECK_THAT(a.choice().any.bound.why, Catch::Contains("orders"));
  CHECK_FALSE(a.choice().any.independent.has_value());
  CHECK_FALSE(a.choice().any.independent_why.empty());
}

TEST_CASE("any of unrelated modes simulates N(1 - prod(1 - p))") {
  // p ~ U(0, 1/2), q ~ U(0, 1): 1000 (1 - 3/4 * 1/2) = 625
  HarmSettings settings = quick();
  settings.simulation.samples = 100'000;
  const auto a = assess_harm(case_of_two({exact_leaf("n", 1000), between_leaf("p", Shape::uniform, 0, .5), between_leaf("q", Shape::uniform, 0, 1)}), settings);
  REQUIRE(a.choice().any.independent.has_value());
  CHECK(std::abs(a.choice().any.independent->mean - 625) < 4 * a.choice().any.independent->mean_standard_error);
  CHECK(a.choice().any.independent->p95.value <= a.choice().any.bound.interval->high);
}

TEST_CASE("incidents lower the bound, are counted, and the reader is told what they leave alone") {
  Case subject;
  subject.leaves = {exact_leaf("n", 1e6), unknown_leaf("p"), counted_leaf("i", 0, 5000)};
  subject.failure_modes = {mode_of("m", {{0, Given::previous}, {1, Given::previous}, {2, Given::incidents}})};
  const auto m = assessed(subject);
  CHECK(m.harmed.bound.interval->high == Approx(1e6 * clopper_pearson(0, 5000, .95).high).epsilon(1e-12));
  CHECK_FALSE(m.harmed.point.has_value());
  const auto told = [&](const char* words) {
    return std::any_of(m.cautions.begin(), m.cautions.end(), [&](const auto& c) { return c.find(words) != std::string::npos; });
  };
  CHECK(told("None of 5,000 seen"));
  CHECK(told("The incidents lower the bound only"));
  CHECK(told("is unknown and counts as 0 to 100%"));
}

TEST_CASE("a best value that the evidence does not allow is said to be off") {
  Leaf off = counted_leaf("p", 0, 3000);
  off.best = .5;
  const auto m = assessed(case_of({exact_leaf("n", 1000), off}));
  CHECK_THAT(m.cautions.back(), Catch::Contains("does not allow"));
}

TEST_CASE("one mode that cannot be simulated leaves the readings of the others") {
  Case subject = case_of_two({exact_leaf("n", 1000), counted_leaf("p", 1, 100), sample_leaf("loss", {0, 1e308}, UnitKind::factor)});
  const auto a = assess_harm(subject, quick());
  CHECK(a.failure_modes[0].harmed.independent.has_value());
  CHECK_FALSE(a.failure_modes[1].harmed.independent.has_value());
  CHECK_FALSE(a.failure_modes[1].harmed.independent_why.empty());
}

TEST_CASE("a share noticed of 0 leaves the point open and says why") {
  Case subject;
  subject.leaves = {exact_leaf("n", 1e6), counted_leaf("i", 1, 5000), counted_leaf("s", 0, 10)};
  subject.failure_modes = {mode_of("m", {{0, Given::previous}, {1, Given::incidents}, {2, Given::noticed}})};
  const auto m = assessed(subject);
  CHECK_FALSE(m.harmed.point.has_value());
  CHECK_FALSE(m.harmed.point_why.empty());
  CHECK(m.harmed.bound.interval->high == 1e6);
}

TEST_CASE("incidents over a share noticed next to nothing never harm more people than there are") {
  Case subject;
  subject.leaves = {exact_leaf("n", 1e6), counted_leaf("i", 2, 5000), counted_leaf("s", 0, 4), exact_leaf("price", 3)};
  subject.failure_modes = {mode_of("m", {{0, Given::previous}, {1, Given::incidents}, {2, Given::noticed}})};
  subject.failure_modes[0].cost_leaf = 3;
  const auto m = assessed(subject);
  CHECK(m.harmed.independent->mean < 1e6);
  CHECK(m.harmed.independent->p95.value <= 1e6);
  CHECK(m.cost->independent->mean == Approx(3 * m.harmed.independent->mean).epsilon(1e-12));
  CHECK(m.cost->independent->p95.value <= 3e6);
  // 1 seen of 2, and 1 noticed of 10, would be five of everyone
  subject.leaves[1] = counted_leaf("i", 1, 2), subject.leaves[2] = counted_leaf("s", 1, 10);
  const auto more = assessed(subject);
  CHECK_FALSE(more.harmed.point.has_value());
  CHECK_THAT(more.harmed.point_why, Catch::Contains("more than there are"));
  CHECK_FALSE(more.cost->point.has_value());
}

TEST_CASE("a result beyond the largest number is absent with its reason") {
  Case subject = case_of({exact_leaf("n", 1e300), exact_leaf("f", 1e300, UnitKind::factor)});
  const auto m = assessed(subject);
  CHECK_FALSE(m.harmed.point.has_value());
  CHECK_FALSE(m.harmed.point_why.empty());
  CHECK_FALSE(m.harmed.bound.interval.has_value());
  CHECK_FALSE(m.harmed.bound.why.empty());
  CHECK_FALSE(m.harmed.independent.has_value());
}

TEST_CASE("nothing and nobody: every reading is 0 and none is missing") {
  for (const auto& leaves : {std::vector<Leaf>{exact_leaf("n", 0), counted_leaf("p", 1, 9)}, {exact_leaf("n", 1000), exact_leaf("p", 0, UnitKind::share)}}) {
    Case subject = case_of(leaves);
    subject.failure_modes[0].harm_cap = 0;
    const auto a = assess_harm(subject, quick());
    const auto& m = a.failure_modes.front();
    CHECK(*m.harmed.point == 0);
    CHECK(*m.harmed.bound.interval == Interval{0, 0});
    CHECK(*m.harmed.one_period_high == 0);
    CHECK(m.harmed.independent->p95.value == 0);
    CHECK(m.exceeds_cap.bound == "no");
    CHECK_FALSE(m.exposure_limit_why.empty());
    CHECK(a.decision.verdict == Verdict::ship);
    CHECK(a.choice().any.independent->p95.value == 0);
  }
}

TEST_CASE("the noun is that of the last stage whose unit says what it counts") {
  Case subject = case_of({exact_leaf("incidents", 10), exact_leaf("size", 100, UnitKind::amount), exact_leaf("p", .5, UnitKind::share)});
  subject.leaves[0].unit = "incidents per year";
  for (const auto* unit : {"records", "records per incident"}) {
    subject.leaves[1].unit = unit;
    CHECK(assessed(subject).unit == "records per year");
  }
  CHECK_THAT(assessed(subject).harmed.bound.sentence, Catch::Contains("at most 500 records per year"));
  // A factor does not say in its unit what it makes of an incident, but its name may.
  subject.leaves[1] = exact_leaf("size", 2, UnitKind::factor);
  subject.leaves[1].unit = "factor";
  subject.failure_modes[0].stages[1].name = "accounts";
  CHECK(assessed(subject).unit == "incidents times \"accounts\" per year");
  subject.failure_modes[0].stages[1].name = "accounts per incident";
  CHECK(assessed(subject).unit == "accounts per year");
  subject.failure_modes[0].affected = "customers";
  CHECK(assessed(subject).unit == "customers per year");
}

TEST_CASE("what moves the number most moves the one that is limited, incidents beside the chain included") {
  Case subject = case_of({exact_leaf("n", 1e6), counted_leaf("p", 0, 300)});
  subject.leaves.push_back(counted_leaf("seen", 2, 100'000));
  subject.failure_modes[0].stages.push_back({"seen", Given::incidents, 2, {"harms.csv", 4, 2}});
  const auto m = assessed(subject);
  const double limit = m.harmed.bound.interval->high;  // by the incidents: about 80, where the chain allows 14,000
  REQUIRE(m.swings.size() == 2);
  CHECK(m.swings[0].leaf == 1);
  CHECK(m.swings[0].low == 0);
  CHECK(m.swings[0].high == limit);
  CHECK(m.swings[1].leaf == 2);
  CHECK(m.swings[1].low == Approx(1e6 * clopper_pearson(2, 100'000, .975).low));
  CHECK(m.swings[1].high == limit);
}

TEST_CASE("the unit is whom it affects, per the period") {
  Case subject = case_of({exact_leaf("n", 10), counted_leaf("p", 1, 9)});
  CHECK(assessed(subject).unit == "people");
  subject.leaves[0].unit = "users per year";
  CHECK(assessed(subject).unit == "users per year");
  subject.failure_modes[0].affected = "children";
  CHECK(assessed(subject).unit == "children per year");
  subject.feature.period = "quarter";
  CHECK(assessed(subject).unit == "children per quarter");
}

}  // namespace
}  // namespace premortem
