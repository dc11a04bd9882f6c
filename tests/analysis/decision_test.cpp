#include <catch2/catch.hpp>

#include "analysis/case_builder.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using namespace testing;

/// 1,000 people, a share between .01 and .03, at best .02: 10 to 30, about 20.
Case case_with_cap(std::optional<double> cap) {
  Case subject = case_of({exact_leaf("n", 1000), peaked_leaf("p", Shape::pert, .01, .02, .03)});
  subject.failure_modes[0].harm_cap = cap;
  return subject;
}

Decision decision_of(const Case& subject) { return assess_harm(subject, quick()).decision; }

TEST_CASE("a cap is passed, kept or undecided by the bound, and by the point") {
  const auto reading = [](double cap) { return assessed(case_with_cap(cap)).exceeds_cap; };
  CHECK(reading(40).bound == "no");
  CHECK(reading(40).point == "no");
  CHECK(reading(25).bound == "undecided");
  CHECK(reading(25).point == "no");
  CHECK(reading(15).bound == "undecided");
  CHECK(reading(15).point == "yes");
  CHECK(reading(5).bound == "yes");
  CHECK(reading(30).bound == "no");  // at the cap is within it
  CHECK(reading(40).independent == 0.0);
  CHECK(reading(5).independent == 1.0);
  const CapReading none = assessed(case_with_cap(std::nullopt)).exceeds_cap;
  CHECK_FALSE(none.point.has_value());
  CHECK_FALSE(none.bound.has_value());
  CHECK_FALSE(none.why.empty());
}

TEST_CASE("ship when every bound keeps its cap") {
  CHECK(decision_of(case_with_cap(30)).verdict == Verdict::ship);
  CHECK(decision_of(case_with_cap(30)).reasons.empty());
}

TEST_CASE("hold when only the bound passes the cap") {
  const Decision d = decision_of(case_with_cap(25));
  CHECK(d.verdict == Verdict::hold);
  CHECK_THAT(d.sentence, Catch::StartsWith("Hold: \"mode\" may harm up to 30 people"));
}

TEST_CASE("stop when the point passes the cap, or the bound's lower end does") {
  CHECK(decision_of(case_with_cap(15)).verdict == Verdict::stop);
  CHECK_THAT(decision_of(case_with_cap(15)).sentence, Catch::Contains("about 20"));
  Case no_point = case_of({exact_leaf("n", 1000), between_leaf("p", Shape::range, .01, .03)});
  no_point.failure_modes[0].harm_cap = 5;
  CHECK(decision_of(no_point).verdict == Verdict::stop);
  CHECK_THAT(decision_of(no_point).sentence, Catch::Contains("at least 10"));
}

TEST_CASE("a failed gate stops whatever the numbers, an undecided one holds") {
  Case subject = case_with_cap(30);
  subject.gates.push_back({"legal", "", "", "", GateVerdict::pass, {}});
  CHECK(decision_of(subject).verdict == Verdict::ship);
  subject.gates.push_back({"ethics", "", "", "", GateVerdict::unknown, {}});
  CHECK(decision_of(subject).verdict == Verdict::hold);
  subject.gates.push_back({"safety", "", "", "", GateVerdict::fail, {}});
  CHECK(decision_of(subject).verdict == Verdict::stop);
  CHECK(decision_of(subject).sentence == "Stop: the gate \"safety\" failed.");
}

TEST_CASE("a missing cap or a missing bound holds, and says which") {
  CHECK(decision_of(case_with_cap(std::nullopt)).verdict == Verdict::hold);
  Case two = case_of_two({exact_leaf("n", 1000), counted_leaf("p", 0, 100), counted_leaf("q", 0, 100)});
  two.failure_modes[0].harm_cap = 1000;
  const Decision d = decision_of(two);
  CHECK(d.verdict == Verdict::hold);
  CHECK(d.sentence == "Hold: no harm_cap is stated for \"second\".");
  Case unbounded = case_of({unknown_leaf("n", UnitKind::amount), counted_leaf("p", 0, 100)});
  unbounded.failure_modes[0].harm_cap = 10;
  CHECK(decision_of(unbounded).verdict == Verdict::hold);
  CHECK_THAT(decision_of(unbounded).sentence, Catch::Contains("has no bound"));
}

std::vector<std::size_t> ranking(const Case& subject) { return ranked(subject, assess_harm(subject, quick())); }

TEST_CASE("irreversible harm is read first, then the larger") {
  Case subject;
  subject.leaves = {exact_leaf("n", 1000), exact_leaf("p", .1, UnitKind::share), exact_leaf("q", .2, UnitKind::share)};
  const auto add = [&](const char* name, std::size_t leaf, Reversible reversible) {
    subject.failure_modes.push_back(mode_of(name, {{0, Given::previous}, {leaf, Given::previous}}));
    subject.failure_modes.back().reversible = reversible;
  };
  add("large, can be undone", 2, Reversible::yes);
  add("small, partly", 1, Reversible::partly);
  add("small, cannot", 1, Reversible::no);
  add("large, cannot", 2, Reversible::no);
  add("unstated", 2, Reversible::unstated);
  CHECK(ranking(subject) == std::vector<std::size_t>{3, 2, 1, 4, 0});
}

TEST_CASE("with a price for every harm the ranking is by money, otherwise by people") {
  Case subject = case_of_two({exact_leaf("n", 1000), exact_leaf("p", .1, UnitKind::share), exact_leaf("q", .2, UnitKind::share),
                              exact_leaf("dear", 100), exact_leaf("cheap", 1)});
  CHECK(ranking(subject) == std::vector<std::size_t>{1, 0});
  subject.failure_modes[0].cost_leaf = 3;
  CHECK(ranking(subject) == std::vector<std::size_t>{1, 0});  // the other has no price
  subject.failure_modes[1].cost_leaf = 4;
  CHECK(ranking(subject) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a harm without a bound comes first of all") {
  Case subject = case_of_two({exact_leaf("n", 1000), counted_leaf("p", 1, 100), sample_leaf("loss", {1, 2}, UnitKind::factor)});
  subject.failure_modes[0].reversible = Reversible::no;
  CHECK(ranking(subject) == std::vector<std::size_t>{1, 0});
}

TEST_CASE("a case without a failure mode is refused") { CHECK_THROWS_AS(assess_harm(Case{}, quick()), Refusal); }

}  // namespace
}  // namespace premortem
