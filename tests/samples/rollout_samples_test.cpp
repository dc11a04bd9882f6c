// Samples in which exposure grows in stages, and what is in place counts.
#include <catch2/catch.hpp>

#include "premortem/report/harm_report.hpp"
#include "samples/sample.hpp"

using namespace premortem;
using namespace premortem::testing;

TEST_CASE("three-failures: ship to 10%, where none of 1,200 still means up to 27.4 customers, 69.1 without the hold") {
  const auto o = outcome_on_page("three-failures");
  CHECK(o.changed.assessment.settings.share == 0.1);
  CHECK(mode(o, 0).standing().point.value() == 0);
  // scipy 1.10, alpha = .05/2: 22500 * (1 - .0125**(1/1200)) * beta.ppf(.9875, 10, 41)
  CHECK(high(mode(o, 0)) == Approx(27.374058).epsilon(1e-7));
  CHECK(mode(o, 0).harmed.bound.interval.value().high == Approx(69.060287).epsilon(1e-7));  // 22500 * (1 - .025**(1/1200))
  CHECK(mode(o, 1).harmed.point.value() == Approx(132).epsilon(1e-12));  // 275000 * 4/2500 * .30
  // scipy 1.10: 275000 * beta.ppf(.975, 5, 2496) * .45
  CHECK(high(mode(o, 1)) == Approx(506.32609).epsilon(1e-7));
  CHECK(mode(o, 2).harmed.point.value() == Approx(4720).epsilon(1e-12));  // 118000 * 24/600
  // scipy 1.10: 118000 * beta.ppf(.975, 25, 576)
  CHECK(high(mode(o, 2)) == Approx(6954.2451).epsilon(1e-7));
  CHECK(o.changed.assessment.decision.verdict == Verdict::ship);
}

TEST_CASE("three-failures: the page says how far, what is in place, and what 25% needs") {
  const std::string text = page(outcome_on_page("three-failures"));
  CHECK(says(text, "Ship to 10% \\(first tenth\\)"));
  CHECK(says(text, "at 10% of full exposure"));
  CHECK(says(text, "on average at most 27.4 customers per quarter"));
  CHECK(says(text, "Counted with \"30-minute hold\" in place; without, at most 69.1."));
  CHECK(says(text, "is not never: at 95% confidence up to 0.25% fits the data"));  // 1 - .05**(1/1200) = .0024933
  CHECK(says(text, "all together at least 85%"));
  CHECK(says(text, "Every cap holds up to 10.9% of full exposure"));  // 30 / 273.74
  // the least n with 56250 * (1 - .0125**(1/n)) * beta.ppf(.9875, 10, 41) <= 30 is 2741; 1541 / (22500 / 91.3125) days
  CHECK(says(text, "1,541 more trials of \"on the wrong account\" without an event, about 7 days at the exposure that holds if every one is checked"));
  CHECK(says(text, "Disable write access at the 2nd confirmed case within 7 days."));
  CHECK(says(text, "Never drilled."));
  CHECK(says(text, "approver: operations"));
}

TEST_CASE("three-failures: without the hold the first tenth may pass the cap") {
  const auto o = outcome_on_page("three-failures", {"mitigations.Irreversible action on the wrong account.30-minute hold=1"});
  CHECK(o.changed.assessment.settings.share == 0.01);
  CHECK(o.changed.subject.rollout[*o.changed.assessment.choice().largest_stage].name == "canary");
}

TEST_CASE("preview-ladder: ship to the preview, none of 2,000 misused leaves up to 148 victims there and 443 in the canary") {
  const auto o = outcome_on_page("preview-ladder");
  CHECK(o.changed.assessment.settings.share == 0.1);
  CHECK(high(mode(o, 1)) == Approx(147.4191835).epsilon(1e-8));  // 400000 * (1 - .025**(1/2000)) * .2
  CHECK(high(mode(o, 0)) == Approx(853.0893).epsilon(1e-6));     // scipy 1.10: 3e6 * beta.ppf(.975, 10, 2991) * .05
  const auto& stages = o.changed.assessment.choice().rollout;
  REQUIRE(stages.size() == 4);
  CHECK(stages[2].failure_modes[1].standing().bound.interval->high == Approx(442.2575504).epsilon(1e-8));
  CHECK(stages[2].decision.verdict == Verdict::hold);
  CHECK(says(page(o), "2,425 more trials"));  // the least n with 1.2e6 * (1 - .025**(1/n)) * .2 <= 200 is 4425
  CHECK(outcome_on_page("preview-ladder", {"rollout.preview.share=20%"}).changed.assessment.settings.share == 0.01);
}

TEST_CASE("guardrail-rewrite: 78% get through, so 2,340 and not 3,000, the bound before and after, $136 a harm avoided") {
  const auto o = outcome_of("guardrail-rewrite");
  CHECK(mode(o, 0).harmed.point.value() == Approx(3000).epsilon(1e-12));             // 2e6 * 250/5000 * .03
  CHECK(mode(o, 0).with_mitigation.value().point.value() == Approx(2340).epsilon(1e-12));  // times 195/250
  // scipy 1.10: 2e6 * beta.ppf(.975, 251, 4750) * .06
  CHECK(mode(o, 0).harmed.bound.interval.value().high == Approx(6769.069589).epsilon(1e-8));
  // scipy 1.10, alpha = .05/2: 2e6 * beta.ppf(.9875, 251, 4750) * .06 * beta.ppf(.9875, 196, 55)
  CHECK(high(mode(o, 0)) == Approx(5754.220834).epsilon(1e-8));
  CHECK(mode(o, 0).with_planned.value().bound.interval.value().high == Approx(5178.798751).epsilon(1e-8));  // times .9
  const auto& guardrails = mode(o, 0).mitigations.at(0);
  CHECK(guardrails.avoided.point.value() == Approx(660).epsilon(1e-12));
  // scipy 1.10: 2e6 * beta.ppf(.0125, 250, 4751) * .01 * (1 - beta.ppf(.9875, 196, 55)), and the other ends
  CHECK(guardrails.avoided.low.value() == Approx(141.9859298).epsilon(1e-8));
  CHECK(guardrails.avoided.high.value() == Approx(1959.284488).epsilon(1e-8));
  CHECK(guardrails.cost_per_harm_avoided.point.value() == Approx(90000.0 / 660).epsilon(1e-12));
  CHECK(guardrails.cost_per_harm_avoided.low.value() == Approx(45.93513629).epsilon(1e-8));
  CHECK(guardrails.cost_per_harm_avoided.high.value() == Approx(633.8656239).epsilon(1e-8));
  CHECK(o.changed.assessment.decision.verdict == Verdict::ship);
}

TEST_CASE("guardrail-rewrite: a mitigation that is only planned changes no verdict") {
  const auto o = outcome_of("guardrail-rewrite", 1, {"mitigations.invented answer acted upon.guardrails that rewrite the answer.status=planned"});
  CHECK_FALSE(mode(o, 0).with_mitigation.has_value());
  CHECK(high(mode(o, 0)) == Approx(6769.069589).epsilon(1e-8));
  CHECK(o.changed.assessment.decision.verdict == Verdict::hold);
}
