#include "premortem/input/hypothesis_hash.hpp"

#include <catch2/catch.hpp>

using namespace premortem;

namespace {

Hypothesis hypothesis(const std::string& id) {
  Hypothesis h;
  h.id = id, h.written = "2026-06-29", h.text = "helpful answers hold", h.metric = "helpful share", h.due = "2026-09-30";
  h.direction = HypothesisDirection::at_least, h.threshold = 0.97, h.probability = 0.9;
  return h;
}

std::string findings(const FrozenRecord& record) {
  Diagnostics diagnostics;
  check_hashes(record, diagnostics);
  std::string text;
  for (const auto& d : diagnostics.errors()) text += to_string(d) + "\n";
  return text;
}

}  // namespace

// printf 'premortem hypothesis 1\nid=h1\nwritten=2026-06-29\nhypothesis=helpful answers hold\nmetric=helpful share\n
//         direction=at_least\nthreshold=0.97\ndue=2026-09-30\nprobability=0.9\n' | sha256sum, in one line
TEST_CASE("the hash of a hypothesis is what sha256sum says of its text") {
  CHECK(hypothesis_hash(hypothesis("h1")) == "a93baf216a65a78ccf79f755d5317a16b13670896c1f17bcfc42b080e7b8f2c2");
}

// printf '' | sha256sum
TEST_CASE("the hash of none is that of no bytes") { CHECK(combined_hash({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"); }

TEST_CASE("the hash of all depends on each of them and not on their order") {
  auto record = frozen_record(std::vector{hypothesis("a"), hypothesis("b"), hypothesis("c")}, std::nullopt);
  CHECK(record.sha256 == frozen_record(std::vector{hypothesis("c"), hypothesis("a"), hypothesis("b")}, std::nullopt).sha256);
  CHECK(record.sha256 != frozen_record(std::vector{hypothesis("a"), hypothesis("b")}, std::nullopt).sha256);
  CHECK(findings(record) == "");
}

TEST_CASE("a record that was edited is found out: a cell, a hash, one less") {
  const auto whole = frozen_record(std::vector{hypothesis("a"), hypothesis("b")}, std::nullopt);
  auto edited = whole;
  edited.hypotheses[1].cells.threshold = 0.95;
  edited.hypotheses[1].cells.place = {"q3.json", 12, 0};
  CHECK_THAT(findings(edited), Catch::StartsWith("q3.json:12: error[frozen]: the cells of the hypothesis \"b\" have the hash "));
  edited.hypotheses[1].sha256 = hypothesis_hash(edited.hypotheses[1].cells);
  edited.file = "q3.json";
  CHECK_THAT(findings(edited), Catch::StartsWith("q3.json: error[frozen]: its hypotheses have together the hash "));
  edited = whole;
  edited.hypotheses.pop_back();
  CHECK(findings(edited) != "");
}

TEST_CASE("what came too late is left out of a record and named with its reason") {
  auto known = hypothesis("known"), due = hypothesis("due");
  known.held = true, due.due = "2026-06-30";
  const auto record = frozen_record(std::vector{known, hypothesis("open"), due}, "2026-07-01");
  REQUIRE(record.hypotheses.size() == 1);
  CHECK(record.hypotheses[0].cells.id == "open");
  REQUIRE(record.not_frozen.size() == 2);
  CHECK(record.not_frozen[0].why == "its outcome is known");
  CHECK(record.not_frozen[1].why == "it was due on 2026-06-30, before 2026-07-01");
  CHECK(record.as_of == "2026-07-01");
}
