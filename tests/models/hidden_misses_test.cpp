#include "premortem/models/hidden_misses.hpp"

#include <catch2/catch.hpp>

#include "models/scored_rows_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/exact_test.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// @param caught_missed  positives, by cohort
std::vector<CohortMisses> misses(const std::vector<std::pair<double, double>>& caught_missed, const HiddenMissSettings& settings = {}, int jobs = 1) {
  std::vector<std::string> names;
  std::vector<Confusion> counts;
  for (const auto& [caught, missed] : caught_missed) {
    names.push_back("cohort " + std::to_string(names.size()));
    counts.push_back({caught, 3, 1000, missed});
  }
  return hidden_misses(names, counts, settings, jobs);
}

}  // namespace

// scipy 1.10: fisher_exact([[40, 60], [90, 810]], "greater"), confirmed by exact fractions; times 3 by Holm.
TEST_CASE("a cohort whose positives are missed more often is found though all rows look well") {
  const auto found = misses({{60, 40}, {450, 50}, {360, 40}});
  REQUIRE(found.size() == 3);
  CHECK(found[0].verdict == RecallVerdict::lower);
  CHECK(found[0].hidden);  // recall .87 over all rows, at most .73 in the first cohort
  CHECK(*found[0].p == Approx(3 * 3.5046690422513406e-13).epsilon(1e-12));
  CHECK(*found[0].excess == Approx(30).epsilon(1e-14));  // 40 missed, 10 at the rest's 10%
  CHECK(found[1].verdict == RecallVerdict::no_lower_shown);
  CHECK_FALSE(found[1].hidden);
}

TEST_CASE("few positives do not tell, and the number that would is where the power asked for is reached") {
  const auto found = misses({{9, 1}, {4500, 500}});
  CHECK(found[0].verdict == RecallVerdict::too_few);
  REQUIRE(found[0].needed);
  const double n = *found[0].needed;
  // by enumeration: chance that a miss rate of 10% + 10 points is called at 5% / 2 cohorts, summed over all outcomes
  const auto power = [](double positives) {
    double sum = 0;
    for (double missed = 0; missed <= positives; ++missed)
      if (fisher_more_p(missed, positives, 500, 5000) <= .025)
        sum += binomial_survival(positives, .2, missed - 1) - binomial_survival(positives, .2, missed);
    return sum;
  };
  CHECK(power(n) >= .8);
  CHECK(power(n - 1) < .8);
  CHECK(n > 70);  // the normal approximation gives ((1.96 * .3 + .8416 * .4) / .1)^2 = 85
  CHECK(n < 115);
  CHECK_FALSE(found[1].needed);
}

// A cohort of one beside the most rows a file may stand for: the positives asked for come on top of them.
TEST_CASE("how many positives would tell is also said beside 1e12 rows") {
  const auto found = misses({{499'999'999'999, 500'000'000'000}, {1, 0}});
  CHECK(found[1].verdict == RecallVerdict::too_few);
  REQUIRE(found[1].needed);
  // beside a rest of so many, the test is binomial with the rest's rate of 50%: by enumeration, at 5% / 2 cohorts, against 60%
  const auto power = [](double n) {
    double called = 0;
    while (binomial_survival(n, 0.5, called - 1) > .025) ++called;
    return binomial_survival(n, 0.6, called - 1);
  };
  CHECK(power(*found[1].needed) >= .8);
  CHECK(power(*found[1].needed - 1) < .8);
}

TEST_CASE("a rest that is too small lets no number of positives tell") {
  const auto found = misses({{9, 1}, {2, 1}});
  CHECK(found[0].verdict == RecallVerdict::too_few);
  CHECK_FALSE(found[0].needed);
}

TEST_CASE("a cohort without positives, or with all of them, has no test") {
  const auto found = misses({{0, 0}, {50, 5}});
  CHECK_FALSE(found[0].p);
  CHECK(found[0].verdict == RecallVerdict::too_few);
  CHECK(found[0].needed);
  CHECK_FALSE(found[1].p);
  CHECK_FALSE(found[1].excess);
  CHECK(misses({}).empty());
  CHECK_THROWS_AS(misses({}, {.power = 1}), DomainError);
  CHECK_THROWS_AS(hidden_misses(std::vector<std::string>{"a"}, {}, {}), DomainError);
}

// The joint limit is that of clopper_pearson at 1 - 5% / cohorts, which has references of its own.
TEST_CASE("a lower recall is hidden where the recall over all rows is above what the cohort's own rows allow in all cohorts together") {
  for (const double missed : {5, 10, 14, 15, 16, 17, 20, 40}) {
    const auto found = misses({{100 - missed, missed}, {9000, 1000}, {90, 10}});
    const double all = (100 - missed + 9000 + 90) / 10200, upper = clopper_pearson(100 - missed, 100, 1 - .05 / 3).high;
    CHECK(found[0].hidden == (found[0].verdict == RecallVerdict::lower && all > upper));
  }
  CHECK(misses({{83, 17}, {9000, 1000}, {90, 10}})[0].verdict == RecallVerdict::too_few);
  CHECK(misses({{60, 40}, {9000, 1000}, {90, 10}})[0].hidden);
}

TEST_CASE("any number of threads finds the same") {
  Draws draws(9);
  std::vector<std::pair<double, double>> cohorts(40);
  for (std::size_t c = 0; c < cohorts.size(); ++c)
    for (std::size_t i = 0; i < 3 + 4 * (c % 20); ++i) ++(draws.chance(c % 7 == 0 ? .5 : .1) ? cohorts[c].second : cohorts[c].first);
  const auto one = misses(cohorts);
  for (const int jobs : {2, 3, 8}) {
    const auto several = misses(cohorts, {}, jobs);
    REQUIRE(several.size() == one.size());
    for (std::size_t c = 0; c < one.size(); ++c) {
      CHECK(several[c].p == one[c].p);
      CHECK(several[c].verdict == one[c].verdict);
      CHECK(several[c].hidden == one[c].hidden);
      CHECK(several[c].needed == one[c].needed);
    }
  }
}

// 1,500 draws of 8 alike cohorts with 12 positives each; exact tests of counts so small stay well below 5%.
TEST_CASE("alike cohorts are rarely called different: at most as often as the confidence leaves") {
  Draws draws(5);
  int wrong = 0;
  constexpr int runs = 1500;
  for (int run = 0; run < runs; ++run) {
    std::vector<std::pair<double, double>> cohorts(8);
    for (auto& [caught, missed] : cohorts)
      for (int i = 0; i < 12; ++i) ++(draws.chance(.3) ? missed : caught);
    bool any = false;
    for (const auto& c : misses(cohorts, {.difference = .5, .power = .01})) any = any || c.verdict == RecallVerdict::lower;
    wrong += any;
  }
  CHECK(wrong <= .05 * runs);
  CHECK(wrong > 0);  // it does call something now and then
}
