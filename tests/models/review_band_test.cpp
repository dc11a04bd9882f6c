#include "premortem/models/review_band.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <optional>

#include "holds_for_all.hpp"
#include "models/small_curve.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using premortem::testing::small_curve;
using premortem::testing::SmallRow;

namespace {

/// The published small case: a miss costs the value, a false positive 4, a review 1; reviewers see 90% and 95%.
ReviewCost published_costs() {
  ReviewCost c;
  c.action.false_positive = 4, c.action.miss_per_value = 1;
  c.review = 1, c.sensitivity = Probability(.9), c.specificity = Probability(.95);
  return c;
}

ScoreCurve published_curve() {
  const double scores[] = {.95, .9, .8, .7, .6, .5, .4, .3, .2, .1}, harm[] = {10, 1, 5, 0, 1, 0, 20, 0, 0, 0};
  std::vector<SmallRow> rows;
  for (int i = 0; i < 10; ++i) rows.push_back({scores[i], harm[i] > 0, 1, harm[i]});
  return small_curve(rows);
}

struct RowSums {
  double cost = 0, operating = 0, load = 0;
};

/// Row by row and without running totals: what the doc comment of ReviewCost says.
RowSums sums_by_rows(const std::vector<SmallRow>& rows, const ReviewCost& c, double high, double low) {
  const double se = c.sensitivity.value(), sp = c.specificity.value(), c_fp = c.action.false_positive;
  const double a = c.appeal_rate.value(), b = c.positive_appeal_rate.value();
  RowSums s;
  for (const SmallRow& r : rows) {
    const double live = r.weight * (r.positive ? c.action.positive_scale : c.action.negative_scale);
    const double h = c.action.miss_per_value ? *c.action.miss_per_value * r.value : c.action.miss;
    const double appeals = r.positive ? b : a;
    double work = 0, harm = 0, load = 0;
    if (r.score >= high) {
      work = c.action.action + appeals * c.appeal;
      harm = r.positive ? b * c.positive_appeal_success.value() * h : c_fp * (1 - a * c.appeal_success.value());
      load = c.appeals == AppealWork::by_reviewers ? appeals : 0;
    } else if (r.score >= low) {
      const double seen = 1 - c.stale.value(), late = 1 - c.late_report_rate.value() * c.avoidable_share.value();
      work = seen * (c.review + c.action.action * (r.positive ? se : 1 - sp));
      harm = r.positive ? seen * (1 - se) * h + (1 - seen) * late * h : seen * (1 - sp) * c_fp;
      load = 1;
    } else if (r.positive) {
      harm = h * (1 - c.late_report_rate.value() * c.avoidable_share.value());
    }
    s.cost += live * (work + harm), s.operating += live * work, s.load += live * load;
  }
  return s;
}

std::vector<SmallRow> any_rows() {
  std::vector<SmallRow> rows(*rc::gen::inRange<std::size_t>(1, 15));
  for (SmallRow& r : rows)
    r = {*rc::gen::inRange(0, 9) / 8.0, *rc::gen::arbitrary<bool>(), double(*rc::gen::inRange(1, 4)),
         double(*rc::gen::inRange(0, 9))};
  return rows;
}

Probability any_share() {
  return Probability(*rc::gen::inRange(0, 9) / 8.0);
}  // eighths: sums are exact, ties are ties

ReviewCost any_costs() {
  ReviewCost c;
  c.action.false_positive = *rc::gen::inRange(0, 9), c.action.miss = *rc::gen::inRange(0, 9);
  c.action.action = *rc::gen::inRange(0, 3), c.review = *rc::gen::inRange(0, 4), c.appeal = *rc::gen::inRange(0, 4);
  if (*rc::gen::arbitrary<bool>()) c.action.miss_per_value = *rc::gen::inRange(0, 4);
  c.action.positive_scale = *rc::gen::inRange(0, 9) / 4.0, c.action.negative_scale = *rc::gen::inRange(1, 9) / 4.0;
  c.sensitivity = any_share(), c.specificity = any_share();
  c.appeal_rate = any_share(), c.appeal_success = any_share();
  c.positive_appeal_rate = any_share(), c.positive_appeal_success = any_share();
  c.late_report_rate = any_share(), c.avoidable_share = any_share();
  if (*rc::gen::arbitrary<bool>()) c.stale = any_share();
  if (*rc::gen::arbitrary<bool>()) c.appeals = AppealWork::by_reviewers;
  return c;
}

BandLimits any_limits() {
  BandLimits l;
  if (*rc::gen::arbitrary<bool>()) l.capacity = *rc::gen::inRange(0, 50) / 2.0;
  if (*rc::gen::arbitrary<bool>()) l.budget = *rc::gen::inRange(0, 80) / 2.0;
  return l;
}

struct BestBand {
  double cost = std::numeric_limits<double>::infinity();
  std::size_t acted = 0, seen = 0;
};

/// Every pair of numbers of entries; of equal costs the later, which has the lower review_low, then review_high.
BestBand best_by_trying(const std::vector<SmallRow>& rows, const ReviewCost& c, const BandLimits& l) {
  const auto curve = small_curve(rows);
  const auto above = [&](std::size_t n) {
    return n == 0 ? std::numeric_limits<double>::infinity() : curve.score[n - 1];
  };
  BestBand best;
  for (std::size_t seen = 0; seen <= curve.size(); ++seen)
    for (std::size_t acted = 0; acted <= seen; ++acted) {
      const RowSums s = sums_by_rows(rows, c, above(acted), above(seen));
      if (l.capacity && s.load > *l.capacity) continue;
      if (l.budget && s.operating > *l.budget) continue;
      if (s.cost <= best.cost) best = {s.cost, acted, seen};
    }
  return best;
}

}  // namespace

// Recomputed by hand: 4 reviews + .1 (1 + 20) missed + .05 * 2 * 4 wrong = 6.5; kept (16 + .9 * 21)/37 of the value.
TEST_CASE("the published case acts from .4 with three reviews, and reviews from .8 to .4 with four") {
  const auto curve = published_curve();
  for (const double capacity : {0.0, 1.0, 2.0, 3.0}) {
    const auto b = cheapest_review_band(curve, published_costs(), {capacity, {}});
    CHECK(b.cost.total() == Approx(8).epsilon(1e-14));
    CHECK(b.review_high == .4);
    CHECK(b.review_low == .4);
    CHECK(b.reviewed.all() == 0);
  }
  for (const auto& limits : {BandLimits{4, {}}, BandLimits{}}) {
    const auto b = cheapest_review_band(curve, published_costs(), limits);
    CHECK(b.cost.total() == Approx(6.5).epsilon(1e-14));
    CHECK(b.cost.operating() == 4);
    CHECK(b.review_high == .8);
    CHECK(b.review_low == .4);
    CHECK(*b.value_recall == Approx(.943243243).epsilon(1e-9));
    CHECK(b.acted.positives == 3);
    CHECK(b.reviewed.positives == 2);
    CHECK(b.reviewed.negatives == 2);
    CHECK(b.passed.all() == 3);
    CHECK(b.outcome.fn == Approx(.2).epsilon(1e-14));
    CHECK(b.outcome.fp == Approx(.1).epsilon(1e-13));
  }
  CHECK(shadow_price(curve, published_costs(), {3, {}}, 1) == Approx(1.5).epsilon(1e-13));
  CHECK(shadow_price(curve, published_costs(), {4, {}}, 10) == 0);
  CHECK(shadow_price(curve, published_costs(), {}, 10) == 0);
}

TEST_CASE("no pair of thresholds costs less, with ties, weights, values, appeals, a capacity and a budget") {
  CHECK(holds_for_all([] {
    const auto rows = any_rows();
    const auto costs = any_costs();
    const auto limits = any_limits();
    const auto best = best_by_trying(rows, costs, limits);
    const auto found = cheapest_review_band(small_curve(rows), costs, limits);
    RC_ASSERT(std::abs(found.cost.total() - best.cost) <= 1e-12 * (1 + best.cost));
    RC_ASSERT(found.seen_entries == best.seen);
    RC_ASSERT(found.acted_entries == best.acted);
  }));
}

TEST_CASE("a band's cost, work and load are those of its rows, and its counts add up") {
  CHECK(holds_for_all([] {
    const auto rows = any_rows();
    const auto costs = any_costs();
    const auto curve = small_curve(rows);
    const auto seen = *rc::gen::inRange<std::size_t>(0, curve.size() + 1),
               acted = *rc::gen::inRange<std::size_t>(0, seen + 1);
    const auto b = review_band_at(curve, costs, acted, seen);
    const double nothing = std::numeric_limits<double>::infinity();
    const auto s = sums_by_rows(rows, costs, b.review_high.value_or(nothing), b.review_low.value_or(nothing));
    RC_ASSERT(std::abs(b.cost.total() - s.cost) <= 1e-12 * (1 + s.cost));
    RC_ASSERT(std::abs(b.cost.operating() - s.operating) <= 1e-12 * (1 + s.operating));
    RC_ASSERT(std::abs(b.review_load(costs.appeals) - s.load) <= 1e-12 * (1 + s.load));
    const double items = curve_items(curve, costs.action);
    RC_ASSERT(std::abs(b.acted.all() + b.reviewed.all() + b.passed.all() - items) <= 1e-12 * items);
    RC_ASSERT(std::abs(b.outcome.all() - items) <= 1e-12 * items);
    RC_ASSERT(b.rows.all() == static_cast<double>(rows.size()));
    RC_ASSERT(std::abs(b.rows.outcome.all() - b.rows.all()) <= 1e-12 * b.rows.all());
  }));
}

TEST_CASE("of a band's rows each counts once, whatever its weight and the live mix") {
  const std::vector<SmallRow> rows = {{.9, true, 5}, {.9, false, 1}, {.5, true, 2}, {.5, true, 9}, {.5, false, 3}, {.1, true, 4}};
  ReviewCost c;
  c.action.positive_scale = 3, c.sensitivity = Probability(.75), c.specificity = Probability(.5), c.stale = Probability(.5);
  const auto b = review_band_at(small_curve(rows), c, 1, 2);
  CHECK(b.rows.acted.positives == 1);
  CHECK(b.rows.reviewed.positives == 2);
  CHECK(b.rows.reviewed.negatives == 1);
  CHECK(b.rows.passed.all() == 1);
  CHECK(b.rows.outcome.tp == 1 + .5 * .75 * 2);
  CHECK(b.rows.outcome.fp == 1 + .5 * .5 * 1);
  CHECK(b.rows.outcome.fn == 4 - b.rows.outcome.tp);
  CHECK(b.outcome.tp == 3 * (5 + .5 * .75 * 11));
}

TEST_CASE("of the bands that see so many entries none within the limits costs less") {
  CHECK(holds_for_all([] {
    const auto rows = any_rows();
    const auto costs = any_costs();
    const auto limits = any_limits();
    const auto curve = small_curve(rows);
    const auto seen = *rc::gen::inRange<std::size_t>(0, curve.size() + 1);
    const double nothing = std::numeric_limits<double>::infinity(), low = seen == 0 ? nothing : curve.score[seen - 1];
    std::optional<double> least;
    for (std::size_t acted = 0; acted <= seen; ++acted) {
      const RowSums s = sums_by_rows(rows, costs, acted == 0 ? nothing : curve.score[acted - 1], low);
      const bool kept = !(limits.capacity && s.load > *limits.capacity) && !(limits.budget && s.operating > *limits.budget);
      if (kept && (!least || s.cost < *least)) least = s.cost;
    }
    const auto found = cheapest_band_seeing(curve, costs, seen, limits);
    RC_ASSERT(found.has_value() == least.has_value());
    if (!found) return;
    RC_ASSERT(found->seen_entries == seen);
    RC_ASSERT(std::abs(found->cost.total() - *least) <= 1e-12 * (1 + *least));
  }));
  CHECK_THROWS_AS(cheapest_band_seeing(published_curve(), published_costs(), 11), DomainError);
}

TEST_CASE("without reviewers, appeals and late reports the band is the cheapest threshold") {
  CHECK(holds_for_all([] {
    const auto curve = small_curve(any_rows());
    ReviewCost c;
    c.action = any_costs().action;
    const auto band = cheapest_review_band(curve, c, {0, {}});
    const auto threshold = cheapest_threshold(curve, c.action);
    RC_ASSERT(band.review_high == threshold.threshold);
    RC_ASSERT(band.cost.total() == threshold.cost.total());
    RC_ASSERT(band.reviewed.all() == 0);
  }));
}

TEST_CASE("more capacity or budget never costs more") {
  CHECK(holds_for_all([] {
    const auto curve = small_curve(any_rows());
    const auto costs = any_costs();
    double by_capacity = std::numeric_limits<double>::infinity(), by_budget = by_capacity;
    for (double limit = 0; limit < 40; limit += 2.5) {
      const double now = cheapest_review_band(curve, costs, {limit, {}}).cost.total();
      RC_ASSERT(now <= by_capacity + 1e-12);
      by_capacity = now;
      const auto paid = cheapest_review_band(curve, costs, {{}, limit});
      RC_ASSERT(paid.cost.operating() <= limit + 1e-12);
      RC_ASSERT(paid.cost.total() <= by_budget + 1e-12);
      by_budget = paid.cost.total();
    }
  }));
}

TEST_CASE("appeals that reviewers handle leave them less to review, and too many forbid to act") {
  std::vector<SmallRow> rows = {{.9, false, 10}, {.9, true, 10}, {.5, true, 2}, {.5, false, 3}};
  ReviewCost c;
  c.action.false_positive = 1, c.action.miss = 10, c.review = .1, c.appeal_rate = Probability(.3);
  CHECK(cheapest_review_band(small_curve(rows), c, {5, {}}).review_high == .9);
  CHECK(cheapest_review_band(small_curve(rows), c, {5, {}}).reviewed.all() == 5);
  c.appeals = AppealWork::by_reviewers;
  CHECK(cheapest_review_band(small_curve(rows), c, {8, {}}).reviewed.all() == 5);  // 3 appeals, 5 reviews
  const auto full = cheapest_review_band(small_curve(rows), c, {7, {}});
  CHECK(full.reviewed.all() == 0);
  CHECK(full.review_load(c.appeals) <= 7);
  const auto nobody = cheapest_review_band(small_curve(rows), c, {2, {}});
  CHECK_FALSE(nobody.review_low);  // even acting alone brings 3 appeals
  CHECK(nobody.cost.total() == 120);
}

TEST_CASE("what cannot be is refused") {
  const auto curve = published_curve();
  CHECK_THROWS_AS(cheapest_review_band(curve, published_costs(), {-1, {}}), DomainError);
  CHECK_THROWS_AS(cheapest_review_band(curve, published_costs(), {{}, NAN}), DomainError);
  CHECK_THROWS_AS(review_band_at(curve, published_costs(), 3, 2), DomainError);
  CHECK_THROWS_AS(review_band_at(curve, published_costs(), 3, 11), DomainError);
  auto c = published_costs();
  c.action.false_positive = 1e308;
  CHECK_THROWS_WITH(cheapest_review_band(curve, c), Catch::Contains("largest number"));
  CHECK_THROWS_WITH(cheapest_threshold(curve, c.action), Catch::Contains("largest number"));
  c = published_costs();
  c.review = -1;
  CHECK_THROWS_WITH(cheapest_review_band(curve, c), Catch::Contains("review"));
  auto without = curve;
  without.tp_value.clear();
  CHECK_THROWS_AS(cheapest_review_band(without, published_costs()), Refusal);
  c = published_costs();
  c.action.miss_per_value.reset(), c.action.miss = 1;
  CHECK_FALSE(cheapest_review_band(without, c).value_recall);
  std::vector<SmallRow> negatives = {{.5, false}};
  CHECK_FALSE(cheapest_review_band(small_curve(negatives), published_costs()).recall);
}
