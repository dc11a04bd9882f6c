#include <catch2/catch.hpp>

#include "analysis/case_builder.hpp"
#include "premortem/analysis/round_assessment.hpp"

namespace premortem {
namespace {

using namespace testing;

Round round_of(const Case& subject) { return assess_round(subject, assess_harm(subject, quick())); }

/// Modes of 1,000 people and one share each, named by their order.
Case shares(const std::vector<Leaf>& leaves) {
  Case subject;
  subject.leaves = {point_leaf("people", 1000, UnitKind::amount)};
  for (const auto& leaf : leaves) {
    subject.failure_modes.push_back(mode_of(leaf.name, {{0, Given::previous}, {subject.leaves.size(), Given::previous}}));
    subject.leaves.push_back(leaf);
  }
  return subject;
}

std::vector<std::size_t> order(const Round& round) {
  std::vector<std::size_t> modes;
  for (const auto& r : round.risks) modes.push_back(r.mode);
  return modes;
}

TEST_CASE("the room of the first page: 50, 800, 8,000, anywhere from 0 to 20,000, and hurt is asked first") {
  const Case subject = case_of(room_leaves());
  const Round round = round_of(subject);
  CHECK(round.risks[0].about.value() == Approx(50).epsilon(1e-12));
  CHECK(round.risks[0].at_most.value() == Approx(800).epsilon(1e-12));
  CHECK(round.risks[0].at_scale_10.value() == Approx(8000).epsilon(1e-12));
  CHECK(round.of_everyone.value().low == 0);
  CHECK(round.of_everyone->high == Approx(20000).epsilon(1e-12));  // 1e7 times the least upper limit, 0.2%
  CHECK(subject.leaves[round.ask_first.value().swing.leaf].label == "hurt");
  CHECK(round.measured == 0);
}

TEST_CASE("what cannot be undone comes first, then what is about to harm more, what nobody can size follows, by its limit") {
  Case subject = shares({point_leaf("small", .1), point_leaf("large", .3), unknown_leaf("unknown"), point_leaf("undone", .9), point_leaf("lasting", .01)});
  subject.failure_modes[3].reversible = Reversible::yes;
  subject.failure_modes[4].reversible = Reversible::no;
  CHECK(order(round_of(subject)) == std::vector<std::size_t>{4, 1, 0, 2, 3});
}

TEST_CASE("where every risk has a cost, cost decides within the same undo") {
  Case subject = shares({point_leaf("many, cheap", .5), point_leaf("few, dear", .1)});
  for (std::size_t i = 0; i < 2; ++i) {
    subject.failure_modes[i].cost_leaf = subject.leaves.size();
    subject.leaves.push_back(exact_leaf("price" + std::to_string(i), i == 0 ? 1 : 100));
  }
  CHECK(order(round_of(subject)) == std::vector<std::size_t>{1, 0});
  subject.failure_modes[0].cost_leaf.reset();
  CHECK(order(round_of(subject)) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("votes break ties, and a risk the room fears most is named where the numbers put another first") {
  Case subject = shares({point_leaf("a", .1), point_leaf("b", .1), point_leaf("c", .05)});
  subject.failure_modes[1].votes = 2;
  CHECK(order(round_of(subject)) == std::vector<std::size_t>{1, 0, 2});
  CHECK_FALSE(round_of(subject).voted_first.has_value());
  subject.failure_modes[2].votes = 5;
  CHECK(round_of(subject).voted_first == std::size_t{2});
}

TEST_CASE("what is missing is named by the numbers the table shows") {
  Case subject = shares({point_leaf("a", .1), point_leaf("b", .2)});
  subject.failure_modes[0].monitor = "audit";
  subject.failure_modes[0].owner = subject.failure_modes[1].owner = "team";
  CHECK(round_of(subject).missing == std::vector<std::string>{"a way to notice 1", "when to roll back 1, 2"});
}

TEST_CASE("one share or none is read no other way, and a single value asks for nothing") {
  const Round round = round_of(shares({point_leaf("a", .1)}));
  CHECK_FALSE(round.of_everyone.has_value());
  CHECK_FALSE(round.ask_first.has_value());
}

TEST_CASE("at ten times the people a data bound is ten times as large, from the same error") {
  Case subject = case_of({exact_leaf("n", 1000), counted_leaf("p", 0, 100), counted_leaf("q", 3, 50)});
  const Round round = round_of(subject);
  CHECK(round.risks[0].at_scale_10.value() == Approx(10 * round.risks[0].at_most.value()).epsilon(1e-12));
  CHECK(round.measured == 3);
}

}  // namespace
}  // namespace premortem
