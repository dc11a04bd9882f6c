// The founding examples: each folder under samples/ shows the figures its README promises.
#include <catch2/catch.hpp>

#include "samples/sample.hpp"

using namespace premortem::testing;
using namespace premortem;

TEST_CASE("premortem-round: 0.1% x 5% x 10% of ten million is about 50, at most 800 if the room's ranges hold") {
  const auto o = outcome_of("premortem-round");
  CHECK(mode(o, 0).harmed.point.value() == Approx(50).epsilon(1e-12));      // 1e7 * .001 * .05 * .1
  CHECK(high(mode(o, 0)) == Approx(800).epsilon(1e-12));                    // 1e7 * .002 * .10 * .40
  CHECK(mode(o, 0).harmed.bound.interval->low == Approx(5).epsilon(1e-12)); // 1e7 * .0005 * .02 * .05
  CHECK(mode(o, 0).harmed.bound.grounds.basis == BoundBasis::limits);
  CHECK_FALSE(says(mode(o, 0).harmed.bound.sentence, "95%"));
  CHECK(mode(o, 0).swings.front().leaf == o.changed.subject.failure_modes[0].stages[3].leaf);
  CHECK(o.changed.assessment.decision.verdict == Verdict::ship);
}

TEST_CASE("premortem-round: ten times the users is ten times the harm, and passes the cap") {
  const auto o = outcome_of("premortem-round", 10);
  CHECK(mode(o, 0).harmed.point.value() == Approx(500).epsilon(1e-12));
  CHECK(high(mode(o, 0)) == Approx(8000).epsilon(1e-12));
  CHECK(mode(o, 0).exceeds_cap.bound == "undecided");
  CHECK(o.changed.assessment.decision.verdict == Verdict::hold);
}

TEST_CASE("premortem-round: with counts behind the shares the limit has 95% confidence") {
  const auto o = outcome_of("premortem-round/with-data");
  CHECK(mode(o, 0).harmed.point.value() == Approx(50).epsilon(1e-12));
  // scipy 1.10, alpha = .05/3: 1e7 * beta.ppf(1-a/2, 13, 11988) * beta.ppf(1-a/2, 31, 570) * beta.ppf(1-a/2, 4, 27)
  CHECK(high(mode(o, 0)) == Approx(442.42586).epsilon(1e-7));
  CHECK(mode(o, 0).harmed.bound.grounds.sampled == 3);
  CHECK(says(mode(o, 0).harmed.bound.sentence, "443 users per year, with 95% confidence"));
  CHECK(high(mode(outcome_of("premortem-round/with-data", 10), 0)) == Approx(4424.2586).epsilon(1e-7));
}

TEST_CASE("premortem-round: shares of everyone leave anything from 0 to 10,000, and no single best value") {
  const auto o = outcome_of("premortem-round/of-everyone");
  CHECK(mode(o, 0).harmed.bound.interval->low == 0);
  CHECK(high(mode(o, 0)) == Approx(10000).epsilon(1e-12));  // Frechet: the smallest share, 0.1% of 1e7
  CHECK_FALSE(mode(o, 0).harmed.point.has_value());
  CHECK_FALSE(mode(o, 0).harmed.independent.has_value());
}

TEST_CASE("moderation-incidents: real counts give the items restored at each of four services") {
  const auto o = outcome_of("moderation-incidents");
  REQUIRE(o.changed.assessment.failure_modes.size() == 4);
  // n * k1/n1 * k2/n2 * k3/n3 from the reports: 184341552 * 183242050/184341552 * 338784/184341552 * 92875/327841
  CHECK(mode(o, 0).harmed.point.value() == Approx(183242050.0 * 338784 / 184341552 * 92875 / 327841).epsilon(1e-12));
  CHECK(mode(o, 1).harmed.point.value() == Approx(220097575.0 * 15411338 / 258691522 * 7114588 / 15411338).epsilon(1e-12));
  CHECK(mode(o, 2).harmed.point.value() == Approx(8822094.0 * 130767 / 11279462 * 15404 / 130756).epsilon(1e-12));
  CHECK(mode(o, 3).harmed.point.value() == Approx(58437.0 * 27299 / 802337 * 5799 / 26586).epsilon(1e-12));
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(high(mode(o, i)) > mode(o, i).harmed.point.value());
    CHECK(high(mode(o, i)) < 1.06 * mode(o, i).harmed.point.value());
  }
  CHECK(o.changed.assessment.decision.verdict == Verdict::hold);  // no cap is stated
  for (const auto& leaf : o.changed.subject.leaves) CHECK_FALSE(leaf.source.empty());
}
