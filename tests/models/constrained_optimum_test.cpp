#include "premortem/models/constrained_optimum.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "holds_for_all.hpp"
#include "models/scored_rows_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

struct Brute {
  double fp = 0, tp = 0, newly_missed = 0, newly_caught = 0;
};

Brute brute_at(const ScoredRows& rows, double threshold, double baseline_threshold) {
  Brute b;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const bool now = rows.score[i] >= threshold, before = rows.baseline_score[i] >= baseline_threshold;
    if (rows.label[i] == 0) b.fp += now;
    if (rows.label[i] == 1) b.tp += now, b.newly_missed += before && !now, b.newly_caught += now && !before;
  }
  return b;
}

/// Positives score the square root of a uniform, negatives its square: P(positive < t) = t^2, P(negative >= t) = 1 - sqrt t.
void add_drawn(ScoredRows& rows, Draws& draws, int positives, int negatives) {
  const auto of = [&](bool positive) { return positive ? std::sqrt(draws.uniform()) : std::pow(draws.uniform(), 2); };
  for (int i = 0; i < positives + negatives; ++i) {
    const bool positive = i < positives;
    const double score = of(positive), baseline = draws.chance(.5) ? score : of(positive);  // related, and alike in law
    add_rows(rows, 1, 0, positive, score, baseline);
  }
}

}  // namespace

TEST_CASE("on the rows the choice is that of trying every threshold") {
  CHECK(holds_for_all([] {
    ScoredRows rows;
    add_rows(rows, 1, 0, true, 3, 5), add_rows(rows, 1, 0, false, 3, 5);  // today has a false positive and a positive
    const auto n = *rc::gen::inRange(0, 40);
    for (int i = 0; i < n; ++i)
      add_rows(rows, 1, 0, *rc::gen::inRange(0, 2) == 1, *rc::gen::inRange(0, 9), *rc::gen::inRange(0, 9));
    const DeclineTarget target{.fewer = .15, .extra_missed = *rc::gen::elementOf(std::vector<double>{0, .1})};
    const auto result = constrained_optimum(rows, 5, target);
    const auto today = result.today;
    double fewest = today.negatives();
    for (double t = 0; t <= 9; ++t) {  // 9: flags nothing
      const auto b = brute_at(rows, t, 5);
      if (today.positives() - b.tp <= today.fn + target.extra_missed * today.positives() + 1e-9) fewest = std::min(fewest, b.fp);
    }
    RC_ASSERT(result.by_point.counts.fp == fewest);
    RC_ASSERT(result.by_point.enough == (fewest <= .85 * today.fp + 1e-9));
    const auto at = brute_at(rows, result.by_point.threshold.value_or(9), 5);
    RC_ASSERT(at.fp == fewest && at.newly_missed == result.by_point_misses.newly_missed && at.newly_caught == result.by_point_misses.newly_caught);
  }));
}

TEST_CASE("what is shown is the highest threshold that passes with all below it") {
  Draws draws(21);
  for (const double extra : {0.0, .05}) {
    ScoredRows rows;
    add_drawn(rows, draws, 300, 300);
    const DeclineTarget target{.fewer = .15, .extra_missed = extra};
    const auto result = constrained_optimum(rows, .6, target);
    REQUIRE(result.shown);
    std::set<double> thresholds(rows.score.begin(), rows.score.end());
    double highest = -1;
    for (const double t : thresholds) {
      const auto b = brute_at(rows, t, .6);
      const double missed_at_most = clopper_pearson_upper(b.newly_missed, 300, .975);
      const double caught_at_least = clopper_pearson(b.newly_caught, 300, .95).low;
      const bool passes = extra > 0 ? missed_at_most - caught_at_least <= extra : binomial_cdf(b.newly_missed + b.newly_caught, .5, b.newly_missed) <= .05;
      if (!passes) break;
      highest = t;
    }
    CHECK(*result.shown->threshold == highest);
    CHECK(result.shown->counts.fp >= result.by_point.counts.fp);  // to show it costs something
  }
}

// Both scores follow one law and are related, so that a threshold above today's misses more, whatever the rows say:
// 1,000 draws. True miss rate at t: t^2; true share of false positives cut: 1 - (1 - sqrt t) / (1 - sqrt .5).
TEST_CASE("what is shown is true beyond the rows, as often as the confidence says") {
  Draws draws(31);
  int misses_wrong = 0, cut_wrong = 0, shown = 0;
  for (int run = 0; run < 1000; ++run) {
    ScoredRows rows;
    add_drawn(rows, draws, 120, 120);
    const auto result = constrained_optimum(rows, .5, DeclineTarget{.extra_missed = run % 2 == 0 ? 0.0 : .03});
    if (!result.shown) continue;
    ++shown;
    const double t = *result.shown->threshold, allowed = .25 + (run % 2 == 0 ? 0 : .03);
    misses_wrong += t * t > allowed;
    cut_wrong += result.shown->fewer_at_least > 1 - (1 - std::sqrt(t)) / (1 - std::sqrt(.5));
  }
  CHECK(shown > 900);
  CHECK(misses_wrong <= 65);  // 5% of 1,000 and two standard deviations
  CHECK(cut_wrong <= 65);
}

TEST_CASE("fewer false declines are feasible where the new score ranks better, and shown with enough rows") {
  ScoredRows rows;
  add_rows(rows, 400, 0, true, .9, .9), add_rows(rows, 60, 0, true, .9, .1), add_rows(rows, 20, 0, true, .1, .9);
  add_rows(rows, 600, 0, false, .1, .9), add_rows(rows, 400, 0, false, .9, .9), add_rows(rows, 9000, 0, false, .1, .1);
  const auto result = constrained_optimum(rows, .5, DeclineTarget{});
  CHECK(result.today.fp == 1000);
  CHECK(result.by_point.fewer == Approx(.6).epsilon(1e-14));
  CHECK(result.by_point.enough);
  CHECK(result.by_point_misses.newly_missed == 20);
  CHECK(result.by_point_misses.newly_caught == 60);
  REQUIRE(result.shown);
  CHECK(result.shown->enough);
  CHECK(result.shown->fewer_at_least > .5);
  CHECK(result.shown->fewer_at_least < .6);
  CHECK(result.shown_misses->p_not_fewer == Approx(binomial_cdf(80, .5, 20)).epsilon(1e-14));
}

TEST_CASE("the same score cannot cut false positives for nothing, but where negatives alone stand between") {
  ScoredRows rows;
  add_rows(rows, 5, 0, true, .8, .8), add_rows(rows, 10, 0, false, .7, .7), add_rows(rows, 5, 0, true, .6, .6), add_rows(rows, 5, 0, false, .5, .5);
  CHECK(constrained_optimum(rows, .6, DeclineTarget{}).by_point.fewer == 0);
  CHECK(constrained_optimum(rows, .7, DeclineTarget{}).by_point.fewer == 1);
  const auto result = constrained_optimum(rows, .6, DeclineTarget{});
  CHECK_FALSE(result.shown);  // today misses none: fewer cannot be shown
  CHECK_FALSE(result.why.empty());
}

TEST_CASE("with a limit on the miss rate alone the choice is the highest threshold within it") {
  ScoreCurve curve;
  for (std::uint32_t i = 1; i <= 100; ++i) curve.score.push_back(1 - i / 100.0), curve.tp.push_back(5 * i), curve.fp.push_back(i * i);
  const auto result = constrained_optimum(curve, .0, .1, DeclineTarget{});
  CHECK(result.by_point.counts.tp == 450);
  CHECK(result.by_point.counts.fp == 8100);
  CHECK(result.by_point.fewer == Approx(.19).epsilon(1e-13));
  REQUIRE(result.shown);
  CHECK(clopper_pearson_upper(result.shown->counts.fn, 500, .95) <= .1);
  CHECK(clopper_pearson_upper(result.shown->counts.fn + 5, 500, .95) > .1);
  CHECK(result.shown->fewer_at_least == Approx(1 - clopper_pearson_upper(result.shown->counts.fp, 10'000, .95)).epsilon(1e-14));
  CHECK_FALSE(result.shown->enough);  // 13% on the rows
  CHECK_FALSE(constrained_optimum(curve, .0, .001, DeclineTarget{}).shown);
  CHECK(constrained_optimum(curve, .5, .1, DeclineTarget{}).by_point.fewer < 0);  // today misses half
}

TEST_CASE("a target that asks nothing, or rows that say nothing, are refused") {
  ScoredRows rows;
  add_rows(rows, 5, 0, true, .8, .8), add_rows(rows, 5, 0, false, .1, .1);
  CHECK_THROWS_AS(constrained_optimum(rows, .5, DeclineTarget{}), Refusal);  // no false positive today
  CHECK_THROWS_AS(constrained_optimum(rows, .0, DeclineTarget{.fewer = 0}), DomainError);
  rows.baseline_score.clear();
  CHECK_THROWS_AS(constrained_optimum(rows, .0, DeclineTarget{}), Refusal);
}
