#include "premortem/models/review_queue.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

ReviewTeam fourteen(double patience = 0) {
  ReviewTeam t;
  t.reviewers = 14, t.review_minutes = 3, t.hours_per_day = 8;
  if (patience > 0) t.patience_minutes = patience;
  return t;
}

ReviewTeam any_team() {
  ReviewTeam t;
  t.reviewers = *rc::gen::inRange(1, 60), t.review_minutes = *rc::gen::inRange(1, 40) / 2.0;
  t.hours_per_day = *rc::gen::inRange(1, 25), t.peak_factor = 1 + *rc::gen::inRange(0, 8) / 4.0;
  if (*rc::gen::arbitrary<bool>()) t.patience_minutes = *rc::gen::inRange(1, 120);
  return t;
}

}  // namespace

// 200 items an hour of 3 minutes each, target 20 s (.33 min). Published with these digits.
TEST_CASE("a team waits as published, with and without patience") {
  const auto w = review_wait(fourteen(), 200);
  CHECK(w.wait_probability == Approx(.174131934).epsilon(1e-8));
  CHECK(w.mean_wait_minutes * 60 == Approx(7.835937).epsilon(1e-7));
  CHECK(w.utilisation == Approx(10.0 / 14).epsilon(1e-14));
  CHECK(w.stale == 0);
  CHECK(service_level(fourteen(), 200, .33) == Approx(.887852693).epsilon(1e-8));
  const auto a = review_wait(fourteen(5), 200);
  CHECK(a.wait_probability == Approx(.1452601).epsilon(1e-6));
  CHECK(a.stale == Approx(.01398374).epsilon(1e-6));
  CHECK(a.mean_wait_minutes == Approx(.06991872).epsilon(1e-6));
}

// The queue itself, event by event, which knows no formula. Margins: three standard deviations over 20 other seeds.
TEST_CASE("a simulated queue waits as long") {
  std::mt19937_64 random(20260101);
  const auto exponential = [&](double mean) { return -mean * std::log1p(-double(random() >> 11) * 0x1p-53); };
  std::vector<double> free_at(14, 0);
  double now = 0, waited = 0;
  int late = 0;
  constexpr int items = 400'000;
  for (int i = 0; i < items; ++i) {
    now += exponential(.3);
    const auto next = std::min_element(free_at.begin(), free_at.end());
    const double wait = std::max(0.0, *next - now);
    waited += wait, late += wait > .33;
    *next = now + wait + exponential(3);
  }
  CHECK(waited / items == Approx(review_wait(fourteen(), 200).mean_wait_minutes).margin(.0144));
  CHECK(double(late) / items == Approx(waits_longer(fourteen(), 200, .33)).margin(.0081));
}

TEST_CASE("more than the team can do is refused, and the backlog said") {
  ReviewTeam t = fourteen();
  t.reviewers = 12;
  CHECK(reviews_per_hour(t) == 240);
  CHECK(backlog_growth_per_hour(t, 260) == 20);
  CHECK(backlog_growth_per_hour(t, 230) == 0);
  CHECK_THROWS_WITH(review_wait(t, 260),
                    "260 items come in an hour and 12 reviewers finish at most 240: the backlog "
                    "grows by 20 an hour, 160 in a day of 8 hours");
  CHECK_THROWS_WITH(service_level(t, 240, 1), Catch::Contains("finish at most 240: by chance the backlog grows"));
  t.patience_minutes = 30;
  CHECK(review_wait(t, 260).stale >= 20.0 / 260);  // what nobody can do goes stale
}

TEST_CASE("the peak hour decides") {
  ReviewTeam t = fourteen();
  CHECK(peak_arrivals_per_hour(t, 1'600) == 200);
  t.peak_factor = 1.5;
  CHECK(peak_arrivals_per_hour(t, 1'600) == 300);
}

TEST_CASE("the team needed is the smallest that keeps the level") {
  CHECK(reviewers_needed(fourteen(), 200, .33, Probability(.88)) == 14);
  CHECK(reviewers_needed(fourteen(), 200, .33, Probability(.89)) == 15);
  CHECK(reviewers_needed(fourteen(), 0, 0, Probability(.99)) == 1);
  CHECK(holds_for_all([] {
    ReviewTeam t = any_team();
    const double arrivals = *rc::gen::inRange(1, 300), target = *rc::gen::inRange(0, 20);
    const Probability level(*rc::gen::inRange(1, 100) / 100.0);
    t.reviewers = reviewers_needed(t, arrivals, target, level);
    RC_ASSERT(service_level(t, arrivals, target) >= level.value());
    if (--t.reviewers == 0) return;
    const bool grows = !t.patience_minutes && arrivals >= reviews_per_hour(t);
    RC_ASSERT((grows || service_level(t, arrivals, target) < level.value()));
  }));
}

TEST_CASE("the most items keep the level in the peak hour, and a little more do not") {
  CHECK(holds_for_all([] {
    const ReviewTeam t = any_team();
    const double target = *rc::gen::inRange(0, 30);
    const Probability level(*rc::gen::inRange(50, 100) / 100.0);
    const double most = most_arrivals_per_hour(t, target, level);
    RC_ASSERT(service_level(t, most, target) >= level.value());
    const double more = most * (1 + 1e-9);
    const bool grows = !t.patience_minutes && more >= reviews_per_hour(t);
    RC_ASSERT((grows || service_level(t, more, target) < level.value() + 1e-12));
    RC_ASSERT(std::abs(peak_arrivals_per_hour(t, most_items_per_day(t, target, level)) - most) <= 1e-12 * most);
  }));
}

TEST_CASE("the service level falls as more items come and rises with the target and the team") {
  CHECK(holds_for_all([] {
    ReviewTeam t = any_team();
    const double target = *rc::gen::inRange(0, 30), arrivals = reviews_per_hour(t) * *rc::gen::inRange(1, 90) / 100.0;
    const double level = service_level(t, arrivals, target);
    RC_ASSERT(level >= 0 && level <= 1);
    RC_ASSERT(service_level(t, arrivals * 1.1, target) <= level + 1e-14);
    RC_ASSERT(service_level(t, arrivals, target + 1) >= level - 1e-14);
    ++t.reviewers;
    RC_ASSERT(service_level(t, arrivals, target) >= level - 1e-14);
  }));
}

TEST_CASE("ten thousand reviewers are no harder than ten") {
  ReviewTeam t = fourteen();
  t.reviewers = 10'000;
  const double most = most_arrivals_per_hour(t, 1, Probability(.95));
  CHECK(most > .99 * reviews_per_hour(t));
  CHECK(most < reviews_per_hour(t));
  CHECK(reviewers_needed(t, most * (1 - 1e-12), 1, Probability(.95)) == 10'000);
}

// Little: 200 an hour times (7.8359 s + 3 min) are 10.435 items in the team's hands.
TEST_CASE("harm in transit is Little's number of items times the harm of one in an hour") {
  const std::vector<double> hours = {200, 0, 200};
  const double in_hands = 200 * (7.83593701178 / 60 + 3) / 60;
  CHECK(harm_in_transit(fourteen(), hours, .5) == Approx(2 * in_hands * .5).epsilon(1e-9));
  CHECK(harm_in_transit(fourteen(), {}, .5) == 0);
  // mpmath 1.2 at 40 digits: .23306240204 wait and 10 (1 - .01398374412) are reviewed; the stale never are
  CHECK(harm_in_transit(fourteen(5), std::vector{200.0}, 1) == Approx(.23306240204 + 9.8601625588).epsilon(1e-10));
  CHECK_THROWS_AS(harm_in_transit(fourteen(), std::vector{300.0}, .5), Refusal);
  CHECK_THROWS_AS(harm_in_transit(fourteen(), hours, -1), DomainError);
}

TEST_CASE("teams outside their domain are refused by name") {
  ReviewTeam t = fourteen();
  t.review_minutes = 0;
  CHECK_THROWS_WITH(review_wait(t, 1), Catch::Contains("review_minutes"));
  t = fourteen(), t.peak_factor = .5;
  CHECK_THROWS_WITH(review_wait(t, 1), Catch::Contains("peak_factor"));
  t = fourteen(), t.hours_per_day = 25;
  CHECK_THROWS_AS(review_wait(t, 1), DomainError);
  t = fourteen(), t.reviewers = 0;
  CHECK_THROWS_AS(review_wait(t, 1), DomainError);
  CHECK_THROWS_AS(review_wait(fourteen(), -1), DomainError);
  CHECK_THROWS_AS(service_level(fourteen(), 1, -1), DomainError);
  CHECK_THROWS_AS(most_arrivals_per_hour(fourteen(), 1, Probability(1)), DomainError);
  CHECK_THROWS_AS(reviewers_needed(fourteen(), 1, 1, Probability(0)), DomainError);
}
