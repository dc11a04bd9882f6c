#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "premortem/models/delay_arms.hpp"

using namespace premortem;

namespace {

std::vector<DelayArm> drawn(const std::vector<double>& shares, int sessions, std::mt19937& random) {
  std::vector<DelayArm> arms;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    std::binomial_distribution<int> left(sessions, shares[i]);
    arms.push_back({100.0 * static_cast<double>(i + 1), static_cast<double>(sessions), static_cast<double>(left(random))});
  }
  return arms;
}

double share_that_fall(const std::vector<double>& shares, int sessions, int samples) {
  std::mt19937 random(11);
  int fall = 0;
  for (int i = 0; i < samples; ++i) fall += falling_p(drawn(shares, sessions, random)) < 0.01;
  return static_cast<double>(fall) / samples;
}

}  // namespace

TEST_CASE("two arms that fall are as far from rising as both are from their common share") {
  // by hand: 30 and 10 of 100, pooled .2; X2 = 2 * 10^2 / (100 * .2 * .8) = 12.5; R 4.2: pchisq(12.5, 1, lower = FALSE)
  CHECK(falling_p(std::vector<DelayArm>{{100, 100, 30}, {200, 100, 10}}) == Approx(4.069520174e-4).epsilon(1e-9));
  CHECK(falling_p(std::vector<DelayArm>{{100, 100, 10}, {200, 100, 30}}) == 1);
}

TEST_CASE("where abandonment does not fall, it is said to fall in at most 1% of samples at 1%") {
  CHECK(share_that_fall({.1, .1, .1, .1, .1, .1, .1, .1}, 300, 2000) <= 0.01);
  CHECK(share_that_fall({.02, .02, .05, .05, .3, .3, .3, .3, .3, .3}, 150, 2000) <= 0.01);
}

TEST_CASE("abandonment that rises and falls again is found") {
  CHECK(share_that_fall({.05, .08, .2, .2, .1, .06}, 500, 300) >= 0.99);
  CHECK(share_that_fall({.05, .08, .2, .2, .1, .06}, 200, 300) >= 0.7);
}

TEST_CASE("the order of arms, and arms that are split, do not change whether abandonment falls") {
  std::mt19937 random(3);
  for (int i = 0; i < 200; ++i) {
    auto arms = drawn({.1, .3, .2, .4, .1}, 80, random);
    const double p = falling_p(arms);
    arms.push_back({300, 20, 5});
    std::shuffle(arms.begin(), arms.end(), random);
    auto sorted = merged_arms(arms);
    CHECK(falling_p(arms) == falling_p(sorted));
    CHECK(p >= 0);
    CHECK(p <= 1);
  }
}

TEST_CASE("a single delay, or arms that all or nobody left, cannot fall") {
  CHECK(falling_p(std::vector<DelayArm>{{100, 50, 20}}) == 1);
  CHECK(falling_p(std::vector<DelayArm>{{100, 50, 0}, {200, 50, 0}}) == 1);
  CHECK(falling_p(std::vector<DelayArm>{{100, 50, 50}, {200, 50, 50}}) == 1);
  CHECK(falling_p({}) == 1);
}
