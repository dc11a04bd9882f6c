// Rollout stages, options, gates and expiry: what the decision is made of.
#include <catch2/catch.hpp>

#include "analysis/case_builder.hpp"
#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using namespace testing;

/// About 150 of 1,000, at most 200; the cap as given.
Case capped_case(double cap) {
  Case subject = case_of({exact_leaf("n", 1000), peaked_leaf("p", Shape::pert, .1, .15, .2)});
  subject.failure_modes[0].harm_cap = cap;
  return subject;
}

Case with_stages(Case subject, const std::vector<double>& shares) {
  for (const double share : shares) subject.rollout.push_back({"s" + std::to_string(subject.rollout.size()), share, {}, "", {"rollout.csv", 2, 0}});
  return subject;
}

Case with_gate(Case subject, GateVerdict verdict) {
  subject.gates.push_back({"law", "legal", "", "", verdict, {"gates.csv", 2, 0}});
  return subject;
}

TEST_CASE("the largest stage is the last up to which every limit holds, and the page is at its share") {
  const Case subject = with_stages(capped_case(30), {.01, .1, .2, 1});
  const auto a = assess_harm(subject, quick());
  CHECK(a.choice().largest_stage == std::size_t{1});  // 20 of 30 at 10%, 40 at 20%
  CHECK(a.decision.verdict == Verdict::ship);
  CHECK(a.decision.sentence == "Ship to 10% (s1): every limit stays within its cap and no gate is open. Stay there: at 20% (s2), \"mode\" may harm up to 40 people, over the cap of 30.");
  CHECK(at_recommended_stage(subject, quick()).share == .1);
  CHECK(a.settings.share == 1);
  CHECK(a.failure_modes[0].harmed.bound.interval->high == Approx(200).epsilon(1e-12));
}

TEST_CASE("where every stage holds the last is reached, and where none does the answer is that of the first") {
  CHECK(assess_harm(with_stages(capped_case(250), {.1, 1}), quick()).choice().largest_stage == std::size_t{1});
  const auto none = assess_harm(with_stages(capped_case(1), {.01, 1}), quick());
  CHECK_FALSE(none.choice().largest_stage.has_value());
  CHECK(none.decision.sentence == "Stop, even at 1% (s0): \"mode\" is expected to harm about 1.5 people, over the cap of 1.");
  CHECK(at_recommended_stage(with_stages(capped_case(1), {.01, 1}), quick()).share == .01);
}

TEST_CASE("an open gate holds at any stage and leaves the stage as the limits have it, a failed one stops") {
  const auto open = assess_harm(with_gate(with_stages(capped_case(30), {.01, .1, .2}), GateVerdict::unknown), quick());
  CHECK(open.decision.sentence == "Hold: the gate \"law\" is not decided. The limits alone would hold up to 10% (s1).");
  const auto failed = assess_harm(with_gate(capped_case(1000), GateVerdict::fail), quick());
  CHECK(failed.decision.verdict == Verdict::stop);
  CHECK(failed.decision.sentence == "Stop: the gate \"law\" failed.");
}

TEST_CASE("gates without a failure mode are a case, nothing at all is not") {
  Case subject;
  CHECK_THROWS_AS(assess_harm(subject, quick()), Refusal);
  CHECK(assess_harm(with_gate(subject, GateVerdict::fail), quick()).decision.verdict == Verdict::stop);
  CHECK(assess_harm(with_gate(subject, GateVerdict::pass), quick()).decision.sentence == "Hold: no failure mode is listed, so nothing is bounded.");
}

/// Two options with p of 9 and of 1 in 1,000 and a mode that both share.
Case two_options(double cap) {
  Case subject;
  subject.leaves = {exact_leaf("n", 10000), counted_leaf("p of A", 9, 1000), counted_leaf("p of B", 1, 1000), counted_leaf("q", 0, 500)};
  subject.failure_modes = {mode_of("own", {{0, Given::previous}, {1, Given::previous}}), mode_of("own", {{0, Given::previous}, {2, Given::previous}}),
                           mode_of("shared", {{0, Given::previous}, {3, Given::previous}})};
  subject.failure_modes[0].option = "A", subject.failure_modes[1].option = "B";
  subject.failure_modes[0].harm_cap = subject.failure_modes[1].harm_cap = cap;
  subject.failure_modes[2].harm_cap = 1000;
  subject.options = {{"A", {{"F1", .9}}, {}, "", {}}, {"B", {{"F1", .8}}, {}, "", {}}};
  return subject;
}

TEST_CASE("each option has its own modes and those of all, and any of them counts within one option") {
  const auto a = assess_harm(two_options(100), quick());
  REQUIRE(a.alternatives.size() == 2);
  CHECK(a.alternatives[0].modes == std::vector<std::size_t>{0, 2});
  CHECK(a.alternatives[1].modes == std::vector<std::size_t>{1, 2});
  CHECK(a.alternatives[1].any.bound.interval->high < a.alternatives[0].any.bound.interval->high);
  CHECK(ranked(two_options(100), a).size() == 2);
}

TEST_CASE("the option that may ship is recommended, and the sentence says what speaks against the other") {
  const auto a = assess_harm(two_options(100), quick());  // A: at most 170; B: at most 56
  CHECK(a.chosen == 1);
  CHECK_THAT(a.decision.sentence, Catch::StartsWith("Ship \"B\": every limit") && Catch::Contains("Not \"A\": \"own\" may harm up to"));
}

TEST_CASE("of two that may ship the one with less harm is recommended, and a rejected one never while another is left") {
  CHECK(assess_harm(two_options(1000), quick()).chosen == 1);
  Case subject = two_options(1000);
  subject.options[1].rejected_because = "too slow";
  const auto a = assess_harm(subject, quick());
  CHECK(a.chosen == 0);
  CHECK_THAT(a.decision.sentence, Catch::Contains("\"B\" is rejected: too slow."));
}

TEST_CASE("an estimate that has expired by the date taken as today holds, and only then") {
  Case subject = capped_case(1000);
  subject.leaves[1].expires = "2026-06-30";
  HarmSettings settings = quick();
  CHECK(assess_harm(subject, settings).decision.verdict == Verdict::ship);
  settings.as_of = "2026-06-30";
  CHECK(assess_harm(subject, settings).decision.verdict == Verdict::ship);
  settings.as_of = "2026-07-01";
  const auto a = assess_harm(subject, settings);
  CHECK(a.decision.verdict == Verdict::hold);
  CHECK_THAT(a.decision.sentence, Catch::Contains("\"p\"") && Catch::Contains("expired on 2026-06-30"));
}

TEST_CASE("the bound of a stage is the bound at that share of the population, and a larger cap never ships to less") {
  CHECK(holds_for_all([] {
    const double share = *rc::gen::inRange(1, 1000) / 1000.0, cap = *rc::gen::inRange(1, 300);
    HarmSettings few;
    few.simulation.samples = 1;
    const auto stage_reached = [&](double c) {
      const auto a = assess_harm(with_stages(capped_case(c), {share, 1}), few);
      return a.choice().largest_stage ? static_cast<int>(*a.choice().largest_stage) : -1;
    };
    HarmSettings scaled = few;
    scaled.scale = share;
    const auto a = assess_harm(with_stages(capped_case(cap), {share, 1}), few);
    RC_ASSERT(a.choice().rollout[0].failure_modes[0].harmed.bound.interval == assess_harm(capped_case(cap), scaled).failure_modes[0].harmed.bound.interval);
    RC_ASSERT(stage_reached(cap) <= stage_reached(cap + 50));
  }));
}

}  // namespace
}  // namespace premortem
