// Where live traffic differs from the rows: its mix, appeals against what was flagged, late reports of what was missed.
#include <catch2/catch.hpp>

#include <memory>

#include "premortem/analysis/tradeoff_assessment.hpp"
#include "quantity/leaf_builder.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// Of 50 positives 10 have the score .9, 20 have .6 and 20 .1; of 50 negatives 0, 5 and 45.
Case hundred_rows(std::vector<Leaf> leaves) {
  Case subject;
  subject.leaves = std::move(leaves);
  subject.leaves.push_back(exact_leaf("volume_per_day", 100 / 365.25));  // 100 a year
  ScoredRows rows;
  const auto add = [&](double score, int positives, int negatives) {
    for (int i = 0; i < positives + negatives; ++i) rows.score.push_back(score), rows.label.push_back(i < positives);
  };
  add(.9, 10, 0), add(.6, 20, 5), add(.1, 20, 45);
  subject.predictions = std::make_shared<const ScoredRows>(std::move(rows));
  return subject;
}

Recommendation recommended(std::vector<Leaf> leaves) { return assess_tradeoff(hundred_rows(std::move(leaves)), {}).rows->recommended; }

}  // namespace

TEST_CASE("a floor of precision holds at the stated live mix, and rows of another mix certify nothing of it") {
  const std::vector<Leaf> costs{exact_leaf("cost_per_false_positive", 1), exact_leaf("cost_per_false_negative", 5), exact_leaf("min_precision", .55, UnitKind::share)};
  auto live = costs;
  live.push_back(exact_leaf("positive_rate", .1, UnitKind::share));
  CHECK(recommended(costs).point.counts.selected() == 35);  // from .6 on 30 of 35 rows
  CHECK(recommended(live).threshold.value() == .9);   // from .6 on .1 * .6 / (.1 * .6 + .9 * .1) = 40% would be right
  const auto rows = assess_tradeoff(hundred_rows(live), {}).rows.value();
  CHECK_FALSE(rows.certified.threshold.has_value());
  CHECK(rows.certified.why.find("stated positive_rate") != std::string::npos);
}

TEST_CASE("without review an appeal takes from a false positive what it undoes, and costs something itself") {
  const std::vector<Leaf> leaves{exact_leaf("cost_per_false_positive", 10), exact_leaf("cost_per_false_negative", 8), exact_leaf("appeal_rate", .5, UnitKind::share),
                                 exact_leaf("override_recovery", .8, UnitKind::share), exact_leaf("cost_per_appeal", 2)};
  const auto r = recommended(leaves);
  CHECK(r.threshold.value() == .6);
  CHECK(r.cost_per_year.value() == Approx(20 * 8 + 5 * (10 * (1 - .5 * .8) + .5 * 2)).epsilon(1e-12));
  CHECK(r.operating_cost_per_year.value() == Approx(5 * .5 * 2).epsilon(1e-12));
  CHECK(r.elkan_threshold.value() == Approx(7 / 15.0).epsilon(1e-12));
}

TEST_CASE("without review a late report takes from a miss what is still avoidable") {
  const auto r = recommended({exact_leaf("cost_per_false_positive", 3), exact_leaf("cost_per_false_negative", 8), exact_leaf("late_report_rate", .5, UnitKind::share),
                              exact_leaf("avoidable_share", .5, UnitKind::share)});
  CHECK(r.cost_per_year.value() == Approx(20 * 8 * .75 + 5 * 3).epsilon(1e-12));
}

TEST_CASE("a budget limits appeals as it limits actions") {
  const std::vector<Leaf> leaves{exact_leaf("cost_per_false_positive", 1), exact_leaf("cost_per_false_negative", 8), exact_leaf("appeal_rate", 1, UnitKind::share),
                                 exact_leaf("override_recovery", .5, UnitKind::share), exact_leaf("cost_per_appeal", 2), exact_leaf("budget_per_year", 9)};
  const auto r = recommended(leaves);
  CHECK(r.threshold.value() == .9);  // from .6 on five appeals would cost 10
  CHECK(r.operating_cost_per_year.value() == 0);
}

TEST_CASE("what falls back below confidence_limit is what the reviewers are sent") {
  auto subject = hundred_rows({exact_leaf("confidence_limit", .7, UnitKind::share), exact_leaf("reviewers", 1), exact_leaf("review_minutes", 60)});
  const auto a = assess_tradeoff(subject, {});
  CHECK(a.queue.items_per_day == Approx(.25 * 100 / 365.25).epsilon(1e-12));  // the 25 rows at .6
  subject.leaves.front().best = .4;
  CHECK_FALSE(assess_tradeoff(subject, {}).queue.why.empty());
}
