#include "premortem/models/delay_value.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

const std::vector<double> peak_at_the_end = {1e5, 1e5, 1e5, 1e5, 1e5, 1e5, 1e5, 1e5, 1e5, 1.2e5, 1.6e5, 2e5};
const ItemEconomics five_for_one{1, 5, 0.01};

DelayQuestion from_88_to_90(double months) {
  DelayQuestion q;
  q.item = five_for_one, q.error_now = 0.12, q.error_later = 0.10, q.delay_months = months;
  return q;
}

DelayValue answer(const DelayQuestion& q) { return delay_value(demand_of_months(peak_at_the_end), q); }

double any_share() { return *rc::gen::inRange(0, 1001) / 1000.0; }

std::vector<DemandPeriod> any_demand() {
  std::vector<double> volumes;
  for (int i = *rc::gen::inRange(1, 15); i > 0; --i) volumes.push_back(*rc::gen::inRange(0, 1000));
  return demand_of_months(volumes);
}

DelayQuestion any_question() {
  DelayQuestion q;
  q.item = {*rc::gen::inRange(0, 100) / 10.0, *rc::gen::inRange(0, 500) / 10.0, *rc::gen::inRange(0, 30) / 1000.0};
  q.error_now = any_share(), q.error_later = any_share();
  q.delay_months = *rc::gen::inRange(0, 1600) / 100.0;
  q.spend_now = *rc::gen::inRange(0, 2000), q.spend_later = *rc::gen::inRange(0, 2000);
  return q;
}

}  // namespace

// Recomputed in Python: sum(V[k] * (1 - 5 e) / 1.01**k for k in range(d, 12)); the first month is not discounted.
TEST_CASE("shipping now, waiting and upgrading are worth what their months add up to") {
  const auto two = answer(from_88_to_90(2)), three = answer(from_88_to_90(3));
  CHECK(two.now == Approx(519599.6841360422).epsilon(1e-12));
  CHECK(two.value_of_waiting() == Approx(30394.970538961177).epsilon(1e-10));
  CHECK(three.value_of_waiting() == Approx(-18619.831931384862).epsilon(1e-10));
  CHECK(three.now_then_upgrade == Approx(619795.6545769738).epsilon(1e-12));
  CHECK(three.best == ShipPlan::now_then_upgrade);
  CHECK(three.value_per_item_now == Approx(0.4).epsilon(1e-12));
  // Month 2 is worth 100,000 x .5 / 1.01^2 to the better model, so the difference passes 0 in it at this share.
  CHECK(*two.break_even.months == Approx(2 + 30394.970538961177 / (50'000 / 1.0201)).epsilon(1e-10));
  CHECK(*two.break_even.months == *three.break_even.months);
}

TEST_CASE("a launch within a month gets the rest of that month") {
  const auto half = answer(from_88_to_90(2.5)), two = answer(from_88_to_90(2)), three = answer(from_88_to_90(3));
  CHECK(half.later == Approx((two.later + three.later) / 2).epsilon(1e-13));
  CHECK(months_of_weeks(6) == Approx(42 / 30.4375).epsilon(1e-15));
  const auto six_weeks = answer(from_88_to_90(months_of_weeks(6)));
  CHECK(six_weeks.later < answer(from_88_to_90(1)).later);
  CHECK(six_weeks.later > two.later);
  // a week at the peak costs 7 / 30.4375 of its 200,000 items, at month 11 of 1% a month
  const auto demand = demand_of_months(peak_at_the_end);
  CHECK(cost_of_delay(demand, five_for_one, 0.1, 11, 1) ==
        Approx(2e5 * 0.5 * 7 / 30.4375 / std::pow(1.01, 11)).epsilon(1e-10));
  CHECK(cost_of_delay(demand, five_for_one, 0.1, 12, 1) == 0);
}

TEST_CASE("what is spent is taken off, and an upgrade pays only above its cost") {
  auto q = from_88_to_90(3);
  q.spend_now = 1'000, q.spend_later = 5'000, q.spend_upgrade = 101'000;
  const auto v = answer(q);
  CHECK(v.now == Approx(518599.6841360422).epsilon(1e-12));
  CHECK(v.now_then_upgrade == Approx(619795.6545769738 - 102'000).epsilon(1e-12));
  CHECK(v.best == ShipPlan::now);  // the upgrade is worth 100,195.97
  q.spend_upgrade.reset();
  CHECK(answer(q).now_then_upgrade == Approx(619795.6545769738 - 6'000).epsilon(1e-12));
  q.upgrade_month = 4;
  CHECK(answer(q).now_then_upgrade < 619795.6545769738 - 6'000);
}

TEST_CASE("where every item loses money the best is not to ship, and no delay is too long") {
  auto q = from_88_to_90(2);
  q.item.loss_per_error = 20;
  const auto v = answer(q);
  CHECK(v.best == ShipPlan::never);
  CHECK_FALSE(v.break_even.months);
  CHECK(v.break_even.why.find("no delay is too long") == 0);
  q.item.loss_per_error = 9;  // 88%: 1 - 1.08 loses; 90%: 1 - .9 earns
  CHECK(answer(q).best == ShipPlan::later);
  q.error_later = 0.13, q.item.loss_per_error = 5;
  CHECK(answer(q).break_even.why == "the better model would not pay even without delay");
}

TEST_CASE("dated volumes last until the next date, and what comes before launch is left out") {
  const std::vector<DatedVolume> dated = {{7, 70}, {-3.5, 70}, {14, 140}, {21, 0}};
  const auto demand = demand_of_dates(dated);
  REQUIRE(demand.size() == 4);
  CHECK(demand[0].start == 0);
  CHECK(demand[0].end == Approx(7 / 30.4375).epsilon(1e-15));
  CHECK(demand[0].volume == Approx(70 * 7 / 10.5).epsilon(1e-14));
  CHECK(demand[3].end == Approx(28 / 30.4375).epsilon(1e-15));
  const auto all = net_present_value(demand, {1, 0, 0}, std::vector<ModelRelease>{{0, 0, 0}});
  CHECK(all == Approx(70 * 7 / 10.5 + 210).epsilon(1e-14));
  CHECK_THROWS_AS(demand_of_dates(std::vector<DatedVolume>{{0, 5}}), Refusal);
  CHECK_THROWS_AS(demand_of_dates(std::vector<DatedVolume>{{-30, 5}, {-20, 5}}), Refusal);
  CHECK_THROWS_AS(demand_of_dates(std::vector<DatedVolume>{{0, 5}, {0, 6}}), DomainError);
  CHECK_THROWS_AS(demand_of_dates(std::vector<DatedVolume>{{0, 5}, {7, -6}}), DomainError);
}

TEST_CASE("a yearly rate compounds from its monthly one, and bad terms are named") {
  CHECK(std::pow(1 + monthly_rate(0.1268), 12) == Approx(1.1268).epsilon(1e-14));
  CHECK_THROWS_AS(monthly_rate(-1), DomainError);
  const auto demand = demand_of_months(peak_at_the_end);
  const auto npv = [&](ItemEconomics item, std::vector<ModelRelease> releases) {
    return net_present_value(demand, item, releases);
  };
  CHECK_THROWS_AS(npv({1, -1, 0}, {}), DomainError);
  CHECK_THROWS_AS(npv({1, 1, -1}, {}), DomainError);
  CHECK_THROWS_AS(npv({1, 1, 0}, {{-1, 0.1, 0}}), DomainError);
  CHECK_THROWS_AS(npv({1, 1, 0}, {{0, 1.1, 0}}), DomainError);
  CHECK_THROWS_AS(npv({1, 1, 0}, {{2, 0.1, 0}, {1, 0.1, 0}}), DomainError);
  CHECK(npv({1, 1, 0}, {}) == 0);
}

TEST_CASE("an upgrade that changes nothing changes no value, whenever it comes") {
  CHECK(holds_for_all([] {
    const auto demand = any_demand();
    auto q = any_question();
    q.error_later = q.error_now, q.spend_upgrade = 0;
    const auto v = delay_value(demand, q);
    RC_ASSERT(std::abs(v.now_then_upgrade - v.now) <= 1e-9 * (1 + std::abs(v.now) + q.spend_now));
  }));
}

TEST_CASE("waiting pays up to the break-even delay and not beyond, by trying delays") {
  CHECK(holds_for_all([] {
    const auto demand = any_demand();
    auto q = any_question();
    const auto break_even = delay_value(demand, q).break_even;
    for (int i = 0; i <= 60; ++i) {
      q.delay_months = i * 0.25 + 0.01;
      const auto v = delay_value(demand, q);
      const double slack = 1e-9 * (1 + std::abs(v.now) + std::abs(v.later) + q.spend_now + q.spend_later);
      if (break_even.months) {
        if (q.delay_months <= *break_even.months) RC_ASSERT(v.value_of_waiting() >= -slack);
        if (q.delay_months > *break_even.months) RC_ASSERT(v.value_of_waiting() <= slack);
      } else if (break_even.why.find("no delay") != 0) {
        RC_ASSERT(v.value_of_waiting() <= slack);
      }
    }
    if (!break_even.months && break_even.why.find("no delay") == 0) {
      q.delay_months = 100;
      RC_ASSERT(delay_value(demand, q).value_of_waiting() >= 0);
    }
  }));
}
