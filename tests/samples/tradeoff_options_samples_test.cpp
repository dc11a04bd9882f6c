// Samples in which stated options are weighed: what the next point costs, and when to ship.
#include <catch2/catch.hpp>

#include "samples/sample.hpp"
#include "samples/tradeoff_sample.hpp"

using namespace premortem;
using namespace premortem::testing;

TEST_CASE("cost-of-perfection: 94% within $3M, and why not 99%") {
  const auto r = tradeoff_of("cost-of-perfection");
  CHECK(chosen(r) == "94%");
  CHECK(r.assessment.decision.verdict == Verdict::ship);
  CHECK(option(r, "94%").misses_per_year.value() == Approx(72000).epsilon(1e-12));  // 1.2M * .06
  CHECK(option(r, "99%").misses_per_year.value() == Approx(12000).epsilon(1e-10));
  CHECK(option(r, "94%").next_point_costs.value() == Approx(1.548e6).epsilon(1e-9));  // 30M * .03 * 1.72
  CHECK(option(r, "95%").next_point_costs.value() == Approx(2.58e6).epsilon(1e-9));
  CHECK(r.assessment.perfection.extra_cost.value() == Approx(18.06e6).epsilon(1e-12));  // 30M * .35 * 1.72
  const auto range = r.assessment.options->right_while_miss_costs.value();
  CHECK(range.low == Approx(43).epsilon(1e-9));    // 516,000 / 12,000
  CHECK(range.high == Approx(129).epsilon(1e-9));  // 1,548,000 / 12,000
  const auto text = shown(r);
  CHECK(says(text, "> 94% 94% 98% 0 5% $2.58M $1.55M 72,000"));
  CHECK(says(text, "99% 99% 180 40% $20.6M 12,000"));
  CHECK(says(text, "Budget: \"94%\" takes $2.58M of $3M a year; 3 of 6 options would exceed it."));
  CHECK(says(text, "The last 5 points from 94% to 99% cost $18.1M a year. They avoid 60,000 misses a year at $301 each. 94% is right while a miss costs $43 to $129"));
  CHECK(says(text, "\"99%\" may not be chosen: live human review before an item appears: a latency spike; over the budget of $3M."));
}

TEST_CASE("cost-of-perfection: what a miss is worth moves the choice until the budget stops it") {
  const std::string miss = "cost_per_false_negative=";
  CHECK(chosen(tradeoff_of("cost-of-perfection", {miss + "42"})) == "93%");
  CHECK(chosen(tradeoff_of("cost-of-perfection", {miss + "44"})) == "94%");
  CHECK(chosen(tradeoff_of("cost-of-perfection", {miss + "150"})) == "94%");
  CHECK(chosen(tradeoff_of("cost-of-perfection", {miss + "150", "budget_per_year=5M"})) == "95%");
}

TEST_CASE("marginal-point: the point to 93% costs $275K with its weeks and brings $220K, so stop at 92%") {
  const auto r = tradeoff_of("marginal-point");
  CHECK(chosen(r) == "92%");
  CHECK(option(r, "92%").cost_per_year.value() == Approx(400e3).epsilon(1e-12));
  CHECK(option(r, "93%").delay_weeks.value() == Approx(9).epsilon(1e-12));
  CHECK(option(r, "92%").next_point_costs.value() == Approx(275e3).epsilon(1e-9));  // 200K + 3 weeks * 25K
  CHECK(option(r, "92%").net_per_year.value() == Approx(1.63e6).epsilon(1e-9));     // 2.18M - 400K - 6 * 25K
  const auto text = shown(r);
  CHECK(says(text, "the next point, to \"93%\", costs $275K with the 3 weeks it takes and is worth $220K"));
  CHECK(says(text, "The last 2 points from 92% to 94% cost $400K a year and take 6 weeks longer."));
  CHECK_FALSE(says(text, "Stop rule"));  // with a value of its own for each option no one value of a point decides
  CHECK(chosen(tradeoff_of("marginal-point", {"cost_per_week=0"})) == "93%");
  CHECK(chosen(tradeoff_of("marginal-point", {"options.93%.value_per_year=2.5M"})) == "93%");
}

TEST_CASE("ship-on-time: 88% now is worth more than 90% after the peak, and most with the upgrade") {
  const auto r = tradeoff_of("ship-on-time");
  // Python 3.11: sum over periods of 28 days of V * share of its days * (1 - 5 e) * 1.01^-(months of its start) - 30K
  CHECK(worth(r, "\"88%\" now") == Approx(549380.3489578783).epsilon(1e-9));
  CHECK(worth(r, "wait for \"90%\"") == Approx(474794.91878966166).epsilon(1e-9));
  CHECK(worth(r, "\"88%\" now, then \"90%\"") == Approx(614339.3327158104).epsilon(1e-9));
  CHECK(chosen(r) == "88%");
  CHECK(r.assessment.decision.sentence == "Ship \"88%\".");
  CHECK(says(shown(r), "Worth most: \"88%\" now, then \"90%\", $614K over the demand stated."));
  CHECK(says(shown(r), "90% takes about 767,649 examples, 24 times the most tried"));
  const auto dear = tradeoff_of("ship-on-time", {"upgrade_cost=100K"});
  CHECK(says(shown(dear), "Worth most: \"88%\" now, $549K"));
  CHECK(worth(tradeoff_of("ship-on-time", {"options.90%.launch_date=2026-11-16"}), "wait for \"90%\"") == Approx(611725.4361973477).epsilon(1e-9));
}

TEST_CASE("ship-on-time: an option that may not be chosen is valued, and not shipped") {
  const auto r = tradeoff_of("ship-on-time", {"options.88%.rejected_because=no consent"});
  CHECK(chosen(r) == "90%");
  CHECK(worth(r, "\"88%\" now") > worth(r, "wait for \"90%\""));
  CHECK(says(shown(r), "Worth most: wait for \"90%\""));
}

TEST_CASE("cheaper-option: B while a false alarm costs more than 0.806 of a miss") {
  const auto r = tradeoff_of("cheaper-option");
  CHECK(chosen(r) == "B");
  CHECK(option(r, "B").cost_per_year.value() == Approx(0.6 * option(r, "A").cost_per_year.value()));
  CHECK(option(r, "B").metric.value() == Approx(0.95 * option(r, "A").metric.value()));
  const auto& flip = r.assessment.options->flips.at(0);
  CHECK(flip.ratio.value() == Approx(0.8062155886).epsilon(1e-9));  // (36.525M * .05 * .045 * 20 - 400K) / (290,051.47 - 212,924.15) / 20
  CHECK(flip.chosen_above);
  CHECK(r.assessment.options->right_while_miss_costs->high == Approx(33.0223705).epsilon(1e-8));
  CHECK(says(shown(r), "Against \"A\" the choice flips where a false alarm costs 0.806 times a miss; \"B\" is right above that."));
  CHECK(chosen(tradeoff_of("cheaper-option", {"cost_per_false_positive=15"})) == "A");
  CHECK(chosen(tradeoff_of("cheaper-option", {"cost_per_false_negative=35"})) == "A");
}
