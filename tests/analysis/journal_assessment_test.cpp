#include "premortem/analysis/journal_assessment.hpp"

#include <catch2/catch.hpp>

using namespace premortem;

namespace {

Hypothesis hypothesis(const std::string& id, double probability, std::optional<bool> held = {}, const std::string& checked = "", const std::string& due = "2026-09-30") {
  Hypothesis h;
  h.id = id, h.written = "2026-06-29", h.text = "t", h.metric = "m", h.due = due, h.checked = checked;
  h.direction = HypothesisDirection::at_least, h.threshold = 1, h.probability = probability, h.held = held;
  return h;
}

Case case_of(std::vector<Hypothesis> hypotheses) {
  Case c;
  c.hypotheses = std::move(hypotheses);
  return c;
}

FrozenRecord record_of(const std::vector<Hypothesis>& hypotheses) {
  FrozenRecord r;
  for (const auto& h : hypotheses) r.hypotheses.push_back({h, ""});
  return r;
}

const JournalSettings october{0.95, "2026-10-01"};

}  // namespace

TEST_CASE("without an outcome a hypothesis is open until the day after it was due, and without a day for ever") {
  const auto h = hypothesis("h", 0.5);
  CHECK(state_of(h, "2026-09-30") == HypothesisState::open);
  CHECK(state_of(h, "2026-10-01") == HypothesisState::overdue);
  CHECK(state_of(h, std::nullopt) == HypothesisState::open);
  CHECK(state_of(hypothesis("h", 0.5, false, "2026-10-09"), "2026-10-10") == HypothesisState::failed);
}

TEST_CASE("a check is early, on the day or late") {
  CHECK(timing_of(hypothesis("h", 0.5, true, "2026-09-29")) == CheckTiming::early);
  CHECK(timing_of(hypothesis("h", 0.5, true, "2026-09-30")) == CheckTiming::on_the_day);
  CHECK(timing_of(hypothesis("h", 0.5, true, "2026-10-01")) == CheckTiming::late);
  CHECK_FALSE(timing_of(hypothesis("h", 0.5)));
}

TEST_CASE("what was due and never checked is counted, not scored, and moves the score that is possible") {
  const auto a = assess_journal(case_of({hypothesis("a", 0.9, true, "2026-09-30"), hypothesis("b", 0.8), hypothesis("c", 0.7, {}, "", "2026-12-31")}), october);
  CHECK(a.counts.scored == 1);
  CHECK(a.counts.overdue == 1);
  CHECK(a.counts.open == 1);
  CHECK(a.score->brier == Approx(0.01).epsilon(1e-12));
  CHECK(a.uncounted == 1);
  CHECK(a.brier_if_known->low == Approx((0.01 + 0.04) / 2).epsilon(1e-12));  // by hand: (1 - .9)^2, (1 - .8)^2 and .8^2
  CHECK(a.brier_if_known->high == Approx((0.01 + 0.64) / 2).epsilon(1e-12));
}

TEST_CASE("without a day nobody can say how many are overdue") {
  const auto a = assess_journal(case_of({hypothesis("a", 0.9)}), {0.95, std::nullopt});
  CHECK_FALSE(a.counts.overdue);
  CHECK(a.counts.open == 1);
  CHECK_FALSE(a.brier_if_known);
  CHECK(a.score_why == "no hypothesis has an outcome yet");
}

TEST_CASE("against a record only what is unchanged is scored, and what left it counts by its frozen chance") {
  const auto kept = hypothesis("kept", 0.9, true, "2026-09-30"), edited = hypothesis("edited", 0.7, true, "2026-09-30"), added = hypothesis("added", 0.99, true, "2026-09-30");
  auto was_edited = edited;
  was_edited.probability = 0.4;
  const auto gone = hypothesis("gone", 0.8), not_due = hypothesis("not due", 0.6, {}, "", "2026-12-31");
  const auto a = assess_journal(case_of({kept, edited, added}), october, record_of({kept, was_edited, gone, not_due}));
  CHECK(a.readings[0].scored);
  CHECK_FALSE(a.readings[1].scored);
  CHECK_FALSE(a.readings[2].scored);
  CHECK(a.score->n == 1);
  CHECK(a.frozen->removed == std::vector<std::size_t>{2, 3});
  CHECK(a.uncounted == 2);  // not what need not be known yet
  CHECK(a.brier_if_known->low == Approx((0.01 + 0.16 + 0.04) / 3).epsilon(1e-12));
  CHECK(a.brier_if_known->high == Approx((0.01 + 0.36 + 0.64) / 3).epsilon(1e-12));
}

TEST_CASE("what was changed once its outcome was known counts, also before it was due; what is not known yet does not") {
  auto known = hypothesis("known", 0.9, true, "2026-08-01", "2026-12-31"), open = hypothesis("open", 0.9, {}, "", "2026-12-31");
  const auto record = record_of({known, open});
  known.threshold = open.threshold = 2;
  CHECK(assess_journal(case_of({known, open}), october, record).uncounted == 1);
}

TEST_CASE("a journal of which nothing stands as it was frozen has no score") {
  auto h = hypothesis("h", 0.9, true, "2026-09-30");
  const auto was = h;
  h.probability = 0.95;
  const auto a = assess_journal(case_of({h}), october, record_of({was}));
  CHECK_FALSE(a.score);
  CHECK(a.score_why == "no hypothesis with an outcome stands as it was frozen");
}

TEST_CASE("the gate breaks for what was changed, removed or is overdue, and cannot judge what was added") {
  const auto kept = hypothesis("kept", 0.9, true, "2026-09-30");
  auto edited = hypothesis("edited", 0.7, true, "2026-09-30");
  const auto record = record_of({kept, edited, hypothesis("gone", 0.8)});
  edited.threshold = 0;
  const Case subject = case_of({kept, edited, hypothesis("late", 0.5), hypothesis("new", 0.5, true, "2026-10-01")});
  const auto gate = journal_gate(subject, assess_journal(subject, october, record));
  CHECK(gate.broken == std::vector<std::string>{"\"edited\" was changed after freezing", "\"late\" was due on 2026-09-30 and has no outcome", "\"gone\" was removed after freezing"});
  CHECK(gate.unknown == std::vector<std::string>{"\"late\" was added after freezing", "\"new\" was added after freezing"});
  CHECK_FALSE(gate.judges_nothing);
  CHECK(journal_gate(subject, assess_journal(subject, {0.95, {}})).judges_nothing);
}

TEST_CASE("the latest date is that of the history or of a check, whichever is later") {
  Case c = case_of({hypothesis("a", 0.9, true, "2026-09-30"), hypothesis("b", 0.9)});
  CHECK(c.latest_date() == "2026-09-30");
  c.history.push_back({"2026-10-02", "m", "", 1, {}, {}});
  CHECK(c.latest_date() == "2026-10-02");
  c.hypotheses[1].checked = "2026-10-03";
  CHECK(c.latest_date() == "2026-10-03");
  CHECK_FALSE(Case{}.latest_date());
}
