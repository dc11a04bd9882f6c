#include "premortem/models/confidence_calendar.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/age_replacement.hpp"

using namespace premortem;

namespace {

constexpr std::int32_t today = 20'000;

double weibull(double t) { return -std::expm1(-(t / 100) * (t / 100)); }
double exponential(double t) { return -std::expm1(-t / 30); }

std::vector<ForecastDay> forecast(const std::function<double(double)>& law, int step, int horizon) {
  std::vector<ForecastDay> days;
  for (int t = step; t <= horizon; t += step) {
    ForecastDay d;
    d.day = today + t, d.probability_ever_beyond = law(t);
    days.push_back(d);
  }
  return days;
}

/// Straight between the days, by a search of its own.
double straight(const std::vector<ForecastDay>& days, double t) {
  double from = 0, before = 0;
  if (t <= 0) return 0;
  for (const auto& d : days) {
    const double to = d.day - today;
    if (t <= to) return before + (d.probability_ever_beyond - before) * (t - from) / (to - from);
    from = to, before = d.probability_ever_beyond;
  }
  return before;
}

/// Cost per day of a cycle of T days, by the midpoint rule.
double brute_rate(const std::vector<ForecastDay>& days, const RetrainCosts& c, double age) {
  const double late = c.days_to_notice.value_or(0);
  constexpr int parts = 1'000;
  double length = 0, beyond = 0;
  for (int i = 0; i < parts; ++i) {
    const double t = age * (i + 0.5) / parts, noticed = straight(days, t - late);
    length += (1 - noticed) * age / parts, beyond += (straight(days, t) - noticed) * age / parts;
  }
  const double noticed = straight(days, age - late);
  return (c.preventive * (1 - noticed) + c.breach * noticed + c.harm_per_day_beyond.value_or(0) * beyond) / length;
}

RetrainCosts one_to_five() {
  RetrainCosts c;
  c.preventive = 1, c.breach = 5;
  return c;
}

}  // namespace

TEST_CASE("confidence falls at the tolerance and at one half") {
  CHECK(day_confidence(0, .1) == DayConfidence::high);
  CHECK(day_confidence(.1, .1) == DayConfidence::high);
  CHECK(day_confidence(.1000001, .1) == DayConfidence::medium);
  CHECK(day_confidence(.5, .1) == DayConfidence::medium);
  CHECK(day_confidence(.5000001, .1) == DayConfidence::low);
  CHECK(day_confidence(.55, .6) == DayConfidence::high);
  CHECK_THROWS_AS(day_confidence(1.1, .1), DomainError);
  CHECK_THROWS_AS(day_confidence(.1, 0), DomainError);
}

TEST_CASE("re-validation is on the day the tolerance is passed, between the days that are forecast") {
  const auto line = forecast([](double t) { return t / 100; }, 7, 70);
  CHECK(*revalidate_by(today, line, .1) == today + 10);
  CHECK(*revalidate_by(today, line, .105) == today + 10);  // rounded down
  CHECK(*revalidate_by(today, line, .69) == today + 69);
  CHECK_FALSE(revalidate_by(today, line, .7));  // reached and not passed
  CHECK_FALSE(revalidate_by(today, {}, .1));
  CHECK(*revalidate_by(today, forecast([](double) { return .9; }, 7, 7), .09) == today);  // within a day
}

TEST_CASE("re-validation comes no later for a smaller tolerance, and never after it is passed") {
  CHECK(holds_for_all([] {
    const double scale = *rc::gen::inRange(20, 300), a = *rc::gen::inRange(1, 50) / 100.0, b = a + *rc::gen::inRange(1, 40) / 100.0;
    const auto days = forecast([&](double t) { return -std::expm1(-(t / scale) * (t / scale)); }, 7, 182);
    const auto first = revalidate_by(today, days, a), later = revalidate_by(today, days, b);
    if (later) RC_ASSERT(first && *first <= *later);
    if (first) RC_ASSERT(straight(days, *first - today) <= a + 1e-12);
    if (first) RC_ASSERT(straight(days, *first - today + 1) > a);
  }));
}

TEST_CASE("with daily steps the retrain date of a Weibull law is that of the law itself") {
  const auto plan = retrain_plan(today, forecast(weibull, 1, 300), one_to_five());
  CHECK(*plan.after_days == Approx(51.0655).margin(0.5));  // half a step
  CHECK(*plan.cost_per_day == Approx(0.0408524).epsilon(1e-4));
  CHECK(*plan.retrains_per_year == Approx(365.25 / *age_replacement(weibull, 300, 1, 5).mean_cycle).epsilon(0.01));
}

TEST_CASE("no other date costs less, with any delay until a breach is noticed and any harm") {
  int cases = 0;
  CHECK(holds_for_all([&cases] {
    if (++cases > 60) return;  // each is a slow search of its own
    const double scale = *rc::gen::inRange(20, 120);
    const auto days = forecast([&](double t) { return -std::expm1(-std::pow(t / scale, 2.5)); }, 7, 182);
    RetrainCosts c = one_to_five();
    c.breach = *rc::gen::inRange(1, 30), c.harm_per_day_beyond = *rc::gen::inRange(0, 20) / 10.0;
    c.days_to_notice = *rc::gen::element(0.0, 3.5, 14.0, 60.0, std::numeric_limits<double>::infinity());
    const auto plan = retrain_plan(today, days, c);
    const double never = brute_rate(days, c, 182);
    if (!plan.after_days) {
      for (double t = 7; t < 182; t += 7) RC_ASSERT(brute_rate(days, c, t) > (1 - 2e-3) * never);
      return;
    }
    RC_ASSERT(std::abs(brute_rate(days, c, *plan.after_days) / *plan.cost_per_day - 1) < 1e-4);
    for (double t = 7; t < 182; t += 7) RC_ASSERT(brute_rate(days, c, t) > *plan.cost_per_day * (1 - 1e-4));
  }));
}

TEST_CASE("a constant hazard that is stated at any step is retrained only on evidence") {
  for (const int step : {1, 7, 28})
    for (const int horizon : {28, 182, 1'000}) {
      INFO(step << ' ' << horizon);
      const auto plan = retrain_plan(today, forecast(exponential, step, horizon), one_to_five());
      CHECK_FALSE(plan.after_days);
      CHECK(plan.why.find("only on evidence") != std::string::npos);
    }
}

TEST_CASE("a retraining that restores less makes later cycles shorter and dearer, and the next one later") {
  const auto days = forecast(weibull, 1, 300);
  RetrainCosts half = one_to_five();
  const auto full = retrain_plan(today, days, half);
  half.effectiveness = 0.5;
  const auto plan = retrain_plan(today, days, half);
  CHECK(*plan.cost_per_day == Approx(2 * *full.cost_per_day).epsilon(1e-9));
  CHECK(*plan.retrains_per_year == Approx(2 * *full.retrains_per_year).epsilon(1e-9));
  // The hazard times the extra cost is what a day of waiting costs: 4 x 2 T / 100^2 = 2 x .0408524.
  CHECK(*plan.after_days == Approx(2 * 51.0655).margin(0.6));
  half.margin_left = 0.5;  // as much as is left today
  CHECK(*retrain_plan(today, days, half).after_days == Approx(*full.after_days).epsilon(1e-9));
  half.effectiveness = 1;  // twice what is left
  CHECK(*retrain_plan(today, days, half).after_days == Approx(51.0655 / 2).margin(0.6));
}

TEST_CASE("a breach that is noticed later counts its harm, and its plan is absent without the days it takes") {
  RetrainCosts c = one_to_five();
  c.harm_per_day_beyond = 1;
  const auto days = forecast(weibull, 7, 182);
  CHECK(retrain_plan(today, days, c).why == "harm until a breach is noticed needs the days until then");
  c.days_to_notice = 0;
  CHECK(*retrain_plan(today, days, c).after_days == *retrain_plan(today, days, one_to_five()).after_days);
  c.days_to_notice = 20;
  CHECK(*retrain_plan(today, days, c).after_days < *retrain_plan(today, days, one_to_five()).after_days);
}

TEST_CASE("without a breach, a cost or a horizon there is no date, and why") {
  const auto days = forecast(weibull, 7, 182);
  RetrainCosts c = one_to_five();
  CHECK_FALSE(retrain_plan(today, {}, c).why.empty());
  CHECK_FALSE(retrain_plan(today, forecast([](double) { return 0.0; }, 7, 70), c).why.empty());
  CHECK(retrain_plan(today + 7, forecast([](double) { return 1.0; }, 7, 70), c).why == "it is beyond the limit already");
  c.preventive = 5;
  CHECK_FALSE(retrain_plan(today, days, c).after_days);
  c.preventive = 0;
  CHECK_FALSE(retrain_plan(today, days, c).after_days);
  c.preventive = -1;
  CHECK_THROWS_AS(retrain_plan(today, days, c), DomainError);
  c = one_to_five(), c.effectiveness = 0;
  CHECK_THROWS_AS(retrain_plan(today, days, c), DomainError);
}

TEST_CASE("days that fall back, and chances that do, are refused") {
  auto days = forecast(weibull, 7, 70);
  days[3].probability_ever_beyond = days[2].probability_ever_beyond - 0.01;
  CHECK_THROWS_AS(revalidate_by(today, days, .1), DomainError);
  days = forecast(weibull, 7, 70);
  days[3].day = days[2].day;
  CHECK_THROWS_AS(revalidate_by(today, days, .1), DomainError);
  CHECK_THROWS_AS(revalidate_by(today + 8, forecast(weibull, 7, 70), .1), DomainError);
}
