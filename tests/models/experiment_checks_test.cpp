#include "premortem/models/experiment_checks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/window_rows.hpp"

using namespace premortem;

namespace {

SampleRatioCheck check_of(const std::vector<double>& counts, const std::vector<double>& shares) { return sample_ratio_check(counts, shares); }

}  // namespace

// The first is the example of Kohavi, Tang & Xu (2020), chapter 21; p by R 4.2, chisq.test; hence 1e-10.
TEST_CASE("a mismatch of a few tenths of a percent in many users is one, and of two percent in few is none") {
  const auto book = check_of({821'588, 815'482}, {.5, .5});
  CHECK(*book.p == Approx(1.82179287262e-06).epsilon(1e-10));
  CHECK(book.mismatch);
  const auto few = check_of({5'200, 5'000}, {.5, .5});
  CHECK(*few.p == Approx(0.0476703806562).epsilon(1e-10));
  CHECK_FALSE(few.mismatch);
  const auto three = check_of({500, 300, 260}, {.5, .3, .2});
  CHECK(*three.p == Approx(0.00112221279816).epsilon(1e-10));
  CHECK(three.expected == std::vector<double>{530, 318, 212});
}

TEST_CASE("the order of the arms does not matter, and counts in proportion are no mismatch") {
  CHECK(holds_for_all([] {
    const double a = *rc::gen::inRange(20, 5'000), b = *rc::gen::inRange(20, 5'000), share = *rc::gen::inRange(30, 71) / 100.0;
    const auto one = check_of({a, b}, {share, 1 - share}), other = check_of({b, a}, {1 - share, share});
    RC_ASSERT(one.p.has_value() && *one.p >= 0 && *one.p <= 1);
    RC_ASSERT(std::abs(*one.p - *other.p) < 1e-12);
    RC_ASSERT(check_of({100 * a, 100 * a}, {.5, .5}).p == 1.0);
  }));
}

TEST_CASE("arms that expect fewer than five have no p, and a split that is none is refused") {
  const auto few = check_of({3, 4}, {.5, .5});
  CHECK_FALSE(few.p);
  CHECK_FALSE(few.mismatch);
  CHECK_FALSE(few.why.empty());
  CHECK_THROWS_AS(check_of({5}, {.5}), DomainError);
  CHECK_THROWS_AS(check_of({5, 5}, {.5, .4}), DomainError);
  CHECK_THROWS_AS(check_of({5, 5}, {1, 0}), DomainError);
  CHECK_THROWS_AS(check_of({5.5, 5}, {.5, .5}), DomainError);
  CHECK_THROWS_AS(check_of({0, 0}, {.5, .5}), DomainError);
}

// SciPy 1.10: the recursion on 600 nodes over both halves; hence 1e-10. To three digits, table 2 of Armitage, McPherson & Rowe (1969).
TEST_CASE("a 5% test looked at again and again alarms as often as the published recursion says") {
  CHECK(false_alarm_of_peeking(1, .05) == .05);
  CHECK(false_alarm_of_peeking(2, .05) == Approx(0.08311780335454588).margin(1e-10));
  CHECK(false_alarm_of_peeking(5, .05) == Approx(0.1416893325910341).margin(1e-10));
  CHECK(false_alarm_of_peeking(10, .05) == Approx(0.19335659334992628).margin(1e-10));
  CHECK(false_alarm_of_peeking(52, .05) == Approx(0.3235122888205968).margin(1e-10));
  CHECK(false_alarm_of_peeking(200, .05) == Approx(0.42427089832357545).margin(1e-9));
  CHECK(false_alarm_of_peeking(1'000, .05) == Approx(0.5299113847202062).margin(1e-9));
}

TEST_CASE("what a simulation of random walks counts is within its error") {
  std::mt19937_64 generator(7);
  std::normal_distribution<double> normal;
  constexpr int walks = 20'000;
  int alarms = 0;
  for (int i = 0; i < walks; ++i) {
    double sum = 0;
    bool alarm = false;
    for (int look = 1; look <= 52; ++look) sum += normal(generator), alarm = alarm || std::abs(sum) > 1.959963984540054 * std::sqrt(look);
    alarms += alarm;
  }
  CHECK(static_cast<double>(alarms) / walks == Approx(false_alarm_of_peeking(52, .05)).margin(4 * .0033));  // four standard errors
}

// SciPy 1.10: brentq on the recursion above; the constants are those of Pocock (1977): 2.178, 2.413, 2.555, 2.672 for 2, 5, 10, 20.
TEST_CASE("honest levels are Pocock's") {
  CHECK(honest_look_level(1, .05) == .05);
  CHECK(honest_look_level(2, .05) == Approx(0.02938578586625442).epsilon(1e-7));
  CHECK(honest_look_level(5, .05) == Approx(0.015814171563501688).epsilon(1e-7));
  CHECK(honest_look_level(10, .05) == Approx(0.010618390222794089).epsilon(1e-7));
  CHECK(honest_look_level(20, .05) == Approx(0.007540790106441192).epsilon(1e-7));
  CHECK(honest_look_level(52, .05) == Approx(0.005081589374087957).epsilon(1e-7));
}

TEST_CASE("peeking more never alarms less, at most as Bonferroni says, and an honest level alarms as often as promised") {
  for (const double level : {.001, .01, .05, .2, .5}) {
    double last = level;
    for (const int looks : {2, 3, 7, 15, 30}) {
      INFO(level << ' ' << looks);
      const double here = false_alarm_of_peeking(looks, level);
      CHECK(here > last);
      CHECK(here <= looks * level);
      CHECK(false_alarm_of_peeking(looks, honest_look_level(looks, level)) == Approx(level).epsilon(1e-6));
      last = here;
    }
  }
  CHECK_THROWS_AS(false_alarm_of_peeking(0, .05), DomainError);
  CHECK_THROWS_AS(false_alarm_of_peeking(1'001, .05), DomainError);
  CHECK_THROWS_AS(false_alarm_of_peeking(2, 0), DomainError);
  CHECK_THROWS_AS(honest_look_level(2, .9), DomainError);
}

TEST_CASE("rows dated after their label are counted, and those without a date are not") {
  constexpr auto none = WindowRows::no_day;
  const std::vector<std::int32_t> date{10, 11, 12, none, 5}, label{11, 11, 11, 3, none};
  const auto leak = date_leakage(date, label);
  CHECK(leak.compared == 3);
  CHECK(leak.late == 1);
  CHECK(leak.same_day == 1);
  CHECK(*leak.share == Approx(1.0 / 3).epsilon(1e-15));
  CHECK_FALSE(date_leakage({}, {}).share);
  CHECK_THROWS_AS(date_leakage(date, {}), DomainError);
}
