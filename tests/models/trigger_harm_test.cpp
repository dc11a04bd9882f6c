#include "premortem/models/trigger_harm.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/monitor_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/triggered_harm.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

const TriggerRule one_event = rule(RuleKind::threshold, {{"limit", 1}});

TriggerCandidate with_delay(double hazard) { return {one_event, {}, {{1}, hazard, 0}}; }

}  // namespace

// Beyer et al. (2018), The Site Reliability Workbook, chapter 5: 30 days at 99.9%, all requests failing.
TEST_CASE("burn rates alert after their published times") {
  CHECK(burn_rate_seconds(14.4, .999, 1, 1).value() == Approx(51.84).epsilon(1e-12));
  CHECK(burn_rate_seconds(6, .999, 6, 1).value() == Approx(129.6).epsilon(1e-12));
  CHECK(burn_rate_seconds(3, .999, 24, 1).value() == Approx(259.2).epsilon(1e-12));
  CHECK(burn_rate_seconds(1, .999, 72, 1).value() == Approx(259.2).epsilon(1e-12));
}

TEST_CASE("even errors below the burn rate's share never alert, and those at it after the whole window") {
  CHECK_FALSE(burn_rate_seconds(14.4, .999, 1, .01));  // 0.01 < 0.0144
  CHECK_FALSE(burn_rate_seconds(14.4, .999, 1, 0));
  CHECK(burn_rate_seconds(14.4, .999, 1, .0144) == 3600.0);
  CHECK(burn_rate_seconds(14.4, .999, 1, .05).value() == Approx(1036.8).epsilon(1e-12));
}

TEST_CASE("days to rollback are the checks, half an interval more or less, the labels' lag and the response") {
  Monitor m = rate_monitor();
  m.checks_per_day = 2, m.label_lag_days = 3, m.response_hours = 6;
  CHECK(days_to_rollback(m, 4) == Approx(4 / 2.0 + 0.25 + 3 + 0.25).epsilon(1e-14));
  m.sampling = Sampling::instant;
  CHECK(days_to_rollback(m, 4) == Approx(4 / 2.0 - 0.25 + 3 + 0.25).epsilon(1e-14));
}

TEST_CASE("excess harm a day is exposures times the excess share times harm, and for values in proportion to the shift") {
  CHECK(*harm_per_day(count_monitor(), 0.006, 1) == Approx(30'000 * 0.0044 * 0.3).epsilon(1e-12));
  CHECK(*harm_per_day(count_monitor(), 0.006, 0.1) == Approx(3'000 * 0.0044 * 0.3).epsilon(1e-12));
  Monitor value = value_monitor();
  CHECK_FALSE(harm_per_day(value, 0.88, 1));
  value.exposures_per_day = 1'000, value.harm_per_exposure = 0.01;
  CHECK(*harm_per_day(value, 0.88, 1) == Approx(10).epsilon(1e-12));
  CHECK(*harm_per_day(value, 0.90, 1) == Approx(5).epsilon(1e-12));
}

TEST_CASE("harm before rollback is the harm of a day times the days, and the worst shift is no less") {
  const Monitor m = rate_monitor();
  const auto chosen = candidates_within(m, 0.5, 1).front();
  const auto delay_at = [&](double level) { return delays_at(m, chosen.rule, {&level, 1}, 1).front(); };
  const auto harm = harm_before_rollback(m, chosen, delay_at, 1);
  REQUIRE(harm);
  CHECK(harm->mean == Approx(1'000 * 0.004 * (mean(chosen.delay) + 0.5)).epsilon(1e-12));
  CHECK(harm->p95 == Approx(1'000 * 0.004 * (quantile(chosen.delay, .95) + 0.5)).epsilon(1e-12));
  CHECK(harm->worst.mean > harm->mean);  // a smaller shift is noticed so much later
  CHECK(harm->worst.level < m.bad_level);
  for (int i = 1; i <= 60; ++i) {  // no level of a fine scan is worse than 5% more
    const double level = m.baseline + (m.bad_level - m.baseline) * std::pow(0.9, i);
    CHECK(1'000 * (level - m.baseline) * (mean(delay_at(level)) + 0.5) <= 1.05 * harm->worst.mean);
  }
}

// Geometric delay with hazard h, a report comes first with the odds of two competing streams.
TEST_CASE("who notices first is a race between the rule and the users' reports") {
  Monitor m = rate_monitor();
  m.sampling = Sampling::instant;
  CHECK_FALSE(noticed_by_us(m, with_delay(.5).delay, 1));
  m.user_report_rate = 0.05;  // of 4 excess events a day: 0.2 reports a day
  const double stays = std::exp(-0.2), expected = .5 * stays / (1 - .5 * stays) * std::exp(0.1);  // half a check earlier
  CHECK(*noticed_by_us(m, with_delay(.5).delay, 1) == Approx(expected).epsilon(1e-12));
}

TEST_CASE("a trigger is worth the harm of the days it saves, minus its false rollbacks") {
  Monitor m = rate_monitor();
  CHECK(value_of_trigger(m, with_delay(.5), 1).why == "shifts_per_year is not stated");
  m.shifts_per_year = 2;
  CHECK_FALSE(value_of_trigger(m, with_delay(.5), 1).per_year);
  m.undetected_days = 30;
  auto c = with_delay(.5);
  c.false_alarms.per_quarter = 0.25;
  // E[min(T, 29.5)] of a geometric T with .5 is 2 to nine digits; and half a check
  CHECK(*value_of_trigger(m, c, 1).per_year == Approx(2 * 4 * (30 - 2.5)).epsilon(1e-7));
  m.cost_false_rollback = 100;
  CHECK_FALSE(value_of_trigger(m, c, 1).per_year);  // people and money do not compare
  m.harm_is_money = true;
  CHECK(*value_of_trigger(m, c, 1).per_year == Approx(2 * 4 * 27.5 - 0.25 * 4 * 100).epsilon(1e-4));
}

TEST_CASE("more shifts than fit into a year have no value") {
  Monitor m = rate_monitor();
  const auto c = with_delay(.5);
  m.shifts_per_year = 4, m.undetected_days = 91.3125;
  CHECK(value_of_trigger(m, c, 1).per_year);
  m.shifts_per_year = 5;
  CHECK_FALSE(value_of_trigger(m, c, 1).per_year);
  CHECK(value_of_trigger(m, c, 1).why == "5 shifts a year that would last 91.3125 days each do not fit into a year");
}

TEST_CASE("the cheapest budget is found where every part of the cost is money") {
  Monitor m = rate_monitor();
  CHECK_FALSE(cheapest_budget(m, 1));
  m.shifts_per_year = 2, m.cost_false_rollback = 1'000, m.harm_is_money = true;
  const double dear = *cheapest_budget(m, 1);
  m.cost_false_rollback = 1;
  CHECK(*cheapest_budget(m, 1) > dear);  // a false rollback that costs little may come often
}

TEST_CASE("a limit with a trigger is the largest harm until rollback over all rates up to it") {
  Monitor m = rate_monitor();
  m.baseline = 0;
  // 1,000 exposures a day, 90 days; at a level l the first event ends it: harm = 1000 l min(T + .5, 90), T geometric.
  const auto t = triggered_harm(m, one_event, 450, 90, 1);
  CHECK(t.limit_level == Approx(0.005).epsilon(1e-12));
  const double hazard = 1 - std::exp(-5.0);
  CHECK(t.days_at_limit == Approx(1 / hazard + 0.5).epsilon(1e-9));
  CHECK(t.mean_days_at_limit == Approx(1 / hazard + 0.5).epsilon(1e-9));
  CHECK(t.harm_at_limit == Approx(5 * (1 / hazard + 0.5)).epsilon(1e-9));
  CHECK(t.at_most >= t.harm_at_limit);
  CHECK(t.at_most <= 450);
}

TEST_CASE("a rollback later than the period has its own mean time, and harms for no longer than the period") {
  Monitor m = rate_monitor();
  m.baseline = 0;
  const auto t = triggered_harm(m, one_event, 0.9, 90, 1);  // 0.01 a day
  const double hazard = 1 - std::exp(-0.01);
  CHECK(t.mean_days_at_limit == Approx(1 / hazard + 0.5).epsilon(1e-9));
  CHECK(t.days_at_limit < 60);
  CHECK(t.harm_at_limit == Approx(0.01 * t.days_at_limit).epsilon(1e-9));
  CHECK_FALSE(t.worst_is_normal);
  Monitor shares = count_monitor();
  shares.n_per_check = 3;
  CHECK(std::isinf(triggered_harm(shares, rule(RuleKind::threshold, {{"limit", 4}}), 2 * harmed_at(shares, shares.baseline, 90, 1), 90, 1).mean_days_at_limit));
}

TEST_CASE("what is normal for the monitor is not lowered by it, and what is beyond is") {
  const Monitor m = count_monitor();
  const auto rule10 = rule(RuleKind::window, {{"count", 10}, {"checks", 5}});
  const double normal = harmed_at(m, m.baseline, 90, 1);
  CHECK(triggered_harm(m, rule10, normal * 0.9, 90, 1).at_most == Approx(normal * 0.9).epsilon(1e-12));
  double last = 0;
  for (const double times : {1.2, 2.0, 4.0, 8.0}) {
    const auto t = triggered_harm(m, rule10, normal * times, 90, 1);
    CHECK(t.at_most < normal * times);
    CHECK(t.at_most >= last * (1 - 0.02));  // more harm never lowers the limit but for the grid of levels
    last = t.at_most;
  }
}

TEST_CASE("a monitor that does not say what a level harms gives no limit") {
  Monitor m = count_monitor();
  m.harm_per_exposure.reset();
  CHECK_THROWS_AS(triggered_harm(m, one_event, 100, 90, 1), Refusal);
  m = count_monitor();
  CHECK_THROWS_AS(triggered_harm(m, one_event, 1e9, 90, 1), Refusal);  // its share would have to pass 1
  m = value_monitor();
  m.exposures_per_day = 10, m.harm_per_exposure = 1, m.phi = 0.4;
  CHECK_THROWS_AS(triggered_harm(m, rule(RuleKind::threshold, {{"limit", 3}}), 100, 90, 1), Refusal);
}
