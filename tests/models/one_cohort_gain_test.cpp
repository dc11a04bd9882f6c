#include "premortem/models/one_cohort_gain.hpp"

#include <catch2/catch.hpp>

#include "models/scored_rows_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/auc_groups.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// Four cohorts of 200 rows, scores with ties. In the cohorts up to `better` the score separates the classes better than
/// the baseline, in the others both are the same number.
ScoredRows four_cohorts(std::uint64_t seed, std::uint32_t better) {
  Draws draws(seed);
  ScoredRows rows;
  rows.cohort.names = {"a", "b", "c", "d"};
  for (std::uint32_t cohort = 0; cohort < 4; ++cohort)
    for (int i = 0; i < 200; ++i) {
      const bool positive = draws.chance(.3);
      const double base = draws.below(30) + (positive ? 6 : 0);
      const double score = cohort < better ? draws.below(30) + (positive ? 20 : 0) : base;
      add_rows(rows, 1, cohort, positive, score, base);
    }
  return rows;
}

AucDifference of_rows(const ScoredRows& rows, std::uint32_t cohort, bool inside) {
  std::vector<double> s, b;
  std::vector<std::uint8_t> l;
  for (std::size_t i = 0; i < rows.rows(); ++i)
    if ((rows.cohort.index[i] == cohort) == inside) s.push_back(rows.score[i]), b.push_back(rows.baseline_score[i]), l.push_back(rows.label[i]);
  return *auc_difference(s, b, l);
}

}  // namespace

TEST_CASE("a gain that one cohort carries is found, with the gain that is left without it") {
  const auto gain = one_cohort_gain(four_cohorts(3, 1), .95);
  CHECK(gain.gain_shown);
  REQUIRE(gain.carried_by == std::vector<std::size_t>{0});
  CHECK(gain.cohorts[0].without->difference == 0);  // the same scores everywhere else
  CHECK(gain.cohorts[0].verdict == GainWithout::gone);
  CHECK(gain.cohorts[0].within_limits.limits->low > 0);
  CHECK(gain.cohorts[1].verdict == GainWithout::kept);
  CHECK(gain.cohorts[1].rows == 200);
}

TEST_CASE("a gain in every cohort is carried by none") {
  const auto gain = one_cohort_gain(four_cohorts(4, 4), .95);
  CHECK(gain.gain_shown);
  CHECK(gain.carried_by.empty());
}

TEST_CASE("no gain over all rows is not looked for in cohorts") {
  const auto gain = one_cohort_gain(four_cohorts(5, 0), .95);
  CHECK_FALSE(gain.gain_shown);
  CHECK(gain.all.difference == 0);
  CHECK(gain.carried_by.empty());
}

TEST_CASE("without and within a cohort are what the rows of the others and its own give alone") {
  for (const std::uint64_t seed : {11u, 12u, 13u}) {
    const auto rows = four_cohorts(seed, 2);
    const auto all = grouped_auc_difference(rows.score, rows.baseline_score, rows.label, rows.cohort.index, 4, 4);
    const auto few = grouped_auc_difference(rows.score, rows.baseline_score, rows.label, rows.cohort.index, 4, 1);
    int skipped = 0;
    for (std::uint32_t g = 0; g < 4; ++g) {
      const auto within = of_rows(rows, g, true), without = of_rows(rows, g, false);
      CHECK(all.groups[g].within->difference == within.difference);
      CHECK(all.groups[g].without->difference == without.difference);
      CHECK(all.groups[g].without->score == without.score);
      CHECK(all.groups[g].without->baseline == without.baseline);
      CHECK(*all.groups[g].without->variance == *without.variance);
      CHECK(few.groups[g].without->difference == without.difference);
      skipped += few.groups[g].variance_skipped;
    }
    CHECK(skipped == 3);
  }
}

TEST_CASE("a cohort that holds one class has no area within, and all of a class none without") {
  auto rows = four_cohorts(6, 1);
  for (std::size_t i = 0; i < rows.rows(); ++i) rows.label[i] = rows.cohort.index[i] == 0;
  const auto gain = one_cohort_gain(rows, .95);
  CHECK_FALSE(gain.cohorts[0].within);
  CHECK_FALSE(gain.cohorts[0].without);
  CHECK(gain.cohorts[0].verdict == GainWithout::unknown);
  CHECK(gain.cohorts[1].without);
}

TEST_CASE("what cannot be compared is refused with the reason") {
  auto rows = four_cohorts(7, 1);
  auto no_cohorts = rows, no_baseline = rows;
  no_cohorts.cohort = {}, no_baseline.baseline_score.clear();
  CHECK_THROWS_AS(one_cohort_gain(no_cohorts, .95), Refusal);
  CHECK_THROWS_AS(one_cohort_gain(no_baseline, .95), Refusal);
  std::fill(rows.label.begin(), rows.label.end(), std::uint8_t{1});
  CHECK_THROWS_AS(one_cohort_gain(rows, .95), Refusal);
}
