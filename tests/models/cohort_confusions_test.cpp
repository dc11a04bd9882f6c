#include "premortem/models/cohort_confusions.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "models/scored_rows_builder.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

ScoredRows two_cohorts() {
  ScoredRows rows;
  rows.cohort.names = {"large", "small"};
  add_rows(rows, 8, 0, true, .9, 0), add_rows(rows, 2, 0, true, .1, 0), add_rows(rows, 30, 0, false, .2, 0);
  add_rows(rows, 3, 1, true, .5, 0), add_rows(rows, 3, 1, true, .4, 0), add_rows(rows, 5, 1, false, .6, 0);
  return rows;
}

}  // namespace

TEST_CASE("a row is flagged where its score is the threshold or more, and cohorts add up to all rows") {
  const auto rows = two_cohorts();
  const auto counts = cohort_confusions(rows, rows.score, .5);
  REQUIRE(counts.size() == 2);
  CHECK(counts[1].tp == 3);
  CHECK(counts[1].fp == 5);
  const auto all = counts[0] + counts[1];
  CHECK(all.tp == 11);
  CHECK(all.fn == 5);
  CHECK(all.tn == 30);
  CHECK(all.all() == static_cast<double>(rows.rows()));
}

TEST_CASE("without a threshold nothing is flagged, and rows without cohorts are one") {
  ScoredRows rows = two_cohorts();
  for (const auto& c : cohort_confusions(rows, rows.score, std::nullopt)) CHECK(c.selected() == 0);
  rows.cohort = {};
  const auto counts = cohort_confusions(rows, rows.score, .5);
  REQUIRE(counts.size() == 1);
  CHECK(counts[0].tp == 11);
}

TEST_CASE("F1 is the harmonic mean of precision and recall, and absent where nothing is positive or flagged") {
  CHECK_FALSE(f1({0, 0, 9, 0}));
  CHECK(*f1({1, 1, 9, 2}) == Approx(.4).epsilon(1e-15));
}

TEST_CASE("columns of different lengths and a threshold that is no number are refused") {
  ScoredRows rows = two_cohorts();
  CHECK_THROWS_AS(cohort_confusions(rows, rows.score, std::numeric_limits<double>::quiet_NaN()), DomainError);
  rows.label.pop_back();
  CHECK_THROWS_AS(cohort_confusions(rows, rows.score, .5), DomainError);
}
