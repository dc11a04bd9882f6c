#include "premortem/models/frozen_hypotheses.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace premortem;

namespace {

Hypothesis hypothesis(const std::string& id) {
  Hypothesis h;
  h.id = id, h.written = "2026-06-29", h.text = "answers hold", h.metric = "helpful share", h.due = "2026-09-30";
  h.direction = HypothesisDirection::at_least, h.threshold = 0.97, h.probability = 0.9;
  return h;
}

FrozenRecord record_of(const std::vector<Hypothesis>& hypotheses) {
  FrozenRecord r;
  for (const auto& h : hypotheses) r.hypotheses.push_back({h, ""});
  return r;
}

}  // namespace

TEST_CASE("the frozen text is a line a cell, and holds neither outcome nor date of the check") {
  auto h = hypothesis("h1");
  const std::string text =
      "premortem hypothesis 1\nid=h1\nwritten=2026-06-29\nhypothesis=answers hold\nmetric=helpful share\n"
      "direction=at_least\nthreshold=0.97\ndue=2026-09-30\nprobability=0.9\n";
  CHECK(frozen_text(h) == text);
  h.held = false, h.measured = 0.9, h.checked = "2026-10-01", h.place = {"x.csv", 7, 1};
  CHECK(frozen_text(h) == text);
}

TEST_CASE("no cell can be written so that it passes for two") {
  auto a = hypothesis("h1"), b = a;
  a.text = "x\nmetric=y", a.metric = "z";
  b.text = "x", b.metric = "y\nmetric=z";
  CHECK(frozen_text(a) != frozen_text(b));
  a = b = hypothesis("h1");
  a.text = "x\\n", b.text = "x\n";
  CHECK(frozen_text(a) != frozen_text(b));
  a.text = "x\r", b.text = "x\\r";
  CHECK(frozen_text(a) != frozen_text(b));
}

TEST_CASE("a number is frozen with every digit, and zero has one sign") {
  auto a = hypothesis("h1"), b = a;
  b.threshold = std::nextafter(0.97, 1);
  CHECK(frozen_text(a) != frozen_text(b));
  a.threshold = 0.0, b.threshold = -0.0;
  CHECK(frozen_text(a) == frozen_text(b));
}

TEST_CASE("the threshold itself is on either side, and the next number is not") {
  CHECK(is_on_side(0.97, HypothesisDirection::at_least, 0.97));
  CHECK(is_on_side(0.97, HypothesisDirection::at_most, 0.97));
  CHECK_FALSE(is_on_side(std::nextafter(0.97, 0), HypothesisDirection::at_least, 0.97));
  CHECK_FALSE(is_on_side(std::nextafter(0.97, 1), HypothesisDirection::at_most, 0.97));
}

TEST_CASE("each frozen cell that changes is named with what it was and is, and the others are not") {
  const auto was = hypothesis("h1");
  const std::vector<std::pair<const char*, void (*)(Hypothesis&)>> edits{
      {"written", [](Hypothesis& h) { h.written = "2026-06-30"; }},    {"hypothesis", [](Hypothesis& h) { h.text += "."; }},
      {"metric", [](Hypothesis& h) { h.metric = "share"; }},           {"direction", [](Hypothesis& h) { h.direction = HypothesisDirection::at_most; }},
      {"threshold", [](Hypothesis& h) { h.threshold = 0.96; }},        {"due", [](Hypothesis& h) { h.due = "2026-10-30"; }},
      {"probability", [](Hypothesis& h) { h.probability = 0.8; }}};
  for (const auto& [column, edit] : edits) {
    INFO(column);
    auto is = was;
    edit(is);
    const auto c = compare_with_frozen(std::vector{is}, record_of({was}));
    CHECK(c.standings == std::vector{Standing::changed});
    REQUIRE(c.changed[0].size() == 1);
    CHECK(c.changed[0][0].column == column);
    CHECK(c.changed[0][0].was != c.changed[0][0].is);
  }
}

TEST_CASE("what was removed, added, kept and came too late is told apart, in any order") {
  auto record = record_of({hypothesis("kept"), hypothesis("gone"), hypothesis("edited")});
  record.not_frozen.push_back({"late", "its outcome is known"});
  auto edited = hypothesis("edited");
  edited.probability = 0.5;
  const auto c = compare_with_frozen(std::vector{hypothesis("late"), edited, hypothesis("new"), hypothesis("kept")}, record);
  CHECK(c.standings == std::vector{Standing::not_frozen, Standing::changed, Standing::added, Standing::unchanged});
  CHECK(c.removed == std::vector<std::size_t>{1});
}

TEST_CASE("what is known or was due can be frozen no more, on its due date it still can") {
  auto h = hypothesis("h1");
  CHECK(why_not_frozen(h, "2026-09-30") == "");
  CHECK(why_not_frozen(h, std::nullopt) == "");
  CHECK(why_not_frozen(h, "2026-10-01") == "it was due on 2026-09-30, before 2026-10-01");
  h.held = true;
  CHECK(why_not_frozen(h, std::nullopt) == "its outcome is known");
}
