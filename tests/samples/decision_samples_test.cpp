// Samples in which something other than a number decides, or the number is what few data support.
#include <catch2/catch.hpp>

#include "premortem/analysis/round_assessment.hpp"
#include "samples/sample.hpp"

using namespace premortem;
using namespace premortem::testing;

TEST_CASE("constrained-summarizer: the model with 8% less on F1 ships, because the other may harm up to 6,568") {
  const auto o = outcome_of("constrained-summarizer");
  const auto& a = o.changed.assessment;
  REQUIRE(a.alternatives.size() == 2);
  CHECK(o.changed.subject.options[*a.choice().option].name == "constrained model");
  CHECK(a.decision.verdict == Verdict::ship);
  CHECK(a.alternatives[0].decision.verdict == Verdict::hold);
  CHECK(o.changed.subject.options[1].metrics.front().second == Approx(0.92 * o.changed.subject.options[0].metrics.front().second).epsilon(1e-3));
  CHECK(high(mode(o, 0)) == Approx(6567.138989).epsilon(1e-8));  // scipy 1.10: 400000 * beta.ppf(.975, 23, 378) * .2
  CHECK(high(mode(o, 1)) == Approx(1740.853481).epsilon(1e-8));  // scipy 1.10: 400000 * beta.ppf(.975, 4, 397) * .2
  CHECK(mode(o, 1).harmed.point.value() == Approx(300).epsilon(1e-12));  // 400000 * 3/400 * .1
  CHECK(says(page(o), "Ship \"constrained model\""));
}

TEST_CASE("privilege-kill: a failed gate stops although the cap holds, and an open one holds") {
  const auto o = outcome_of("privilege-kill");
  CHECK(mode(o, 0).exceeds_cap.bound == "no");
  CHECK(high(mode(o, 0)) == Approx(30).epsilon(1e-12));  // 20000 * .003 * .5
  CHECK(o.changed.assessment.decision.verdict == Verdict::stop);
  CHECK(says(o.changed.assessment.decision.sentence, "the gate \"attorney-client privilege survives a machine summary\" failed"));
  const auto passed = outcome_of("privilege-kill", 1, {"gates.attorney-client privilege survives a machine summary=pass"});
  CHECK(passed.changed.assessment.decision.verdict == Verdict::hold);
}

TEST_CASE("unseen-load: what was never measured counts as 0 to 100%, and runs until the next audit") {
  const auto o = outcome_of("unseen-load");
  CHECK(high(mode(o, 0)) == Approx(100866.98477).epsilon(1e-9));  // scipy 1.10: 500000 * beta.ppf(.975, 41201, 164800)
  CHECK(mode(o, 0).audit_high.value() == Approx(99417.15131).epsilon(1e-9));  // times 90 / 91.3125
  const std::string text = page(o);
  CHECK(says(text, "nobody would notice before the next audit, in at most 90 days, when up to 99,418 readers are harmed"));
  CHECK(says(text, "to see it, log a one-question survey after the 20th minute"));
  CHECK(o.changed.assessment.decision.verdict == Verdict::hold);
}

TEST_CASE("five-interviews: five of five is at least 54.9%, and stops what may bother 45%") {
  const auto o = outcome_of("five-interviews");
  CHECK(mode(o, 0).harmed.bound.interval.value().low == Approx(2e6 * 0.4781762499).epsilon(1e-9));  // .025**(1/5), two-sided
  CHECK(says(page(o), "All 5 of 5 in \"would turn it off\" is not everyone: at least 54.9%"));  // .05**(1/5) = .54928
  CHECK(mode(o, 0).exceeds_cap.bound == "yes");
  CHECK(o.changed.assessment.decision.verdict == Verdict::stop);
}

TEST_CASE("premortem-round: one row a risk gives the numbers of the long form") {
  const auto short_form = outcome_of("premortem-round/one-file"), long_form = outcome_of("premortem-round");
  CHECK(mode(short_form, 0).harmed.point == mode(long_form, 0).harmed.point);
  CHECK(mode(short_form, 0).harmed.bound.interval == mode(long_form, 0).harmed.bound.interval);
}
