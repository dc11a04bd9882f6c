#include <catch2/catch.hpp>

#include <algorithm>

#include "analysis/case_builder.hpp"
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
    CHECK_THAT(c.why, Catch::Contains(c.verb == "trigger" ? "monitors.csv" : c.verb == "journal" ? "hypotheses.csv" : "harms.csv"));
  }
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
