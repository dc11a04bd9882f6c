// What a review band catches and costs where rows have weights, where reviewers miss something, and where items go stale.
#include <catch2/catch.hpp>

#include "analysis/tradeoff_case.hpp"
#include "premortem/models/review_queue.hpp"

namespace premortem {
namespace {

using namespace testing;
using Catch::Contains;

/// Of 50 positives 10 have the score .9, 20 have .6 and 20 .1; of 50 negatives 0, 5 and 45.
ScoredRows hundred_rows() { return rows_of({{.9, 10, 0}, {.6, 20, 5}, {.1, 20, 45}}); }

/// At these costs it pays to act from .9 on and to review from .6 on. At .6, by rows: to act 5 * 30 = 150, to review
/// 25 * 3 + 20 * .2 * 8 + 5 * .2 * 30 = 137, to pass 20 * 8 = 160. At .1: 1350, 497 and 160.
Assumptions costs(double volume_per_day, double sensitivity = .8) {
  return {{"cost_per_false_positive", 30}, {"cost_per_false_negative", 8}, {"cost_per_review", 3}, {"reviewer_sensitivity", sensitivity}, {"reviewer_specificity", .8}, {"volume_per_day", volume_per_day}};
}
constexpr double hundred_a_year = 100 / 365.25;

TradeoffAssessment assess(ScoredRows rows, Assumptions assumptions, const Assumptions& more = {}) {
  assumptions.insert(assumptions.end(), more.begin(), more.end());
  return assess_tradeoff(tradeoff_case(std::move(rows), assumptions), {});
}

/// The same costs of each group against the others, since the groups have weights of their own.
ScoredRows weighted_rows() {
  auto rows = hundred_rows();
  for (const double score : rows.score) rows.weight.push_back(score == .9 ? 1 : score == .6 ? 2 : 4);
  return rows;
}

}  // namespace

TEST_CASE("shares of a band are of rows, whatever their weights, and its limits are around them") {
  for (const bool weighted : {false, true}) {
    const auto r = assess(weighted ? weighted_rows() : hundred_rows(), costs(hundred_a_year)).rows->recommended;
    REQUIRE(r.band);
    CHECK(r.review_high == .9);
    CHECK(r.review_low == .6);
    CHECK(r.recall_after_review.value.value() == Approx((10 + .8 * 20) / 50).epsilon(1e-14));
    CHECK(r.recall_after_review.limits->low < .45);
    CHECK(r.recall_after_review.limits->high > .55);
    CHECK(r.shares.recall.value() == Approx(.52).epsilon(1e-14));
    CHECK(r.shares.precision.value() == Approx(26.0 / 27).epsilon(1e-14));
    CHECK(r.shares.acted == Approx(.1).epsilon(1e-14));
    CHECK(r.shares.reviewed == Approx(.25).epsilon(1e-14));
    CHECK(r.shares.passed == Approx(.65).epsilon(1e-14));
    CHECK(r.weighted == weighted);
  }
  // 130 positive items of 320: 10, 40 and 80; costs and the reviewers' load are of these.
  const auto r = assess(weighted_rows(), costs(hundred_a_year)).rows->recommended;
  CHECK(r.band->recall.value() == Approx((10 + .8 * 40) / 130).epsilon(1e-14));
  CHECK(r.cost_per_year.value() == Approx((2 * 137 + 4 * 160) * 100 / 320.0).epsilon(1e-12));
}

TEST_CASE("a band keeps min_recall by its rows, as a threshold does") {
  const auto r = assess(weighted_rows(), costs(hundred_a_year), {{"min_recall", .5}}).rows->recommended;
  CHECK(r.band.has_value());  // 52% of the rows, 32% of the items
  CHECK_FALSE(assess(hundred_rows(), costs(hundred_a_year), {{"min_recall", .53}}).rows->recommended.band.has_value());
}

TEST_CASE("a band's shares at a stated positive_rate are those of its rates there") {
  const auto r = assess(hundred_rows(), costs(hundred_a_year), {{"positive_rate", .4}}).rows->recommended;
  REQUIRE(r.band);
  const double caught = r.band->rows.outcome.tp / 50, wrong = r.band->rows.outcome.fp / 50;
  CHECK(r.shares.precision.value() == Approx(.4 * caught / (.4 * caught + .6 * wrong)).epsilon(1e-12));
  CHECK(r.shares.reviewed == Approx(.4 * r.band->rows.reviewed.positives / 50 + .6 * r.band->rows.reviewed.negatives / 50).epsilon(1e-12));
}

TEST_CASE("where reviewers miss something, to catch all takes acting on all") {
  const auto p = assess(hundred_rows(), costs(hundred_a_year)).perfection;
  CHECK(p.cost_per_year.value() == Approx(50 * 30).epsilon(1e-12));
  CHECK(p.extra_cost.value() == Approx(1500 - 137 - 160).epsilon(1e-12));
  CHECK_THAT(p.sentence, Contains("means acting on 100% of everything, 50% of it for nothing, since reviewers miss 20% of what they see: 1.5K a year"));
}

TEST_CASE("where reviewers miss nothing, all is caught by the cheapest of acting and reviewing, as many as they can take") {
  // At .6 a review costs 75 + 30 in all, at .1 it costs 195 + 270; to act costs 150 and 1350.
  const auto free = assess(hundred_rows(), costs(hundred_a_year, 1)).perfection;
  CHECK(free.cost_per_year.value() == Approx(105 + 465).epsilon(1e-12));
  CHECK_THAT(free.sentence, Contains("means acting on 10% of everything and reviewing 90%, 50% of it for nothing: "));
  const auto limited = assess(hundred_rows(), costs(hundred_a_year, 1), {{"review_capacity_per_day", 65 / 365.25}}).perfection;
  CHECK(limited.cost_per_year.value() == Approx(150 + 465).epsilon(1e-12));
  CHECK_THAT(limited.sentence, Contains("acting on 35% of everything and reviewing 65%"));
  const auto none = assess(hundred_rows(), costs(hundred_a_year, 1), {{"review_capacity_per_day", 30 / 365.25}}).perfection;
  CHECK(none.cost_per_year.value() == Approx(1500).epsilon(1e-12));
  CHECK_THAT(none.sentence, Contains("acting on 100% of everything, 50%"));
}

TEST_CASE("what to catch all takes is told in rows, not in items") {
  const auto p = assess(weighted_rows(), costs(hundred_a_year)).perfection;
  CHECK(p.cost_per_year.value() == Approx((5 * 2 + 45 * 4) * 30 * 100 / 320.0).epsilon(1e-12));
  CHECK_THAT(p.sentence, Contains("acting on 100% of the rows, 50% of it for nothing"));
}

TEST_CASE("what goes stale before it is reviewed is missed, and costs so") {
  const Assumptions queue{{"reviewers", 10}, {"review_minutes", 5}, {"review_patience_minutes", 10}, {"review_target_minutes", 60}, {"review_service_level", .5}};
  const auto a = assess(hundred_rows(), costs(10'000), queue);
  const auto& r = a.rows->recommended;
  REQUIRE(r.band);
  CHECK(r.review_low == .6);
  ReviewTeam team;
  team.reviewers = 10, team.review_minutes = 5, team.patience_minutes = 10;
  const double stale = review_wait(team, 2500.0 / 24).stale, years = 10'000 * 365.25 / 100;
  CHECK(stale > .01);
  CHECK(a.queue.abandoned.value() == Approx(stale).epsilon(1e-12));
  REQUIRE(r.stale);
  CHECK(r.stale->all_day);
  CHECK(r.stale->share == Approx(stale).epsilon(1e-12));
  CHECK(r.recall_after_review.value.value() == Approx((10 + (1 - stale) * .8 * 20) / 50).epsilon(1e-12));
  CHECK(r.recall_after_review.limits->low < *r.recall_after_review.value);
  CHECK(r.cost_per_year.value() == Approx(((1 - stale) * 137 + stale * 160 + 160) * years).epsilon(1e-12));
  CHECK(r.operating_cost_per_year.value() == Approx((1 - stale) * 75 * years).epsilon(1e-12));
  CHECK_THAT(assess(hundred_rows(), costs(10'000, 1), queue).perfection.sentence, Contains("acting on 100% of everything, 50% of it for nothing, since what is sent to review may go stale"));
}

TEST_CASE("where one hour is busier than another, what goes stale over the day is not known, and only bounded") {
  const Assumptions queue{{"reviewers", 20}, {"review_minutes", 5}, {"review_patience_minutes", 10}, {"review_target_minutes", 60}, {"review_service_level", .5}, {"peak_factor", 2}};
  const auto a = assess(hundred_rows(), costs(10'000), queue);
  const auto& r = a.rows->recommended;
  REQUIRE(r.stale);
  CHECK_FALSE(r.stale->all_day);
  CHECK(r.recall_after_review.value.value() == Approx(.52).epsilon(1e-14));
  CHECK(r.stale->recall.value() == Approx((10 + (1 - r.stale->share) * .8 * 20) / 50).epsilon(1e-12));
  CHECK(r.cost_per_year.value() == Approx((137 + 160) * 10'000 * 365.25 / 100).epsilon(1e-12));
  CHECK(r.stale->cost_per_year.value() > *r.cost_per_year);
  const auto all_wait = assess(hundred_rows(), costs(10'000), {{"reviewers", 20}, {"review_minutes", 5}, {"peak_factor", 2}}).rows->recommended;
  CHECK_FALSE(all_wait.stale.has_value());
  CHECK(r.recall_after_review.limits->low < all_wait.recall_after_review.limits->low);
  CHECK(r.recall_after_review.limits->high == all_wait.recall_after_review.limits->high);
}

}  // namespace premortem
