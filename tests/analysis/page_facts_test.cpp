#include <catch2/catch.hpp>

#include <algorithm>

#include "analysis/case_builder.hpp"
#include "premortem/analysis/page_facts.hpp"

namespace premortem {
namespace {

using namespace testing;

PageFacts facts_of(const Case& subject, const HarmSettings& settings = quick()) { return page_facts(subject, assess_harm(subject, settings)); }

bool says(const std::vector<std::string>& sentences, const std::string& words) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const auto& s) { return s.find(words) != std::string::npos; });
}

/// `count` modes over one population, each through a count of its own: 1, 2, 3, ... of 100.
Case case_of_many(int count) {
  Case subject;
  subject.leaves = {exact_leaf("n", 1000)};
  for (int i = 1; i <= count; ++i) {
    subject.leaves.push_back(counted_leaf("p" + std::to_string(i), i, 100));
    subject.leaves.back().evidence = Evidence::measured;
    subject.failure_modes.push_back(mode_of("mode " + std::to_string(i), {{0, Given::previous}, {static_cast<std::size_t>(i), Given::previous}}));
  }
  return subject;
}

TEST_CASE("the page shows the three to be read first and names the others") {
  const auto facts = facts_of(case_of_many(5));
  CHECK(facts.shown == std::vector<std::size_t>{4, 3, 2});
  CHECK(facts.not_shown == std::vector<std::size_t>{1, 0});
}

TEST_CASE("j statements at 95% hold together at least at 1 - 5j%") {
  CHECK(facts_of(case_of_many(1)).statements == 1);
  CHECK(facts_of(case_of_many(1)).joint_confidence == Approx(.95));
  CHECK(facts_of(case_of_many(5)).statements == 3);
  CHECK(facts_of(case_of_many(5)).joint_confidence == Approx(.85));
  HarmSettings loose = quick();
  loose.confidence = .6;
  CHECK(facts_of(case_of_many(3), loose).joint_confidence == 0);
}

TEST_CASE("limits that rest on no data are no statements of confidence") {
  CHECK(facts_of(case_of(room_leaves())).statements == 0);
  CHECK(facts_of(case_of(room_leaves())).joint_confidence == 1);
}

TEST_CASE("evidence is counted once an estimate, and only where it is used") {
  Case subject = case_of_two({exact_leaf("n", 1000), counted_leaf("data", 1, 100), point_leaf("unstated", .1), exact_leaf("unused", 5)});
  subject.leaves.push_back(point_leaf("price", 3, UnitKind::amount));
  subject.leaves.back().evidence = Evidence::benchmark;
  subject.failure_modes[0].cost_leaf = 4;
  const auto facts = facts_of(subject);
  CHECK(facts.measured == 2);  // the population, and the count though it says nothing of its evidence
  CHECK(facts.benchmark == 1);
  CHECK(facts.guess == 1);
  CHECK(facts.expert == 0);
}

TEST_CASE("only what data alone support may be promised") {
  const auto data = facts_of(case_of_many(1));
  REQUIRE(data.may_promise.size() == 1);
  CHECK_THAT(data.may_promise.front(), Catch::EndsWith("with 95% confidence (54.5 in 1,000 of \"stage 2\")"));
  CHECK(data.do_not_promise.empty());
  const auto guesses = facts_of(case_of(room_leaves()));
  CHECK(guesses.may_promise.empty());
  CHECK(says(guesses.do_not_promise, "rests on estimates"));
}

TEST_CASE("none seen is never promised as never") {
  const auto facts = facts_of(case_of({exact_leaf("n", 1000), counted_leaf("p", 0, 100)}));
  CHECK(says(facts.do_not_promise, "none seen is not none"));
  CHECK(facts.may_promise.size() == 1);
}

TEST_CASE("what nobody would notice, and what has no bound, cannot be seen") {
  Case subject = case_of({unknown_leaf("n", UnitKind::amount), counted_leaf("p", 1, 100)});
  CHECK(says(facts_of(subject).cannot_see, "nobody would notice"));
  CHECK(says(facts_of(subject).cannot_see, "no bound"));
  subject.failure_modes[0].monitor = "complaints";
  CHECK_FALSE(says(facts_of(subject).cannot_see, "nobody would notice"));
}

TEST_CASE("the cautions of the page are those that apply") {
  const auto data = facts_of(case_of_many(1));
  CHECK(says(data.cautions, "long-run average"));
  CHECK(says(data.cautions, "must resemble live traffic"));
  CHECK(says(data.cautions, "not listed"));
  CHECK_FALSE(says(data.cautions, "Limits hold only if"));
  const auto guesses = facts_of(case_of(room_leaves()));
  CHECK(says(guesses.cautions, "Limits hold only if what is guessed in harms.csv:2, 3, 4 and 5 holds"));
  CHECK_FALSE(says(guesses.cautions, "must resemble live traffic"));
}

TEST_CASE("the answer hangs most on the estimate with the widest swing") {
  const auto facts = facts_of(case_of(room_leaves()));
  REQUIRE(facts.hangs_on.size() == 3);
  CHECK(facts.hangs_on[0].leaf == 3);  // "hurt", page.md
  CHECK(facts.hangs_on[0].weight == Approx(175));
}

TEST_CASE("estimates compare in money only where every harm has a price") {
  Case subject = case_of_two({exact_leaf("n", 1000), counted_leaf("p", 1, 100), counted_leaf("q", 10, 100), exact_leaf("dear", 1000),
                              between_leaf("cheap", Shape::range, 1, 2, UnitKind::amount)});
  subject.failure_modes[0].cost_leaf = 3;
  subject.failure_modes[1].cost_leaf = 4;  // a price without a best value
  CHECK(facts_of(subject).hangs_on.front().leaf == 2);
  subject.leaves[4].best = 1;
  CHECK(facts_of(subject).hangs_on.front().leaf == 1);
}

TEST_CASE("files that are there but unread, and files that are missing, are named") {
  Case subject = case_of_many(1);
  subject.unread = {"mitigations.csv"};
  CHECK(says(facts_of(subject).missing, "mitigations.csv"));
  CHECK(says(facts_of(subject).missing, "failure_modes.csv"));
  subject.inputs.push_back({"failure_modes.csv", "", 1, 1, 0});
  CHECK_FALSE(says(facts_of(subject).missing, "failure_modes.csv"));
}

}  // namespace
}  // namespace premortem
