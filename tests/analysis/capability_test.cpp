#include <catch2/catch.hpp>

#include <algorithm>

#include "analysis/tradeoff_case.hpp"
#include "premortem/analysis/capability.hpp"
#include "premortem/analysis/selftest.hpp"

namespace premortem {
namespace {

using namespace testing;

const Capability& part(const std::vector<Capability>& list, const std::string& name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& c) { return c.part == name; });
  REQUIRE(found != list.end());
  return *found;
}

TEST_CASE("what can be computed needs no reason, what cannot has one") {
  Case subject = case_of({unknown_leaf("n", UnitKind::amount), counted_leaf("p", 1, 100)});
  for (const auto& c : capabilities(subject)) {
    INFO(c.part);
    CHECK(c.possible == c.why.empty());
  }
  CHECK_FALSE(part(capabilities(subject), "at most of \"mode\"").possible);
  subject.leaves[0] = exact_leaf("n", 1000);
  CHECK(part(capabilities(subject), "at most of \"mode\"").possible);
  CHECK(part(capabilities(subject), "likely range of \"mode\"").possible);
  CHECK(part(capabilities(subject), "about of \"mode\"").possible);
  CHECK_FALSE(part(capabilities(subject), "cost of \"mode\"").possible);
  CHECK_FALSE(part(capabilities(subject), "cap of \"mode\"").possible);
}

TEST_CASE("a case without failure modes can do nothing and says what to add") {
  for (const auto& c : capabilities(Case{})) {
    CHECK_FALSE(c.possible);
    CHECK_THAT(c.why, Catch::Contains(c.verb == "trigger" ? "monitors.csv" : c.verb == "journal" ? "hypotheses.csv" : c.verb == "evaluate" ? "quantities.csv" : c.verb == "tradeoff" ? "predictions.csv" : c.verb == "latency" ? "latency.csv" : c.verb == "calendar" ? "history.csv" : c.verb == "diagnose" && c.part == "the experiment" ? "predictions.csv" : c.verb == "diagnose" ? "reference.csv" : "harms.csv"));
  }
}

TEST_CASE("of a trade-off each part is possible, or says what to add") {
  auto subject = tradeoff_case(rows_of({{0.9, 9, 1}, {0.2, 1, 20}}), {{"cost_per_false_positive", 1}, {"cost_per_false_negative", 9}});
  CHECK(part(capabilities(subject), "operating points and their limits").possible);
  CHECK(part(capabilities(subject), "recommended threshold").possible);
  CHECK(part(capabilities(subject), "cost a year").why == "no volume_per_day is stated; add it to assumptions.csv");
  CHECK(part(capabilities(subject), "certified threshold").why == "neither min_recall nor min_precision is stated");
  CHECK_FALSE(part(capabilities(subject), "review queue").possible);
  CHECK(part(capabilities(subject), "the option to take").why == "there is no options.csv");
  CHECK_FALSE(part(capabilities(subject), "now or later").possible);
  CHECK(part(capabilities(subject), "learning curve").why == "no learning.csv (examples, error)");
  subject.leaves.push_back(exact_leaf("volume_per_day", 100));
  CHECK(part(capabilities(subject), "cost a year").possible);
  subject.leaves.erase(subject.leaves.begin() + 1);
  CHECK_THAT(part(capabilities(subject), "cost a year").why, Catch::StartsWith("what a miss costs is not stated"));
  for (const auto& c : capabilities(subject)) CHECK(c.possible == c.why.empty());
}

TEST_CASE("of options alone the choice is possible, and what takes rows is not") {
  auto subject = tradeoff_case({}, {{"budget_per_year", 10}});
  subject.options = {option_of("a", {{"recall", 0.9}}, 5), option_of("b", {{"recall", 0.95}}, 50)};
  CHECK(part(capabilities(subject), "the option to take").possible);
  CHECK(part(capabilities(subject), "operating points and their limits").why == "there is no predictions.csv (columns score, label)");
}

TEST_CASE("a trade-off that is refused is one row with the reason") {
  const auto list = capabilities(tradeoff_case(rows_of({{0.9, 9, 1}}), {{"min_recall", 0}}));
  const auto found = std::find_if(list.begin(), list.end(), [](const auto& c) { return c.verb == "tradeoff"; });
  REQUIRE(found != list.end());
  CHECK(found->part == "everything");
  CHECK_THAT(found->why, Catch::StartsWith("min_recall"));
}

TEST_CASE("the self-test passes on this machine, with the same numbers for any number of threads") {
  const auto one = run_selftest(1), three = run_selftest(3);
  REQUIRE(one.size() == three.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    INFO(one[i].name);
    CHECK(one[i].passed);
    CHECK(one[i].computed == three[i].computed);
  }
}

}  // namespace
}  // namespace premortem
