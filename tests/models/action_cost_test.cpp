#include "premortem/models/action_cost.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "holds_for_all.hpp"
#include "models/small_curve.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using premortem::testing::small_curve;
using premortem::testing::SmallRow;

namespace {

ActionCost costs(double false_positive, double miss, double action) {
  ActionCost c;
  c.false_positive = false_positive, c.miss = miss, c.action = action;
  return c;
}

/// Row by row, without running totals.
double cost_by_rows(const std::vector<SmallRow>& rows, const ActionCost& c, std::optional<double> threshold) {
  double total = 0;
  for (const SmallRow& r : rows) {
    const double live = r.weight * (r.positive ? c.positive_scale : c.negative_scale);
    const double miss = c.miss_per_value ? *c.miss_per_value * r.value : c.miss;
    if (threshold && r.score >= *threshold)
      total += live * (c.action + (r.positive ? 0 : c.false_positive));
    else if (r.positive)
      total += live * miss;
  }
  return total;
}

std::vector<SmallRow> any_rows() {
  std::vector<SmallRow> rows(*rc::gen::inRange<std::size_t>(1, 13));
  for (SmallRow& r : rows)
    r = {*rc::gen::inRange(0, 7) / 8.0, *rc::gen::arbitrary<bool>(), double(*rc::gen::inRange(1, 4)),
         double(*rc::gen::inRange(0, 9))};
  return rows;
}

ActionCost any_costs() {
  ActionCost c = costs(*rc::gen::inRange(0, 6), *rc::gen::inRange(0, 20), *rc::gen::inRange(0, 4));
  if (*rc::gen::arbitrary<bool>()) c.miss_per_value = *rc::gen::inRange(0, 5);
  c.positive_scale = *rc::gen::inRange(0, 5) / 4.0, c.negative_scale = *rc::gen::inRange(0, 9) / 4.0;
  return c;
}

const std::vector<SmallRow> four = {{.1, false}, {.4, false}, {.35, true}, {.8, true}};

}  // namespace

// By hand: labels 0, 0, 1, 1 at scores .1, .4, .35, .8.
TEST_CASE("a threshold costs its false positives, its misses and its actions") {
  const auto c = costs(3, 10, 1);
  const auto at_35 = cost_at(small_curve(four), c, 2);
  CHECK(at_35.threshold == .35);
  CHECK(at_35.cost.actions == 3);
  CHECK(at_35.cost.false_positives == 3);
  CHECK(at_35.cost.misses == 0);
  CHECK(at_35.cost.operating() == 3);
  CHECK(cost_at(small_curve(four), c, 0).cost.total() == 11);
  const auto none = cost_at(small_curve(four), c, std::nullopt);
  CHECK_FALSE(none.threshold);
  CHECK(none.cost.total() == 20);
  CHECK(cheapest_threshold(small_curve(four), c).threshold == .35);
}

TEST_CASE("a miss costs by the item, or by its value instead") {
  std::vector<SmallRow> rows = {{.9, true, 2, 5}, {.5, false, 1, 100}, {.2, true, 3, 7}};
  auto c = costs(1, 10, 0);
  CHECK(cost_at(small_curve(rows), c, 0).cost.misses == 30);
  c.miss_per_value = 2;
  CHECK(cost_at(small_curve(rows), c, 0).cost.misses == 42);
  CHECK(cost_at(small_curve(rows), c, std::nullopt).cost.misses == 62);
  auto without = small_curve(rows);
  without.tp_value.clear();
  CHECK_THROWS_AS(cost_at(without, c, 0), Refusal);
}

TEST_CASE("to act on nothing is the cheapest where acting never pays") {
  const auto t = cheapest_threshold(small_curve(four), costs(3, 1, 2));
  CHECK_FALSE(t.entry);
  CHECK(t.cost.total() == 2);
}

TEST_CASE("of thresholds that cost the same the lowest is taken, also where the sums are rounded") {
  CHECK(cheapest_threshold(small_curve(four), costs(0, 0, 0)).threshold == .1);
  // .1 + .2 and .3 differ in the last bit: a miss of .3 against three false positives at .1
  std::vector<SmallRow> rows = {{.9, true}, {.5, true, 3}, {.5, false, 9}, {.4, false, 0.0}};
  CHECK(cheapest_threshold(small_curve(rows), costs(.1, .3, 0)).threshold == .4);
  CHECK(cheapest_threshold(small_curve(rows), costs(.1 * (1 + 1e-12), .3, 0)).threshold == .9);
}

TEST_CASE("no threshold costs less than the cheapest, and one within the budget is found where it exists") {
  CHECK(holds_for_all([] {
    const auto rows = any_rows();
    const auto cost = any_costs();
    const auto curve = small_curve(rows);
    const std::optional<double> budget =
        *rc::gen::arbitrary<bool>() ? std::optional(*rc::gen::inRange(0, 30) / 2.0) : std::nullopt;
    double least = cost_by_rows(rows, cost, std::nullopt);
    std::optional<double> lowest;
    for (std::size_t i = 0; i < curve.size(); ++i) {  // sums of dyadic numbers are exact: ties are ties
      double work = 0;
      for (const auto& r : rows)
        if (r.score >= curve.score[i])
          work += cost.action * r.weight * (r.positive ? cost.positive_scale : cost.negative_scale);
      const double here = cost_by_rows(rows, cost, curve.score[i]);
      RC_ASSERT(cost_at(curve, cost, i).cost.total() == here);
      RC_ASSERT(cost_at(curve, cost, i).cost.operating() == work);
      if ((!budget || work <= *budget) && here <= least) least = here, lowest = curve.score[i];
    }
    const auto found = cheapest_threshold(curve, cost, budget);
    RC_ASSERT(found.cost.total() == least);
    RC_ASSERT(found.threshold == lowest);
  }));
}

TEST_CASE("Elkan's threshold is where acting and not acting cost the same") {
  CHECK(*elkan_threshold(costs(3, 10, 1)).threshold == Approx(4.0 / 13).epsilon(1e-15));
  CHECK(holds_for_all([] {
    auto c = any_costs();
    const double value = *rc::gen::inRange(0, 9), miss = c.miss_per_value ? *c.miss_per_value * value : c.miss;
    const auto t = elkan_threshold(c, value);
    if (!t.threshold) {
      RC_ASSERT(!t.why.empty());
      RC_ASSERT((miss < c.action ||
                 (c.positive_scale * (miss - c.action) == 0 && c.negative_scale * (c.false_positive + c.action) == 0)));
      return;
    }
    const double positive = *t.threshold * c.positive_scale, negative = (1 - *t.threshold) * c.negative_scale;
    RC_ASSERT(std::abs(negative * (c.false_positive + c.action) + positive * c.action - positive * miss) <= 1e-12);
  }));
  auto by_value = costs(3, 0, 1);
  by_value.miss_per_value = 2;
  CHECK_FALSE(elkan_threshold(by_value).threshold);
  CHECK(*elkan_threshold(by_value, 5).threshold == Approx(4.0 / 13).epsilon(1e-15));
}

TEST_CASE("on calibrated scores the cheapest threshold is Elkan's") {
  std::vector<SmallRow> rows;  // of the rows scored p, a share of p are positive
  for (int i = 1; i < 100; ++i)
    rows.push_back({i / 100.0, true, i / 100.0}), rows.push_back({i / 100.0, false, 1 - i / 100.0});
  auto c = costs(3, 10, 1);
  CHECK(cheapest_threshold(small_curve(rows), c).threshold == .31);  // 4/13 = .3077
  c.positive_scale = .5, c.negative_scale = 1.5;
  const double shifted = *elkan_threshold(c).threshold;
  CHECK(*cheapest_threshold(small_curve(rows), c).threshold == Approx(std::ceil(100 * shifted) / 100));
}

TEST_CASE("a year has 365.25 days of the stated volume") {
  CHECK(cost_per_year(100, 1'000, 2'000) == Approx(73'050).epsilon(1e-15));
  CHECK(cost_of_items(73'050, 1'000, 2'000) == Approx(100).epsilon(1e-15));
  CHECK(capacity_in_items(50, 1'000, 2'000) == 25);
  CHECK_THROWS_AS(cost_per_year(1, 0, 1), DomainError);
  CHECK_THROWS_AS(cost_of_items(1, 1, 0), DomainError);
}

TEST_CASE("costs outside their domain are refused by name") {
  CHECK_THROWS_WITH(cost_at(small_curve(four), costs(-1, 0, 0), 0),
                    Catch::Contains("false positive") && Catch::Contains("-1"));
  CHECK_THROWS_AS(cost_at(small_curve(four), costs(NAN, 0, 0), 0), DomainError);
  CHECK_THROWS_AS(cost_at(small_curve(four), costs(1, 1, 1), 4), DomainError);
  CHECK_THROWS_AS(cheapest_threshold(ScoreCurve{}, costs(1, 1, 1)), DomainError);
  CHECK_THROWS_AS(cheapest_threshold(small_curve(four), costs(1, 1, 1), -1), DomainError);
}
