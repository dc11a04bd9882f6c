#include "premortem/models/stratified_difference.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "premortem/core/error.hpp"
#include "premortem/models/proxy_outcome.hpp"

using namespace premortem;

namespace {

/// Both cohorts gain, and the group after has more of the low one.
const std::vector<CohortMoments> reversed = {{{1500, 10, 4}, {500, 11, 4}}, {{500, 6, 4}, {1500, 7, 4}}};

std::vector<double> drawn(int n, double mean, std::mt19937& random) {
  std::normal_distribution<double> normal(mean, 1);
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(normal(random));
  return values;
}

}  // namespace

// Worked out by hand: 9 and 8 in all; shares move by a half between means 10.5 and 6.5; each cohort has half of both groups.
TEST_CASE("means that rise in both cohorts and fall over all are Simpson's paradox") {
  const auto split = mean_split(reversed);
  CHECK(split.before == Approx(9));
  CHECK(split.after == Approx(8));
  CHECK(split.mix == Approx(-2));
  CHECK(split.rate == Approx(1));
  CHECK(split.simpson);
  CHECK(split.mix_driven);
  const auto within = stratified_difference(reversed, .95);
  REQUIRE(within);
  CHECK(within->difference == Approx(1));
  CHECK(within->standard_error == Approx(std::sqrt(.25 * 2 * (4. / 1500 + 4. / 500))));
  CHECK(within->p < 1e-20);
  CHECK(within->compared == 2);
}

TEST_CASE("the paradox is seen whatever the unit of the measure") {
  auto small = reversed;
  for (auto& c : small)
    for (auto* m : {&c.before, &c.after}) m->mean *= 1e-15, m->variance *= 1e-30;
  CHECK(mean_split(small).simpson);
}

TEST_CASE("of one cohort the difference is Welch's") {
  const SampleMoments before{20, 3, 5}, after{9, 4, 2};
  const auto one = stratified_difference(std::vector<CohortMoments>{{before, after}}, .9);
  const auto welch = welch_difference(before, after, .9);
  REQUIRE(one);
  CHECK(one->difference == Approx(welch->difference));
  CHECK(one->df == Approx(welch->df));
  CHECK(one->p == Approx(welch->p));
  CHECK(one->limits.low == Approx(welch->limits.low));
}

TEST_CASE("a cohort of one value or of one group is left out of the test and kept in the split") {
  auto cohorts = reversed;
  cohorts.push_back({{1, 50, 0}, {4, 40, 1}});
  cohorts.push_back({{0, 0, 0}, {4, 40, 1}});
  const auto within = stratified_difference(cohorts, .95);
  REQUIRE(within);
  CHECK(within->compared == 2);
  CHECK(std::isfinite(mean_split(cohorts).gap));
  CHECK_FALSE(stratified_difference(std::vector<CohortMoments>{{{5, 1, 0}, {5, 2, 0}}}, .95));
  CHECK_THROWS_AS(mean_split(std::vector<CohortMoments>{{{5, 1, 1}, {0, 0, 0}}}), Refusal);
  CHECK_THROWS_AS(mean_split(std::vector<CohortMoments>{{{1.5, 1, 1}, {2, 0, 0}}}), DomainError);
}

// 2,000 experiments without a difference inside the cohorts, and much of it between them: 5% are 100, standard error 9.7.
TEST_CASE("a difference of shares alone is taken for one inside the cohorts as often as the level says") {
  std::mt19937 random(7);
  int shown = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::vector<CohortMoments> cohorts = {{moments_of(drawn(12, 0, random)), moments_of(drawn(4, 0, random))}, {moments_of(drawn(5, 9, random)), moments_of(drawn(15, 9, random))}};
    shown += stratified_difference(cohorts, .95)->p < .05;
  }
  CHECK(shown > 60);
  CHECK(shown < 140);
}
