// Samples about noticing and rolling back.
#include <catch2/catch.hpp>
#include <cmath>

#include "premortem/analysis/trigger_assessment.hpp"
#include "premortem/input/case_folder.hpp"
#include "premortem/report/trigger_report.hpp"
#include "samples/sample.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

TriggerResult triggers_of(const std::string& sample, double exposure = 1, const std::vector<std::string>& overrides = {}) {
  CaseRequest request{std::string(PREMORTEM_SOURCE_DIR) + "/samples/" + sample, "monitors.csv", {}, {}};
  for (const auto& text : overrides) request.overrides.push_back({text});
  TriggerResult result;
  result.subject = read_case(request);
  result.assessment = assess_triggers(result.subject, {exposure, 1, 2});
  return result;
}

const TriggerReading& reading(const TriggerResult& r, std::size_t i) { return r.assessment.triggers.at(i); }

std::vector<std::string> dates(const Replay& replay, Hindsight hindsight) {
  std::vector<std::string> out;
  for (const auto& a : replay.alarms)
    if (a.hindsight == hindsight) out.push_back(a.date);
  return out;
}

}  // namespace

TEST_CASE("three-failures: if the worst is true the trigger leaves about 3 customers, not 27, and cries wolf once in 5 quarters") {
  const auto o = outcome_on_page("three-failures");
  const auto& m = mode(o, 0);
  REQUIRE(m.with_trigger);
  // numpy 1.24, 200,000 runs of daily Poisson counts with mean 27.374 / 91.3125 until two fall within 7 days: 7.729 +- 0.013 days,
  // and half a day and 3 minutes: 2.468 harmed.
  CHECK(m.with_trigger->days_at_limit == Approx(8.231).epsilon(0.005));
  CHECK(m.with_trigger->harm_at_limit == Approx(2.468).epsilon(0.005));
  CHECK(m.with_trigger->at_most < 3.5);
  CHECK(m.with_trigger->at_most >= m.with_trigger->harm_at_limit);
  const auto& trigger = o.changed.assessment.triggers->triggers[0];
  CHECK(trigger.rule->false_alarms.per_quarter == Approx(0.194).epsilon(0.01));
  CHECK(o.changed.assessment.decision.verdict == Verdict::ship);  // by the limits without triggers
  const std::string text = page(o);
  CHECK(says(text, "with 2.46 harmed, not 27.4; a slower, smaller failure up to 3.2"));
  CHECK(says(text, "Cries wolf about once in 5.2 quarters"));
}

TEST_CASE("three-failures: ten bad orders in five days are noticed in about five days, at twenty-odd shipments") {
  const auto r = triggers_of("three-failures", 0.1);
  const auto& orders = reading(r, 1);
  CHECK(text_of(orders.rule->rule) == "window 10 checks=5");
  // numpy 1.24, sums of the last five days' counts: 952.7 +- 6.8 days between false alarms (20,000 runs of Bin(400, .0016)),
  // 4.592 +- 0.006 days after 60 quiet ones until it fires (200,000 runs of Bin(400, .006)).
  CHECK(orders.rule->false_alarms.arl0 == Approx(952.7).epsilon(0.03));
  CHECK(orders.detection.mean == Approx(4.592).epsilon(0.004));
  CHECK(orders.harm->mean == Approx(3011.6 * 0.0044 * 0.3 * (4.592 + 0.5 + 0.05 / 24)).epsilon(0.004));
}

TEST_CASE("non-english-rollback: each language has a trigger of its own, and one over all is ten times as late") {
  const auto r = triggers_of("non-english-rollback");
  REQUIRE(r.assessment.triggers.size() == 5);
  for (const auto& t : r.assessment.triggers) {
    CHECK(t.rule->false_alarms.per_quarter <= 0.25);
    CHECK(t.budget_source == BudgetSource::own);
  }
  for (std::size_t i = 0; i < 4; ++i) CHECK(reading(r, i).detection.mean < 2);
  CHECK(reading(r, 4).detection.mean > 10 * reading(r, 3).detection.mean);
  const auto more = triggers_of("non-english-rollback", 1, {"monitors.sentiment misfires.Arabic.n_per_check=120"});
  CHECK(reading(more, 3).detection.mean < reading(r, 3).detection.mean);
  CHECK(reading(more, 0).detection.mean == reading(r, 0).detection.mean);
}

TEST_CASE("inventory-drift: the check is worth about $2.1M a year") {
  const auto& t = reading(triggers_of("inventory-drift"), 0);
  REQUIRE(t.value.per_year);
  CHECK(*t.value.per_year == Approx(2.1e6).epsilon(0.02));
  // by hand: $25K a day for 91 days, less the days until rollback, less false rollbacks at $15K
  const double by_hand = 25e3 * (91 - t.rollback.mean) - t.rule->false_alarms.per_quarter * 4 * 15e3;
  CHECK(*t.value.per_year == Approx(by_hand).epsilon(1e-3));
  const auto often = triggers_of("inventory-drift", 1, {"monitors.forecast drift.undetected_days=14"});
  CHECK(*reading(often, 0).value.per_year < 0.2e6);
}

TEST_CASE("flu-trends-replay: the rule fires a year and months before the season that ended the service") {
  const auto r = triggers_of("flu-trends-replay");
  const auto& t = reading(r, 0);
  CHECK(t.rule->rule.parameter("phi") == 0.75);
  CHECK(t.rule->false_alarms.per_quarter <= 0.05);
  REQUIRE(t.replay);
  CHECK(t.replay->checks == 519);
  const auto found = dates(*t.replay, Hindsight::real);
  CHECK(std::count(found.begin(), found.end(), "2011-10-09") == 1);
  CHECK(std::count(found.begin(), found.end(), "2012-09-23") == 1);
  CHECK(dates(*t.replay, Hindsight::by_chance).size() == 2);  // one in five years over ten
  CHECK(t.replay->fires_now);
  CHECK(trigger_gate(r.assessment).firing.size() == 1);
  // Taken for independent, the weeks cry wolf far more often.
  const auto naive = triggers_of("flu-trends-replay", 1, {"monitors.flu nowcast.phi=0"});
  CHECK(reading(naive, 0).replay->alarms.size() > t.replay->alarms.size());
}

TEST_CASE("bank-queue-replay: a rule that knows how days differ is right once, one that takes calls for independent is not") {
  const auto r = triggers_of("bank-queue-replay");
  const auto &days = *reading(r, 0).replay, &calls = *reading(r, 1).replay;
  CHECK(dates(days, Hindsight::real) == std::vector<std::string>{"1999-01-13"});
  CHECK(dates(days, Hindsight::by_chance).empty());
  CHECK(days.checks == 19);
  CHECK(dates(calls, Hindsight::by_chance) == std::vector<std::string>{"1999-01-04"});  // two good days follow
  CHECK(dates(calls, Hindsight::real) == std::vector<std::string>{"1999-01-07"});
  CHECK(calls.scaled == 19);
}
