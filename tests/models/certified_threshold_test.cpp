#include "premortem/models/certified_threshold.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "holds_for_all.hpp"
#include "models/brute_curve.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// Scores 1 to n, all positive.
ScoreCurve positives_alone(int n) {
  std::vector<std::pair<double, int>> rows;
  for (int i = 1; i <= n; ++i) rows.emplace_back(i, 1);
  return brute_curve(rows);
}

ScoreCurve any_curve(int rows) {
  return brute_curve(*rc::gen::container<std::vector<std::pair<double, int>>>(
      static_cast<std::size_t>(rows),
      rc::gen::pair(rc::gen::map(rc::gen::inRange(0, 40), [](int i) { return i / 40.0; }),
                    rc::gen::map(rc::gen::inRange(0, 10), [](int i) { return i < 8 ? 1 : 0; }))));
}

ThresholdDemand recall(double least, double delta = .05) { return {least, {}, delta}; }
ThresholdDemand precision(double least, double delta = .05) { return {{}, least, delta}; }

}  // namespace

// Wilks (1941): the first, second and third order statistic of 59, 93 and 124 is a 95/95 tolerance limit.
TEST_CASE("the certified threshold for recall is Wilks' order statistic of the positives") {
  CHECK(certified_threshold(positives_alone(59), recall(.95)).certified->at.threshold == 1);
  CHECK(certified_threshold(positives_alone(92), recall(.95)).certified->at.threshold == 1);
  CHECK(certified_threshold(positives_alone(93), recall(.95)).certified->at.threshold == 2);
  const auto c = certified_threshold(positives_alone(124), recall(.95));
  CHECK(c.certified->at.threshold == 3);
  CHECK(c.certified->at.fn == 2);
  CHECK(c.method == CertificationMethod::recall_upward);
  // scipy 1.10: binom.cdf(2, 124, .05)
  CHECK(*c.certified->recall_p == Approx(0.04952977767868684).epsilon(1e-12));
  REQUIRE(c.tried.size() == 2);
  CHECK_FALSE(c.tried.back().certified);
  CHECK(*c.tried.back().recall_p > .05);
}

TEST_CASE("58 positives certify no recall of 95%, and the answer says how many would") {
  const auto c = certified_threshold(positives_alone(58), recall(.95));
  CHECK_FALSE(c.certified);
  CHECK(c.positives_needed == 59.0);
  CHECK(c.why == "58 positives cannot show it even if none is missed; it takes 59");
  CHECK_FALSE(certified_threshold(brute_curve({{.5, 0}}), recall(.95)).certified);
  CHECK_FALSE(certified_threshold(ScoreCurve{}, recall(.95)).certified);
  CHECK(certified_threshold(positives_alone(500), recall(1)).why == "100% cannot be shown by any number of rows");
}

TEST_CASE("no higher threshold on the rows would pass the test of recall, and none below fails it") {
  CHECK(holds_for_all([] {
    const auto curve = any_curve(*rc::gen::inRange(0, 150));
    const double least = *rc::gen::inRange(50, 99) / 100.0, delta = *rc::gen::inRange(1, 40) / 100.0;
    const auto c = certified_threshold(curve, recall(least, delta));
    for (std::size_t i = 0; i < curve.size(); ++i) {
      const auto positives = static_cast<double>(curve.positives()), missed = positives - static_cast<double>(curve.tp[i]);
      const bool passes =
          positives > 0 && clopper_pearson_upper(missed, positives, 1 - delta) <= 1 - least;
      RC_ASSERT(passes == (c.certified && curve.score[i] <= c.certified->at.threshold));
    }
  }));
}

TEST_CASE("59 flagged without one wrong are the fewest that show a precision of 95%") {
  CertificationPlan plan{CertificationMethod::fixed_thresholds, {1}, 20, 1};
  CHECK(certified_threshold(positives_alone(59), precision(.95), plan).certified);
  const auto c = certified_threshold(positives_alone(58), precision(.95), plan);
  CHECK_FALSE(c.certified);
  CHECK(c.flagged_needed == 59.0);
  // At the cut of a rank one row is spent.
  CHECK_FALSE(certified_threshold(positives_alone(59), precision(.95)).certified);
  CHECK(certified_threshold(positives_alone(59), precision(.95)).why ==
        "59 rows are too few: 59 must be flagged without one wrong, beside one at the cut");
  CHECK(certified_threshold(positives_alone(60), precision(.95)).certified->at.above == 1.0);
}

TEST_CASE("a fixed sequence stops at its first failure, and a second start begins anew") {
  std::vector<std::pair<double, int>> rows;
  for (int i = 0; i < 300; ++i) rows.emplace_back(i < 60 ? 3 : i < 100 ? 2 : 1, i < 60 || i >= 100 || i % 8 > 0);
  const auto curve = brute_curve(rows);  // 60 of 60, then 95 of 100, then 295 of 300
  CertificationPlan plan{CertificationMethod::fixed_thresholds, {3, 2, 1}, 20, 1};
  const auto one = certified_threshold(curve, precision(.95), plan);
  CHECK(one.certified->at.threshold == 3);
  CHECK(*one.tried[2].precision_p < .05);
  CHECK_FALSE(one.tried[2].certified);
  plan.starts = 3;
  const auto three = certified_threshold(curve, precision(.95), plan);
  CHECK(three.precision_level == Approx(.05 / 3).epsilon(1e-15));
  CHECK_FALSE(three.tried[0].certified);  // .046 is above a third of .05
  CHECK(three.certified->at.threshold == 1);
}

TEST_CASE("ranks that are tried do not depend on the labels") {
  CHECK(holds_for_all([] {
    auto rows = std::vector<std::pair<double, int>>{};
    const int n = *rc::gen::inRange(1, 400);
    for (int i = 0; i < n; ++i) rows.emplace_back(i, *rc::gen::inRange(0, 2));
    const auto some = certified_threshold(brute_curve(rows), precision(.8));
    for (auto& row : rows) row.second = 1;
    const auto all = certified_threshold(brute_curve(rows), precision(.8));
    RC_ASSERT(some.tried.size() == all.tried.size());
    for (std::size_t i = 0; i < all.tried.size(); ++i) RC_ASSERT(some.tried[i].at.above == all.tried[i].at.above);
    RC_ASSERT(some.precision_level == all.precision_level);
  }));
}

TEST_CASE("a certified threshold keeps both limits of Clopper and Pearson at the levels it states") {
  CHECK(holds_for_all([] {
    const auto curve = any_curve(*rc::gen::inRange(100, 400));
    const ThresholdDemand demand{.5, .7, .1};
    const auto c = certified_threshold(curve, demand);
    RC_ASSERT(c.recall_level + static_cast<double>(c.starts) * c.precision_level == Approx(.1).epsilon(1e-12));
    if (!c.certified) return RC_ASSERT(!c.why.empty());
    const auto& at = c.certified->at;
    RC_ASSERT(clopper_pearson_upper(static_cast<double>(at.fp), at.flagged(), 1 - c.precision_level) <= .3 + 1e-12);
    RC_ASSERT(clopper_pearson_upper(static_cast<double>(at.fn), static_cast<double>(curve.positives()), 1 - c.recall_level) <= .5 + 1e-12);
  }));
}

TEST_CASE("where precision and recall exclude each other, the answer says which is not shown") {
  std::vector<std::pair<double, int>> rows;
  for (int i = 0; i < 400; ++i) rows.emplace_back(i, i >= 200 || i % 2);
  CertificationPlan plan{CertificationMethod::ranks_each, {}, 5, 1};
  CHECK(certified_threshold(brute_curve(rows), {.3, .9, .05}, plan).certified);
  CHECK(certified_threshold(brute_curve(rows), {.95, .9, .05}, plan).why ==
        "thresholds that are precise enough are not shown to miss few enough");
  CHECK(certified_threshold(brute_curve(rows), {.5, .99, .05}, plan).why.find("400 rows are too few") ==
        std::string::npos);
  CHECK(certified_threshold(brute_curve(rows), {.99, .9, .05}, plan).positives_needed ==
        368.0);  // ceil(ln .025/ln .99)
}

TEST_CASE("a threshold fixed beforehand is told how many positives its present miss rate would take") {
  const auto few = recall_test(positives_alone(100), 3, .95, .05);  // 2 of 100 missed
  CHECK(few.p == Approx(0.1182629811851204).epsilon(1e-12));        // scipy 1.10: binom.cdf(2, 100, .05)
  CHECK_FALSE(few.certified);
  CHECK(few.positives_needed_if_none_missed == 59);
  CHECK(few.positives_needed_at_this_rate ==
        181.0);  // scipy 1.10: binom.cdf(4, 181, .05) = .0492, of 180 .0507; 3 of 153 are under 2%
  CHECK_FALSE(recall_test(positives_alone(100), 6, .95, .05).positives_needed_at_this_rate);
  CHECK(recall_test(positives_alone(1000), 21, .95, .05).certified);
}

TEST_CASE("demands and plans outside their domain are refused") {
  const auto curve = positives_alone(100);
  CHECK_THROWS_AS(certified_threshold(curve, ThresholdDemand{}), DomainError);
  CHECK_THROWS_AS(certified_threshold(curve, recall(0)), DomainError);
  CHECK_THROWS_AS(certified_threshold(curve, precision(1.1)), DomainError);
  CHECK_THROWS_AS(certified_threshold(curve, recall(.9, 0)), DomainError);
  CHECK_THROWS_AS(certified_threshold(curve, precision(.9), {CertificationMethod::fixed_thresholds, {}, 20, 1}),
                  DomainError);
  CHECK_THROWS_AS(certified_threshold(curve, precision(.9), {CertificationMethod::recall_upward, {}, 20, 1}),
                  DomainError);
  CHECK_THROWS_AS(certified_threshold(curve, precision(.9), {CertificationMethod::ranks_each, {}, 0, 1}), DomainError);
  CHECK_THROWS_AS(recall_test(curve, std::numeric_limits<double>::quiet_NaN(), .9, .05), DomainError);
}
