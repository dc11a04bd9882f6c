#include "premortem/models/marginal_cost.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

using Options = std::vector<MetricOption>;

/// 30 million flagged a year at $1.72 a review: a share of them is reviewed to catch so much of 1.2 million.
MetricOption reviewed(const std::string& name, double caught, double share) {
  return {name, caught, 30e6 * share * 1.72, {}, {}};
}

Options moderation() {
  return {reviewed("93%", .93, .04), reviewed("94%", .94, .05), reviewed("95%", .95, .08), reviewed("99%", .99, .40)};
}

MarginalTerms per_miss(double value) {
  MarginalTerms terms;
  terms.misses_per_point = 12'000;
  terms.value_per_point = 12'000 * value;
  return terms;
}

Options any_options() {
  Options options;
  for (int i = *rc::gen::inRange(1, 9); i > 0; --i)
    options.push_back({"", *rc::gen::inRange(0, 101) / 100.0, static_cast<double>(*rc::gen::inRange(0, 2000)), {}, {}});
  return options;
}

double net(const MetricOption& o, double value_per_point) { return 100 * o.metric * value_per_point - o.cost_per_year; }

}  // namespace

// By hand: shares .04, .05, .08, .40 of 30e6 x $1.72 are $2.064M, $2.58M, $4.128M, $20.64M.
TEST_CASE("94% is right while a miss costs $43 to $129") {
  const auto costs = marginal_costs(moderation(), per_miss(55));
  REQUIRE(costs.stated.size() == 3);
  CHECK(costs.stated[0].cost_per_point == Approx(516e3).epsilon(1e-10));
  CHECK(costs.stated[1].cost_per_point == Approx(1548e3).epsilon(1e-10));
  CHECK(costs.stated[2].cost_per_point == Approx(16512e3 / 4).epsilon(1e-10));
  CHECK(*costs.stated[1].cost_per_miss == Approx(129).epsilon(1e-10));
  CHECK(*costs.stated[1].misses_avoided == Approx(12'000).epsilon(1e-10));
  CHECK(costs.off_hull.empty());
  for (const auto& stop : {costs.stop, costs.hull_stop}) {
    CHECK(stop.option == 1u);
    CHECK(stop.reason == StopReason::cost_exceeds_value);
    CHECK(stop.point_value->low == Approx(516e3).epsilon(1e-10));
    CHECK(stop.miss_value->low == Approx(43).epsilon(1e-10));
    CHECK(stop.miss_value->high == Approx(129).epsilon(1e-10));
  }
  CHECK(marginal_costs(moderation(), per_miss(42)).stop.option == 0u);
  CHECK(marginal_costs(moderation(), per_miss(130)).stop.option == 2u);
  CHECK(marginal_costs(moderation(), per_miss(345)).stop.reason == StopReason::nothing_better);
}

// With the place at 96% that a curve has (13% reviewed) the point after 95% costs 30e6 x $1.72 x .05 = $2.58M.
TEST_CASE("a place on the curve between two options makes the next point cheaper than their average") {
  auto curve = moderation();
  curve.push_back(reviewed("96%", .96, .13));
  const auto costs = marginal_costs(curve, per_miss(55));
  CHECK(costs.stated[2].from == 2u);
  CHECK(costs.stated[2].to == 4u);
  CHECK(costs.stated[2].cost_per_point == Approx(2.58e6).epsilon(1e-10));
  CHECK(costs.stop.option == 1u);
}

// By hand: each point costs $200K and 3 weeks at $15K, $245K; it brings $420K, $280K, $150K.
TEST_CASE("points at $200K and 3 weeks each stop at 92% where the next brings less") {
  Options points = {{"90%", .90, 1e6, 0.0, 0.0},
                    {"91%", .91, 1.2e6, 420e3, 3.0},
                    {"92%", .92, 1.4e6, 700e3, 6.0},
                    {"93%", .93, 1.6e6, 850e3, 9.0}};
  MarginalTerms terms;
  terms.cost_per_week = 15e3;
  const auto costs = marginal_costs(points, terms);
  CHECK(costs.weeks_counted);
  CHECK(costs.stated[1].cost_per_point == Approx(245e3).epsilon(1e-10));
  CHECK(*costs.stated[1].weeks == 3);
  CHECK(*costs.stated[1].benefit == Approx(280e3).epsilon(1e-10));
  CHECK(costs.stop.option == 2u);
  CHECK(costs.stop.reason == StopReason::cost_exceeds_value);
  CHECK(costs.hull_stop.option == 2u);
  CHECK(costs.hull_stop.reason == StopReason::best_of_all);
  terms.cost_per_week = 30e3;  // $290K a point
  CHECK(marginal_costs(points, terms).stop.option == 1u);
  terms.cost_per_week.reset();  // $200K a point: weeks are shown, not counted
  CHECK(marginal_costs(points, terms).stated[0].cost_per_point == Approx(200e3).epsilon(1e-10));
  CHECK(marginal_costs(points, terms).why_weeks_not == "the cost of a week is not stated");
  terms.cost_per_week = 15e3, points[1].weeks.reset();
  CHECK_FALSE(marginal_costs(points, terms).weeks_counted);
  CHECK(marginal_costs(points, terms).why_weeks_not == "not every option states its weeks");
}

TEST_CASE("steps of the same cost are all on the hull, and a value equal to it buys them all") {
  Options points;
  for (int i = 0; i <= 9; ++i) points.push_back({"", (90 + i) / 100.0, 200e3 * i, {}, {}});
  MarginalTerms terms;
  terms.value_per_point = 200e3;
  const auto costs = marginal_costs(points, terms);
  CHECK(costs.off_hull.empty());
  CHECK(costs.stop.reason == StopReason::nothing_better);
  CHECK(point_values_for(points, terms, 4)->high == Approx(200e3).epsilon(1e-9));
  terms.value_per_point = 199e3;
  CHECK(marginal_costs(points, terms).stop.option == 0u);
}

TEST_CASE("options off the hull are named with what makes them so") {
  const Options options = {{"a", .90, 100, {}, {}},     {"hump", .91, 900, {}, {}}, {"b", .92, 300, {}, {}},
                           {"worse", .89, 150, {}, {}}, {"mix", .94, 1800, {}, {}}, {"c", .96, 2300, {}, {}}};
  MarginalTerms terms;
  terms.value_per_point = 600;
  const auto costs = marginal_costs(options, terms);
  REQUIRE(costs.off_hull.size() == 3);
  CHECK(costs.off_hull[0].by == 2u);  // b is better and cheaper than the hump
  CHECK(costs.off_hull[1].by == 0u);
  CHECK_FALSE(costs.off_hull[2].by);
  CHECK(costs.off_hull[2].low == 2u);  // halfway from b to c costs 1,300
  CHECK(costs.off_hull[2].high == 5u);
  CHECK(costs.stop.option == 0u);  // the hump costs 800 a point, and who looks one step ahead stops
  CHECK(costs.hull_stop.option == 5u);
  CHECK_FALSE(point_values_for(options, terms, 4));
  CHECK(point_values_for(options, terms, 2)->low == Approx(100).epsilon(1e-10));
  CHECK(point_values_for(options, terms, 2)->high == Approx(500).epsilon(1e-10));
}

TEST_CASE("of equally cheap options the best begins the hull, and of the same option twice the first stays") {
  const Options options = {{"worse", .90, 100, {}, {}}, {"start", .92, 100, {}, {}}, {"dear", .93, 900, {}, {}},
                           {"dear", .93, 900, {}, {}},  {"best", .95, 600, {}, {}},  {"best", .95, 600, {}, {}}};
  const auto costs = marginal_costs(options, {});
  REQUIRE(costs.hull.size() == 1);
  CHECK(costs.hull[0].from == 1);
  CHECK(costs.hull[0].to == 4);
  REQUIRE(costs.off_hull.size() == 4);
  CHECK(costs.off_hull[0].by == 1u);
  CHECK(costs.off_hull[1].by == 4u);
  CHECK(costs.off_hull[3].by == 4u);
  const Options twice = {
      {"a", .90, 100, {}, {}}, {"mix", .94, 1800, {}, {}}, {"mix", .94, 1800, {}, {}}, {"c", .96, 2300, {}, {}}};
  const auto off = marginal_costs(twice, {}).off_hull;
  CHECK_FALSE(off[0].by);
  CHECK(off[1].by == 1u);
}

TEST_CASE("a gain within its noise is not bought, unless further points make it real") {
  MarginalTerms terms = per_miss(200);  // 94% and 95% pay, 99% does not
  terms.gain_half_width = [](std::size_t, std::size_t) { return 0.015; };
  const auto costs = marginal_costs(moderation(), terms);
  CHECK(costs.stop.option == 2u);  // one point is noise, two are not
  CHECK(costs.stop.reason == StopReason::cost_exceeds_value);
  terms.gain_half_width = [](std::size_t, std::size_t) { return 0.03; };
  const auto noisy = marginal_costs(moderation(), terms);
  CHECK(noisy.stop.option == 0u);
  CHECK(noisy.stop.reason == StopReason::gain_is_noise);
  CHECK_FALSE(noisy.stop.point_value);
}

TEST_CASE("without a value there is no stop, and what cannot be compared is refused") {
  const auto costs = marginal_costs(moderation(), {});
  CHECK_FALSE(costs.stop.option);
  CHECK(costs.stop.reason == StopReason::value_not_stated);
  CHECK(point_values_for(moderation(), {}, 1)->high == Approx(1548e3).epsilon(1e-10));
  CHECK_THROWS_AS(marginal_costs({}, {}), Refusal);
  CHECK_THROWS_AS(marginal_costs(Options{{"", 93, 1, {}, {}}}, {}), DomainError);
  CHECK_THROWS_AS(marginal_costs(Options{{"", .93, NAN, {}, {}}}, {}), DomainError);
  CHECK_THROWS_AS(marginal_costs(moderation(), per_miss(-1)), DomainError);
  CHECK_THROWS_AS(point_values_for(moderation(), {}, 4), DomainError);
}

TEST_CASE("the stop along the hull is the option of the largest value less cost, by trying all") {
  CHECK(holds_for_all([] {
    const auto options = any_options();
    MarginalTerms terms;
    terms.value_per_point = *rc::gen::inRange(0, 500) + 0.5;
    const auto costs = marginal_costs(options, terms);
    const auto& stop = costs.hull_stop;
    for (const auto& o : options)
      RC_ASSERT(net(options[*stop.option], *terms.value_per_point) >= net(o, *terms.value_per_point) - 1e-6);
    RC_ASSERT(stop.point_value->low <= *terms.value_per_point + 1e-6);
    RC_ASSERT(*terms.value_per_point <= stop.point_value->high + 1e-6);
    const auto values = point_values_for(options, terms, *stop.option);
    RC_ASSERT(std::abs(values->low - stop.point_value->low) <= 1e-6 * (1 + values->low));
    RC_ASSERT(values->high == stop.point_value->high ||
              std::abs(values->high - stop.point_value->high) <= 1e-6 * (1 + values->high));
  }));
}

TEST_CASE("marginal cost never falls along the hull, and every option is on it or off it") {
  CHECK(holds_for_all([] {
    const auto options = any_options();
    const auto costs = marginal_costs(options, {});
    for (std::size_t i = 1; i < costs.hull.size(); ++i)
      RC_ASSERT(costs.hull[i].cost_per_point >= costs.hull[i - 1].cost_per_point * (1 - 1e-9));
    RC_ASSERT(costs.hull.size() + 1 + costs.off_hull.size() == options.size());
    for (const auto& off : costs.off_hull) {
      RC_ASSERT(off.by.has_value() != (off.low.has_value() && off.high.has_value()));
      RC_ASSERT(!off.by || (options[*off.by].metric >= options[off.option].metric &&
                            options[*off.by].cost_per_year <= options[off.option].cost_per_year));
    }
  }));
}
