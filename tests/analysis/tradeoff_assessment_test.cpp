// From a case to its trade-off: what is recommended, what is certified, and the verdict.
#include "premortem/analysis/tradeoff_assessment.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "analysis/tradeoff_case.hpp"
#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using namespace testing;

const Assumptions costs{{"cost_per_false_positive", 5}, {"cost_per_false_negative", 50}, {"volume_per_day", 1000}};

Assumptions with(Assumptions all, const Assumptions& more) {
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

/// 90 of 100 positives above 0.8, 50 of 1000 negatives.
ScoredRows plain_rows() { return rows_of({{0.9, 90, 50}, {0.5, 9, 250}, {0.1, 1, 700}}); }

TradeoffAssessment assess(const Case& subject, const TradeoffSettings& settings = {}) { return assess_tradeoff(subject, settings); }
TradeoffAssessment assess(ScoredRows rows, const Assumptions& assumptions, const TradeoffSettings& settings = {}) { return assess_tradeoff(tradeoff_case(std::move(rows), assumptions), settings); }

/// C = 5 FP + 50 FN, row by row.
double brute_cost(const ScoredRows& rows, double threshold, double false_positive, double miss) {
  double cost = 0;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    if (rows.score[i] >= threshold && rows.label[i] == 0) cost += false_positive;
    if (rows.score[i] < threshold && rows.label[i] == 1) cost += miss;
  }
  return cost;
}

}  // namespace

TEST_CASE("the recommended threshold is the lowest of the cheapest, as counting every row at every threshold finds") {
  CHECK(holds_for_all([] {
    Draws draws(*rc::gen::arbitrary<std::uint64_t>());
    const auto rows = random_rows(draws, 5 + draws.below(60));
    const double false_positive = 1 + draws.below(9), miss = 1 + draws.below(40);
    double least = std::numeric_limits<double>::infinity(), at = least;
    for (int s = 21; s >= 0; --s) {
      const double threshold = static_cast<double>(s) / 20;
      if (const double c = brute_cost(rows, threshold, false_positive, miss); c <= least) least = c, at = threshold;
    }
    const auto rec = assess(rows, {{"cost_per_false_positive", false_positive}, {"cost_per_false_negative", miss}}).rows->recommended;
    RC_ASSERT(rec.exists);
    RC_ASSERT(brute_cost(rows, rec.threshold.value_or(2), false_positive, miss) == least);
    // Between two scores any threshold flags the same rows: that of the next higher score is named.
    std::optional<double> lowest;
    for (const double score : rows.score)
      if (score >= at && (!lowest || score < *lowest)) lowest = score;
    RC_ASSERT(rec.threshold == lowest);
  }));
}

TEST_CASE("twice all costs keep the recommended threshold and double what it costs a year") {
  CHECK(holds_for_all([] {
    Draws draws(*rc::gen::arbitrary<std::uint64_t>());
    const auto rows = random_rows(draws, 5 + draws.below(60));
    const Assumptions once{{"cost_per_false_positive", 3}, {"cost_per_false_negative", 20}, {"cost_per_action", 1}, {"cost_per_review", 0.5}, {"volume_per_day", 10}};
    Assumptions twice = once;
    for (std::size_t i = 0; i < 4; ++i) twice[i].second *= 2;
    const auto a = assess(rows, once).rows->recommended, b = assess(rows, twice).rows->recommended;
    RC_ASSERT(a.threshold == b.threshold);
    RC_ASSERT(a.review_low == b.review_low);
    RC_ASSERT(*b.cost_per_year == 2 * *a.cost_per_year);
  }));
}

TEST_CASE("a stricter confidence widens every interval of every operating point") {
  CHECK(holds_for_all([] {
    Draws draws(*rc::gen::arbitrary<std::uint64_t>());
    const auto subject = tradeoff_case(random_rows(draws, 20 + draws.below(60)), {{"positive_rate", 0.1}});
    TradeoffSettings loose, strict;
    loose.confidence = 0.8, strict.confidence = 0.99;
    const auto a = assess(subject, loose), b = assess(subject, strict);
    RC_ASSERT(a.rows->points.size() == b.rows->points.size());
    for (std::size_t i = 0; i < a.rows->points.size(); ++i)
      for (const auto estimate : {&OperatingPoint::precision, &OperatingPoint::recall, &OperatingPoint::share_flagged, &OperatingPoint::live_precision}) {
        const auto &x = a.rows->points[i].*estimate, &y = b.rows->points[i].*estimate;
        RC_ASSERT(x.value == y.value);
        if (x.limits) RC_ASSERT((y.limits->low <= x.limits->low && y.limits->high >= x.limits->high));
      }
    if (a.rows->auc.limits) RC_ASSERT((b.rows->auc.limits->low <= a.rows->auc.limits->low && b.rows->auc.limits->high >= a.rows->auc.limits->high));
  }));
}

TEST_CASE("cohorts with the same rows are each what they are together") {
  CHECK(holds_for_all([] {
    Draws draws(*rc::gen::arbitrary<std::uint64_t>());
    const auto once = random_rows(draws, 5 + draws.below(30));
    ScoredRows twice = once;
    twice.score.insert(twice.score.end(), once.score.begin(), once.score.end());
    twice.label.insert(twice.label.end(), once.label.begin(), once.label.end());
    twice.cohort.names = {"a", "b"};
    for (std::size_t i = 0; i < twice.rows(); ++i) twice.cohort.index.push_back(i < once.rows() ? 0 : 1);
    TradeoffSettings settings;
    settings.thresholds = {0.5};
    const auto a = assess(twice, {}, settings);
    const auto& all = a.rows->points[0].counts;
    RC_ASSERT(a.rows->cohorts.size() == 2U);
    for (const auto& c : a.rows->cohorts) {
      RC_ASSERT(2 * c.point.counts.tp == all.tp);
      RC_ASSERT(2 * c.point.counts.fp == all.fp);
      RC_ASSERT(c.point.recall.value == a.rows->points[0].recall.value);
      RC_ASSERT(c.point.precision.value == a.rows->points[0].precision.value);
    }
  }));
}

TEST_CASE("with labels and signs of the scores turned, the AUC is the same; with labels alone, it is 1 less that") {
  CHECK(holds_for_all([] {
    Draws draws(*rc::gen::arbitrary<std::uint64_t>());
    const auto rows = random_rows(draws, 5 + draws.below(60));
    ScoredRows labels = rows;
    for (auto& l : labels.label) l = l == 1 ? 0 : 1;
    ScoredRows both = labels;
    for (auto& s : both.score) s = -s;
    const auto auc = assess(rows, {}).rows->auc.value;
    if (!auc) return;
    RC_ASSERT(std::abs(*assess(both, {}).rows->auc.value - *auc) <= 1e-15);
    RC_ASSERT(std::abs(*assess(labels, {}).rows->auc.value - (1 - *auc)) <= 1e-15);
  }));
}

TEST_CASE("without costs nothing is recommended, and the verdict is hold with what is missing") {
  const auto a = assess(plain_rows(), {{"cost_per_false_positive", 5}});
  CHECK_FALSE(a.rows->recommended.exists);
  CHECK(a.decision.verdict == Verdict::hold);
  CHECK(a.decision.sentence == "Hold: what a miss costs is not stated; add cost_per_false_negative to assumptions.csv.");
  CHECK(assess(plain_rows(), {{"cost_per_false_negative", 5}}).decision.sentence ==
        "Hold: what a false alarm costs is not stated; add cost_per_false_positive, cost_per_action or cost_per_review to assumptions.csv.");
}

TEST_CASE("with costs the verdict is ship at the cheapest threshold") {
  // 50 FP and 10 misses: 5 x 50 + 50 x 10 = 750; at 0.5 5 x 300 + 50 = 1550; of 1100 items, 1000 a day for 365.25 days.
  const auto a = assess(plain_rows(), costs);
  CHECK(a.decision.verdict == Verdict::ship);
  CHECK(a.decision.sentence == "Ship, acting from score 0.9 on.");
  CHECK(*a.rows->recommended.cost_per_year == Approx(750.0 / 1100 * 365250).epsilon(1e-14));
}

TEST_CASE("a gate that failed stops and one that is open holds, whatever the rows say") {
  auto subject = tradeoff_case(plain_rows(), costs);
  subject.gates.push_back({"consent", "", "", "", GateVerdict::unknown, {}});
  CHECK(assess(subject).decision.sentence == "Hold: the gate \"consent\" is not decided.");
  subject.gates.push_back({"privacy", "", "", "", GateVerdict::fail, {}});
  const auto d = assess(subject).decision;
  CHECK(d.sentence == "Stop: the gate \"privacy\" failed.");
  CHECK(d.reasons == std::vector<std::string>{"the gate \"privacy\" failed", "the gate \"consent\" is not decided"});
}

TEST_CASE("a minimum that no threshold is certified for holds; a certified one is what is recommended") {
  const auto held = assess(plain_rows(), with(costs, {{"min_recall", 0.999}}));
  CHECK(held.decision.verdict == Verdict::hold);
  CHECK(held.decision.reasons.front().starts_with("no threshold is certified: "));
  const auto shipped = assess(plain_rows(), with(costs, {{"min_recall", 0.8}}));
  REQUIRE(shipped.rows->certified.threshold);
  CHECK(shipped.decision.verdict == Verdict::ship);
  CHECK(*shipped.rows->recommended.threshold <= *shipped.rows->certified.threshold);
}

TEST_CASE("a minimum without costs is answered by the certified threshold, and stops where none is certified") {
  const auto a = assess(plain_rows(), {{"min_recall", 0.8}});
  CHECK(a.rows->recommended.threshold == a.rows->certified.threshold);
  CHECK(a.decision.verdict == Verdict::ship);
  CHECK(assess(plain_rows(), {{"min_recall", 0.999}}).decision.verdict == Verdict::stop);
}

TEST_CASE("all scores equal: one threshold or none, and no AUC limits") {
  const auto a = assess(rows_of({{0.5, 3, 7}}), costs);
  REQUIRE(a.rows->points.size() == 2);
  CHECK(*a.rows->auc.value == 0.5);
  CHECK_FALSE(a.rows->auc.limits);
  CHECK(a.rows->recommended.threshold == 0.5);  // 5 x 7 = 35 against 50 x 3 = 150
}

TEST_CASE("costs that tie take the lowest threshold") {
  // At 0.9: 1 miss. At 0.5: 1 false positive. Equal costs.
  const auto a = assess(rows_of({{0.9, 1, 0}, {0.5, 1, 1}}), {{"cost_per_false_positive", 7}, {"cost_per_false_negative", 7}});
  CHECK(a.rows->recommended.threshold == 0.5);
}

TEST_CASE("rows of one label have no AUC and say so") {
  const auto a = assess(rows_of({{0.9, 2, 0}, {0.5, 1, 0}}), {});
  CHECK_FALSE(a.rows->auc.value);
  CHECK(a.rows->auc.why == "the rows are all of one label");
  CHECK_FALSE(assess(rows_of({{0.9, 0, 2}}), {}).rows->points.back().recall.value);
}

TEST_CASE("resampled rows of which none comes live are left out, not scaled") {
  const auto a = assess(rows_of({{0.9, 1, 0}, {0.2, 0, 1}}), with(costs, {{"positive_rate", 0}}));
  CHECK(a.rows->recommended.bootstrap);
}

TEST_CASE("the cheapest option with the harm of its errors is chosen, and of those that may be") {
  auto subject = tradeoff_case({}, with(costs, {{"positive_rate", 0.02}}));
  subject.options = {option_of("small", {{"recall", 0.8}, {"precision", 0.9}}, 1e5), option_of("large", {{"recall", 0.9}, {"precision", 0.9}}, 1.2e5), option_of("dear", {{"recall", 1}, {"precision", 0.9}}, 1e6)};
  // A point of recall avoids 365250 x 2% / 100 = 73.05 misses, 3652.5 in money: "large" saves 36.5K for 20K more.
  const auto a = assess(subject);
  REQUIRE(a.options->chosen);
  CHECK(a.decision.sentence == "Ship \"large\".");
  subject.options[1].rejected_because = "too slow";
  CHECK(assess(subject).decision.sentence == "Ship \"small\".");
  subject.leaves.push_back(at(exact_leaf("budget_per_year", 10), "assumptions.csv", 9));
  CHECK(assess(subject).decision.verdict == Verdict::stop);
}

TEST_CASE("a case with neither rows nor options is refused") { CHECK_THROWS_AS(assess(Case{}), Refusal); }

TEST_CASE("an assumption outside its domain is refused by its name and place") {
  const std::vector<std::pair<std::string, std::pair<double, const char*>>> refused{
      {"min_recall", {0, "is 0, expected a share above 0, up to 1"}},         {"extra_missed", {1, "is 1, expected a share from 0 to below 1"}},
      {"peak_factor", {0.5, "is 0.5, expected 1 or more: the busiest hour is at least the average one"}},
      {"review_hours_per_day", {25, "is 25, expected more than 0 and at most 24"}}, {"discount_rate", {-1, "is -1, expected above -1; 8% is 0.08"}},
      {"cost_per_week", {-1, "is -1, expected 0 or more"}},                   {"cost_per_false_negative", {1e31, "expected at most 1e30"}}};
  for (const auto& [name, what] : refused) {
    INFO(name);
    CHECK_THROWS_WITH(assess(plain_rows(), {{name, what.first}}), Catch::StartsWith(name + " (assumptions.csv:2) is ") && Catch::Contains(what.second));
  }
}

}  // namespace premortem
