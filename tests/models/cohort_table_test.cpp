#include "premortem/models/cohort_table.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "models/scored_rows_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/audit_bound.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"

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
  const auto table = cohort_table(two_cohorts(), .5, .95);
  REQUIRE(table.cohorts.size() == 2);
  CHECK(table.cohorts[1].cohort == "small");
  CHECK(table.cohorts[1].counts.tp == 3);
  CHECK(table.cohorts[1].counts.fp == 5);
  CHECK(table.all.counts.tp == 11);
  CHECK(table.all.counts.fn == 5);
  CHECK(table.all.counts.tn == 30);
  CHECK(*table.cohorts[0].recall.value == .8);
  CHECK(*table.cohorts[0].miss_rate.value == .2);
  CHECK(*table.cohorts[0].precision.value == 1);
  CHECK(*table.cohorts[1].false_positive_rate.value == 1);
  CHECK(*table.cohorts[1].share_flagged.value == Approx(8. / 11).epsilon(1e-15));
}

TEST_CASE("each share has its Clopper-Pearson interval, and the joint ones are at a share of the error") {
  const auto table = cohort_table(two_cohorts(), .5, .95);
  CHECK(*table.cohorts[0].recall.limits == clopper_pearson(8, 10, .95));
  CHECK(*table.joint[0].recall.limits == clopper_pearson(8, 10, .975));
  CHECK(table.joint_confidence == Approx(.975).epsilon(1e-15));
}

TEST_CASE("what was not counted is absent") {
  ScoredRows rows = two_cohorts();
  const auto nothing = cohort_table(rows, std::nullopt, .95);
  CHECK_FALSE(nothing.all.precision.value);
  CHECK_FALSE(nothing.all.precision.limits);
  CHECK(*nothing.all.recall.value == 0);
  rows.cohort = {};
  CHECK(cohort_table(rows, .5, .95).cohorts.empty());
  CHECK(cohort_table(rows, .5, .95).all.counts.tp == 11);
  CHECK_FALSE(f1({0, 0, 9, 0}));
  CHECK(*f1({1, 1, 9, 2}) == Approx(.4).epsilon(1e-15));
}

TEST_CASE("columns of different lengths and a threshold that is no number are refused") {
  ScoredRows rows = two_cohorts();
  CHECK_THROWS_AS(cohort_table(rows, std::numeric_limits<double>::quiet_NaN(), .95), DomainError);
  CHECK_THROWS_AS(cohort_table(rows, .5, 1.0), DomainError);
  rows.label.pop_back();
  CHECK_THROWS_AS(cohort_table(rows, .5, .95), DomainError);
}

// R 4.2: binom.test(0, 300, alternative = "less") gives .009936082.
TEST_CASE("an audit of 300 passed rows without a find still leaves as many as its upper limit allows") {
  const auto bound = audit_bound({100'000, 300, 0, 900.0}, .95);
  REQUIRE(bound);
  CHECK(bound->missed_about == 0);
  CHECK(bound->missed_at_most == Approx(993.6082).epsilon(1e-6));
  CHECK(*bound->recall_at_least == Approx(900 / (900 + 993.6082)).epsilon(1e-6));
  CHECK(audit_bound({300, 300, 4, {}}, .95)->missed_at_most == 4);  // all were looked at
  CHECK_FALSE(audit_bound({300, 0, 0, {}}, .95));
  CHECK_THROWS_AS(audit_bound({300, 301, 0, {}}, .95), DomainError);
}

TEST_CASE("the limit of an audit holds the true number missed at least as often as it says") {
  // Every possible find of a draw of 40 from 200 with D positives, weighted by its hypergeometric chance.
  for (const int positives : {0, 1, 5, 20, 60, 120, 200}) {
    double held = 0, term = 1;
    for (int i = 0; i < 40; ++i) term *= std::max(0.0, 200.0 - positives - i) / (200 - i);
    if (positives > 160) continue;  // a draw of 40 always finds some: the recurrence from 0 does not start
    for (int found = 0; found <= std::min(40, positives); ++found) {
      if (audit_bound({200, 40, static_cast<double>(found), {}}, .95)->missed_at_most >= positives) held += term;
      term *= static_cast<double>(positives - found) / (found + 1) * (40 - found) / (200 - positives - 40 + found + 1);
    }
    CHECK(held >= .95);
  }
}
