#include <catch2/catch.hpp>

#include "premortem/quantity/readings.hpp"
#include "quantity/leaf_builder.hpp"

namespace premortem {
namespace {

using namespace testing;

/// The sentence of a bound of 12 users on all the leaves, with 95% confidence.
std::string sentence(const std::vector<Leaf>& leaves, double confidence = 0.95) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < leaves.size(); ++i) all.push_back(i);
  BoundReading bound;
  bound.interval = Interval{0, 12};
  bound.grounds = grounds_of(leaves, all);
  return bound_sentence(bound, "12 users", leaves, confidence);
}

const std::string file = "harms.csv";
Leaf users() { return at(exact_leaf("users", 1e6), file, 2); }
Leaf counted(long line) { return at(counted_leaf("counted" + std::to_string(line), 1, 100), file, line); }
Leaf limited(long line) { return at(between_leaf("limited" + std::to_string(line), Shape::range, .1, .2), file, line); }
Leaf guessed(long line) { return at(point_leaf("guessed" + std::to_string(line), .1), file, line); }
Leaf believed(long line) { return at(between_leaf("believed" + std::to_string(line), Shape::lognormal, .1, .2), file, line); }

TEST_CASE("data alone give a confidence without conditions") {
  CHECK(sentence({users(), counted(3)}) == "on average at most 12 users, with 95% confidence");
  CHECK(sentence({users(), counted(3)}, 0.9) == "on average at most 12 users, with 90% confidence");
  CHECK(sentence({users(), counted(3)}, 0.995) == "on average at most 12 users, with 99.5% confidence");
}

TEST_CASE("limits beside data are the condition of the confidence") {
  CHECK(sentence({users(), counted(3), limited(4)}) ==
        "on average at most 12 users, with 95% confidence, provided the limits in row harms.csv:4 hold");
  CHECK(sentence({users(), limited(5), counted(3), limited(4)}) ==
        "on average at most 12 users, with 95% confidence, provided the limits in rows harms.csv:4 and 5 hold");
}

TEST_CASE("guesses beside data are named, and are not taken as exact") {
  CHECK(sentence({users(), counted(3), guessed(4)}) ==
        "on average at most 12 users, with 95% confidence, provided the guess in row harms.csv:4 holds");
  CHECK(sentence({users(), counted(3), limited(4), guessed(5)}) ==
        "on average at most 12 users, with 95% confidence, provided the limits in row harms.csv:4 hold and the guess in "
        "row harms.csv:5 holds");
}

TEST_CASE("a measured share without the size of its sample is a condition too") {
  CHECK(sentence({users(), counted(3), at(exact_leaf("shipped", .3, UnitKind::share), file, 4)}) ==
        "on average at most 12 users, with 95% confidence, provided the single value in row harms.csv:4 holds");
  CHECK(sentence({users(), guessed(3), at(exact_leaf("a", .3, UnitKind::share), file, 4), at(exact_leaf("b", .3, UnitKind::factor), file, 5)}) ==
        "on average at most 12 users if the guess in row harms.csv:3 holds and the single values in rows harms.csv:4 and 5 hold");
}

TEST_CASE("limits and guesses alone name no confidence") {
  CHECK(sentence({users(), limited(3)}) == "on average at most 12 users if the limits in row harms.csv:3 hold");
  CHECK(sentence({users(), guessed(3), guessed(4), guessed(6)}) ==
        "on average at most 12 users if the guesses in rows harms.csv:3, 4 and 6 hold");
  CHECK(sentence({at(unknown_leaf("x"), file, 3)}) == "on average at most 12 users if the limits in row harms.csv:3 hold");
}

TEST_CASE("a belief takes the confidence away, also beside data") {
  CHECK(sentence({users(), believed(3)}) == "on average at most 12 users if the experts' ranges in row harms.csv:3 are right");
  CHECK(sentence({users(), counted(3), believed(4), limited(5)}) ==
        "on average at most 12 users if the experts' ranges in rows harms.csv:4 and 5 are right");
  CHECK(sentence({users(), believed(3), guessed(4)}) ==
        "on average at most 12 users if the experts' ranges in row harms.csv:3 are right and the guess in row harms.csv:4 holds");
  Leaf imagined = counted(3);
  imagined.evidence = Evidence::expert;
  CHECK(sentence({users(), imagined}) == "on average at most 12 users if the experts' ranges in row harms.csv:3 are right");
}

TEST_CASE("exact inputs alone are said to be taken as exact") {
  CHECK(sentence({users()}) == "on average 12 users, all inputs taken as exact");
}

TEST_CASE("the mean of a sample stands on the hard limits that are stated for it") {
  Leaf amounts = at(sample_leaf("loss", {1, 2}, UnitKind::factor), file, 3);
  amounts.low = 0, amounts.high = 10;
  CHECK(sentence({users(), amounts}) ==
        "on average at most 12 users, with 95% confidence, provided the limits in row harms.csv:3 hold");
  CHECK(sentence({users(), at(sample_leaf("share", {.1, .2}), file, 3)}) == "on average at most 12 users, with 95% confidence");
}

TEST_CASE("without a sampled leaf no sentence names a percentage") {
  for (const auto& leaves : {std::vector<Leaf>{users()}, {guessed(3)}, {limited(3)}, {believed(3)}, {guessed(3), limited(4), believed(5)}})
    CHECK(sentence(leaves).find('%') == std::string::npos);
}

TEST_CASE("no interval, no sentence") {
  BoundReading bound;
  bound.why = "because";
  CHECK(bound_sentence(bound, "12 users", {}, 0.95).empty());
}

TEST_CASE("the basis is the weakest of what is used") {
  const auto basis = [](const std::vector<Leaf>& leaves) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < leaves.size(); ++i) all.push_back(i);
    return grounds_of(leaves, all).basis;
  };
  CHECK(basis({counted(3), limited(4)}) == BoundBasis::sampled);
  CHECK(basis({limited(4), guessed(5)}) == BoundBasis::limits);
  CHECK(basis({counted(3), believed(4)}) == BoundBasis::belief);
}

TEST_CASE("the sampled leaves of a statement share its error, a belief keeps it") {
  const std::vector<Leaf> leaves{users(), counted(3), counted(4), limited(5), believed(6)};
  const std::vector<std::size_t> used{0, 1, 2, 3, 4};
  const BoundGrounds g = grounds_of(leaves, used);
  CHECK(g.sampled == 2);
  CHECK(alpha_of_each(g, 0.95) == (1 - 0.95) / 2);
  CHECK(alpha_of(leaves[1], g, 0.95) == (1 - 0.95) / 2);
  CHECK(alpha_of(leaves[4], g, 0.95) == 1 - 0.95);
  CHECK(alpha_of_each(grounds_of(leaves, std::vector<std::size_t>{3}), 0.95) == 1 - 0.95);
}

TEST_CASE("rows are grouped by file, lines ascending and each once, files as they come") {
  const auto list = [](std::vector<Place> places) { return row_list(places); };
  CHECK(list({{"a.csv", 4, 2}}) == "a.csv:4");
  CHECK(list({{"a.csv", 10, 0}, {"a.csv", 9, 0}, {"a.csv", 10, 3}}) == "a.csv:9 and 10");
  CHECK(list({{"b.csv", 3, 0}, {"a.csv", 2, 0}, {"b.csv", 5, 0}, {"b.csv", 4, 0}}) == "b.csv:3, 4 and 5 and a.csv:2");
  CHECK(list({{"--people", 0, 0}, {"--chain", 1, 0}, {"--chain", 2, 0}}) == "--people and --chain:1 and 2");
  CHECK(list({}) == "");
}

TEST_CASE("people and chain are named in the order in which they are given") {
  Leaf people = point_leaf("people", 1e7, UnitKind::amount);
  people.place = {"--people", 0, 0};
  CHECK(sentence({people, at(point_leaf("stage 1", .1), "--chain", 1), at(point_leaf("stage 2", .1), "--chain", 2)}) ==
        "on average at most 12 users if the guesses in rows --people and --chain:1 and 2 hold");
}

}  // namespace
}  // namespace premortem
