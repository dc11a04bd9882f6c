#include "premortem/models/paired_cohorts.hpp"

#include <catch2/catch.hpp>

#include "models/scored_rows_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// Tier "high" loses 20 of its positives, tier "low" gains 20: F1 over all rows is the same.
ScoredRows tiers() {
  ScoredRows rows;
  rows.cohort.names = {"high", "low"};
  add_rows(rows, 60, 0, true, .9, .9), add_rows(rows, 20, 0, true, .1, .9), add_rows(rows, 40, 0, true, .1, .1);
  add_rows(rows, 500, 1, true, .9, .9), add_rows(rows, 23, 1, true, .9, .1), add_rows(rows, 3, 1, true, .1, .9);
  add_rows(rows, 50, 0, false, .9, .9), add_rows(rows, 900, 1, false, .1, .1);
  return rows;
}

}  // namespace

TEST_CASE("misses that rise in one tier are found though F1 over all rows is unchanged") {
  const auto result = paired_cohorts(tiers(), {.5, .5}, {});
  CHECK(*result.all.f1_before == *result.all.f1_now);
  CHECK_FALSE(result.all.more_missed);
  REQUIRE(result.cohorts.size() == 2);
  const auto& high = result.cohorts[0];
  CHECK(high.newly_missed == 20);
  CHECK(high.newly_caught == 0);
  CHECK(*high.missed_rise == Approx(.5).epsilon(1e-14));  // 40 missed, then 60
  CHECK(*high.miss_rate_now - *high.miss_rate_before == Approx(20. / 120).epsilon(1e-14));
  CHECK(high.p == Approx(2 * 2 * std::pow(.5, 20)).epsilon(1e-12));  // all 20 changes one way; two tiers by Holm
  CHECK(high.hidden);
  CHECK_FALSE(result.cohorts[1].more_missed);  // fewer, and shown so
  CHECK(result.cohorts[1].p < .05);
}

TEST_CASE("each score has a threshold of its own") {
  auto rows = tiers();
  for (double& b : rows.baseline_score) b *= 100;
  const auto moved = paired_cohorts(rows, {.5, 50}, {}), same = paired_cohorts(tiers(), {.5, .5}, {});
  CHECK(moved.cohorts[0].newly_missed == same.cohorts[0].newly_missed);
  CHECK(*moved.all.f1_before == *same.all.f1_before);
  const auto nothing = paired_cohorts(rows, {.5, std::nullopt}, {});
  CHECK(nothing.all.before.selected() == 0);
  CHECK(nothing.all.newly_missed == 0);
}

TEST_CASE("a fall in F1 that shows is not called hidden") {
  ScoredRows rows;
  rows.cohort.names = {"high"};
  add_rows(rows, 60, 0, true, .9, .9), add_rows(rows, 20, 0, true, .1, .9), add_rows(rows, 20, 0, false, .1, .1);
  const auto result = paired_cohorts(rows, {.5, .5}, {});
  CHECK(result.all.more_missed);
  CHECK(result.cohorts[0].more_missed);
  CHECK_FALSE(result.cohorts[0].hidden);
  CHECK_FALSE(result.cohorts[0].missed_rise);  // none was missed before
}

TEST_CASE("rows without a baseline cannot be compared") {
  auto rows = tiers();
  rows.baseline_score.clear();
  CHECK_THROWS_AS(paired_cohorts(rows, {.5, .5}, {}), Refusal);
  CHECK_THROWS_AS(paired_cohorts(tiers(), {.5, .5}, {.confidence = 0}), DomainError);
}
