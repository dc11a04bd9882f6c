#include "premortem/models/trigger_design.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/monitor_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/run_length_simulation.hpp"
#include "premortem/statistics/running_chart.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// The rule with its limit lowered by one step of what is printed, or by one count.
TriggerRule stricter(TriggerRule rule) {
  const char* limit = rule.kind == RuleKind::threshold ? "limit" : rule.kind == RuleKind::consecutive ? "threshold" : rule.kind == RuleKind::window ? "count" : rule.kind == RuleKind::cusum ? "h" : "L";
  for (auto& [name, value] : rule.parameters)
    if (name == limit) value -= value == std::floor(value) && rule.kind != RuleKind::cusum ? 1 : 0.02 * std::max(1.0, value);
  return rule;
}

void check_budget(const Monitor& m, double budget) {
  for (const auto& c : candidates_within(m, budget, 1)) {
    INFO(m.name << " " << text_of(c.rule) << " " << c.false_alarms.per_quarter);
    CHECK(c.false_alarms.per_quarter <= budget * (1 + 1e-9));
    const auto lower = stricter(c.rule);
    const auto limit = lower.parameters[lower.kind == RuleKind::threshold || lower.kind == RuleKind::window ? 0 : 1].second;
    const bool lattice = c.rule.kind == RuleKind::cusum && m.statistic() != MonitorStatistic::normal;  // 2% less may be the same step
    if (limit > 0 && !lattice) CHECK(false_alarms(m, lower, 1).per_quarter > budget);
  }
}

}  // namespace

TEST_CASE("rules keep their budget of false alarms, and a lower limit would not") {
  for (const double budget : {0.05, 0.5, 1.0, 3.0})
    for (const auto& m : {value_monitor(), count_monitor(), rate_monitor()}) check_budget(m, budget);
}

TEST_CASE("candidates come by their delay, and the simplest within 10% of the shortest is recommended") {
  for (const auto& m : {value_monitor(), count_monitor(), rate_monitor()}) {
    const auto found = candidates_within(m, 0.5, 1);
    for (std::size_t i = 1; i < found.size(); ++i) CHECK(mean(found[i - 1].delay) <= mean(found[i].delay));
    const auto& best = found[recommended(found)];
    CHECK(mean(best.delay) <= 1.1 * mean(found.front().delay));
    for (const auto& other : found)
      if (other.rule.kind < best.rule.kind) CHECK(mean(other.delay) > 1.1 * mean(found.front().delay));
  }
}

// ARL0 = 1 / P(z > 3) = 740.797 (scipy: 1 / norm.sf(3)); a quarter has 91.3125 daily checks.
TEST_CASE("false alarms a quarter are the checks of a quarter over the run length") {
  const auto f = false_alarms(value_monitor(), rule(RuleKind::threshold, {{"limit", 3}}), 1);
  CHECK(f.arl0 == Approx(740.7966947).epsilon(1e-9));
  CHECK(f.per_quarter == Approx(91.3125 / 740.7966947).epsilon(1e-9));
  CHECK(f.any_in_quarter == Approx(1 - std::pow(1 - 1 / 740.7966947, 91)).epsilon(1e-9));
}

TEST_CASE("a budget of one a quarter is a chance of 63% of at least one") {
  Monitor hourly = value_monitor();
  hourly.checks_per_day = 24;
  const auto found = candidates_within(hourly, 1, 1);
  CHECK(found.front().false_alarms.any_in_quarter == Approx(1 - std::exp(-1.0)).epsilon(0.01));
}

TEST_CASE("over a whole quarter as many runs cry wolf as the rule says") {
  for (const auto& m : {value_monitor(), count_monitor()}) {
    const auto c = candidates_within(m, 0.5, 1).front();
    const auto law = check_at(m, m.baseline, 1);
    // Each simulated run is one fresh quarter: its length decides whether it fired within 91 checks.
    const auto runs = simulated_run_length(chart_of(m, c.rule, 1), {law, law, 0}, {{1, 11}, 20'000'000, 20'000});
    const double expected = c.false_alarms.any_in_quarter;
    CHECK(std::abs(fired_within(runs, 91) - expected) < 4 * std::sqrt(expected * (1 - expected) * runs.relative_error * runs.relative_error));
  }
}

TEST_CASE("with correlated checks the whitened rule keeps its budget, which the plain one breaks") {
  Monitor m = value_monitor();
  m.checks_per_day = 24, m.phi = 0.4;
  const auto chosen = candidates_within(m, 1, 1).front();
  REQUIRE(chosen.rule.parameter("phi") == 0.4);
  Monitor uncorrelated = m;
  uncorrelated.phi = 0;
  const auto plain = candidates_within(uncorrelated, 1, 1).front();
  const CheckProcess process{NormalCheck{0}, NormalCheck{0}, 0.4};
  const auto broken = simulated_run_length(chart_of(m, plain.rule, 1), process, {{1, 5}, 4'000'000, 20'000});
  CHECK(mean(broken) < 0.5 * 24 * days_per_quarter);
  // The whitened values, as the rule's words say: what is left of each after the last, over its standard deviation.
  RunningChart chart(chart_of(m, chosen.rule, 1));
  std::vector<double> u(4'000'000);
  fill_uniform({1, 6}, 0, u);
  double last = 0, alarms = 0;
  for (std::size_t i = 0; i + 1 < u.size(); i += 2) {
    const double noise = std::sqrt(-2 * std::log(u[i])) * std::cos(2 * 3.141592653589793 * u[i + 1]);
    const double x = 0.4 * last + std::sqrt(1 - 0.16) * noise;
    if (chart.feed((x - 0.4 * last) / std::sqrt(1 - 0.16))) ++alarms, chart.restart();
    last = x;
  }
  const double expected = static_cast<double>(u.size()) / 2 / chosen.false_alarms.arl0;
  CHECK(std::abs(alarms - expected) < 4 * std::sqrt(expected));
}

TEST_CASE("a baseline from few values widens the limit, and one in ten still has more false alarms") {
  Monitor m = value_monitor();
  const auto exact = candidates_within(m, 0.5, 1).front();
  m.baseline_n = 50;
  const auto estimated = candidates_within(m, 0.5, 1).front();
  CHECK(*estimated.rule.parameter("h") > *exact.rule.parameter("h"));
  CHECK(estimated.false_alarms.per_quarter <= 0.5);
  CHECK(*estimated.false_alarms.one_in_ten > estimated.false_alarms.per_quarter);
  CHECK(*estimated.false_alarms.if_baseline_exact < estimated.false_alarms.per_quarter);
}

TEST_CASE("more false alarms allowed are a shorter delay") {
  for (const auto& m : {value_monitor(), count_monitor(), rate_monitor()}) {
    double last = 1e300;
    for (const double budget : {0.05, 0.2, 1.0, 4.0}) {
      const double delay = mean(candidates_within(m, budget, 1).front().delay);
      CHECK(delay <= last);
      last = delay;
    }
  }
}

TEST_CASE("a fall is watched as a rise of what is missing") {
  Monitor rises = value_monitor(), falls = value_monitor();
  rises.baseline = 0.88, rises.bad_level = 0.92;
  CHECK(mean(candidates_within(rises, 1, 1).front().delay) == Approx(mean(candidates_within(falls, 1, 1).front().delay)).epsilon(1e-12));
  Monitor errors = count_monitor(), successes = count_monitor();
  successes.baseline = 1 - errors.baseline, successes.bad_level = 1 - errors.bad_level;
  CHECK(mean(candidates_within(errors, 1, 1).front().delay) == Approx(mean(candidates_within(successes, 1, 1).front().delay)).epsilon(1e-9));
}

TEST_CASE("where nothing happens by chance, the first event is the alarm") {
  Monitor m = rate_monitor();
  m.baseline = 0;
  const auto found = candidates_within(m, 0.1, 1);
  REQUIRE(found.size() == 1);
  CHECK(text_of(found.front().rule) == "threshold 1");
  CHECK(found.front().false_alarms.per_quarter == 0);
  CHECK(mean(found.front().delay) == Approx(1 / (1 - std::exp(-6.0))).epsilon(1e-12));
}

TEST_CASE("a monitor refuses rules it cannot have, and says why") {
  CHECK_THROWS_AS(chart_of(count_monitor(), rule(RuleKind::cusum, {{"k", 1}, {"h", 4}}, Sides::two), 1), Refusal);
  CHECK_THROWS_AS(chart_of(count_monitor(), rule(RuleKind::shiryaev_roberts, {{"A", 500}}), 1), Refusal);
  CHECK_THROWS_AS(chart_of(value_monitor(), rule(RuleKind::window, {{"count", 3}, {"checks", 5}}), 1), Refusal);
  CHECK_THROWS_AS(chart_of(value_monitor(), rule(RuleKind::burn_rate, {{"factor", 14.4}, {"long", 1}, {"slo", .999}}), 1), Refusal);
  CHECK_THROWS_AS(chart_of(count_monitor(), rule(RuleKind::argo, {{"limit", 3}, {"count", 30}, {"p", .05}}), 1), Refusal);
  CHECK_THROWS_AS(chart_of(value_monitor(), rule(RuleKind::argo, {{"limit", 30}, {"count", 30}, {"p", .05}}), 1), Refusal);
  Monitor never = rate_monitor();
  never.baseline = 0;
  CHECK_THROWS_AS(chart_of(never, rule(RuleKind::cusum, {{"h", 4}}), 1), Refusal);
  CHECK_THROWS_AS(candidates_within(value_monitor(), 0, 1), Refusal);
}

// P(Bin(30, .05) > 3) = .0607716 (scipy: binom.sf(3, 30, .05)).
TEST_CASE("an Argo analysis fails by chance as often as its binomial tail says") {
  const auto law = run_length(chart_of(value_monitor(), rule(RuleKind::argo, {{"limit", 3}, {"count", 30}, {"p", .05}}), 1), NormalCheck{0});
  CHECK(fired_within(law, 30) == Approx(0.0607716).epsilon(1e-6));
}

// Reynolds & Stoumbos (1999): p0 = .01, p1 = .0201423574 is m = 69, so that h = 3 events is 3 times the slope in nats.
TEST_CASE("a likelihood CUSUM in nats is the one in counts") {
  Monitor m = count_monitor();
  m.baseline = .01, m.bad_level = .0201423574, m.n_per_check = 1;
  const double slope = std::log(.0201423574 * .99 / (.01 * (1 - .0201423574)));
  const auto in_nats = false_alarms(m, rule(RuleKind::cusum, {{"h", 3 * slope}}), 1);
  CHECK(in_nats.arl0 == Approx(2300.7431).epsilon(1e-5));
  CHECK(false_alarms(m, rule(RuleKind::cusum, {{"k", 1.0 / 69}, {"h", 3}}), 1).arl0 == Approx(2300.7431).epsilon(1e-7));
}
