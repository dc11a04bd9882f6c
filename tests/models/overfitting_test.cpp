#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/experiment_checks.hpp"

using namespace premortem;

namespace {

std::vector<TrainingPoint> curve(const std::vector<double>& valid, double train_step = -0.01) {
  std::vector<TrainingPoint> points;
  for (const double v : valid) {
    const double epoch = static_cast<double>(points.size()) + 1;
    points.push_back({epoch, 0.5 + train_step * epoch, v, {}});
  }
  return points;
}

}  // namespace

TEST_CASE("a steady rise after the lowest epoch is overfitting, by its own numbers") {
  const auto check = overfitting_check(curve({.9, .7, .6, .62, .65, .7, .8}));
  CHECK(check.verdict == OverfittingVerdict::shown);
  CHECK(*check.best_epoch == 3);
  CHECK(check.epochs_since == 4);
  CHECK(check.rise == Approx(.2).epsilon(1e-12));
  CHECK(check.gap_at_best == Approx(.6 - .47).epsilon(1e-12));
  CHECK(check.gap_now == Approx(.8 - .43).epsilon(1e-12));
  CHECK(check.train_change == Approx(-.04).epsilon(1e-12));
  CHECK(*check.p == Approx(1.0 / 24).epsilon(1e-12));  // one order of four
}

// SciPy 1.10: kendalltau(range(7), [1,3,2,4,6,5,7], alternative="greater", method="exact").
TEST_CASE("the chance of a rise is Kendall's exact one") {
  const auto check = overfitting_check(curve({0, 1, 3, 2, 4, 6, 5, 7}));
  CHECK(*check.p == Approx(0.005357142857142857).epsilon(1e-12));
  const auto tied = overfitting_check(curve({0, 1, 1, 2, 2}));  // 4 of 6 pairs rise: (1 + 3 + 5) / 24
  CHECK(*tied.p == Approx(9.0 / 24).epsilon(1e-12));
}

TEST_CASE("beyond a hundred epochs the normal law takes over without a jump") {
  std::vector<double> valid{-1};
  for (int i = 0; i < 100; ++i) valid.push_back(std::fmod(i * .6180339887, 1) + i * .002);
  const double exact = *overfitting_check(curve(valid)).p;
  valid.insert(valid.begin() + 1, .6);  // one in the middle
  CHECK(*overfitting_check(curve(valid)).p == Approx(exact).epsilon(.1));
}

TEST_CASE("noise around a loss that has levelled out is called overfitting at most once in twenty") {
  std::mt19937_64 generator(11);
  std::normal_distribution<double> normal;
  for (const int epochs : {5, 8, 15, 40}) {
    constexpr int curves = 1'500;
    int shown = 0;
    for (int i = 0; i < curves; ++i) {
      std::vector<double> valid;
      for (int e = 0; e < epochs; ++e) valid.push_back(.5 + std::exp(-e / 2.0) + .02 * normal(generator));
      shown += overfitting_check(curve(valid)).verdict == OverfittingVerdict::shown;
    }
    INFO(epochs);
    CHECK(shown <= curves * .05 + 3 * std::sqrt(curves * .05 * .95));
  }
}

TEST_CASE("a rise of a fifth of the noise an epoch is found") {
  std::mt19937_64 generator(12);
  std::normal_distribution<double> normal;
  constexpr int curves = 300;
  int shown = 0;
  for (int i = 0; i < curves; ++i) {
    std::vector<double> valid;
    for (int e = 0; e < 40; ++e) valid.push_back((e < 15 ? .6 - .02 * e : .3 + .004 * (e - 15)) + .02 * normal(generator));
    shown += overfitting_check(curve(valid)).verdict == OverfittingVerdict::shown;
  }
  CHECK(shown > .9 * curves);
}

TEST_CASE("fewer than five epochs cannot tell, and a loss that still falls or training that worsens is no overfitting") {
  const auto few = overfitting_check(curve({.1, .2, .3, .4}));
  CHECK(few.verdict == OverfittingVerdict::cannot_tell);
  CHECK(few.why == "4 epochs are too few to tell: five are needed");
  const auto falls = overfitting_check(curve({.5, .4, .3, .2, .1}));
  CHECK(falls.verdict == OverfittingVerdict::not_shown);
  CHECK(falls.epochs_since == 0);
  CHECK_FALSE(falls.p);
  const auto diverges = overfitting_check(curve({.1, .2, .3, .4, .5, .6}, .01));
  CHECK(diverges.verdict == OverfittingVerdict::not_shown);
  CHECK(diverges.why.find("training itself") != std::string::npos);
  CHECK(overfitting_check(curve({.1, .1, .1, .1, .1, .1})).verdict == OverfittingVerdict::not_shown);
}

TEST_CASE("the order of the points does not matter") {
  CHECK(holds_for_all([] {
    std::vector<double> valid;
    const int n = *rc::gen::inRange(5, 14);
    for (int i = 0; i < n; ++i) valid.push_back(*rc::gen::inRange(0, 20) / 20.0);
    auto points = curve(valid);
    const auto one = overfitting_check(points);
    std::reverse(points.begin(), points.end());
    std::swap(points[0], points[2]);
    const auto other = overfitting_check(points);
    RC_ASSERT(one.p == other.p && one.verdict == other.verdict && one.best_epoch == other.best_epoch && one.gap_now == other.gap_now);
    RC_ASSERT(one.rise >= 0);
    if (one.verdict == OverfittingVerdict::shown) RC_ASSERT(one.epochs_since >= 4U && *one.p <= .05);
  }));
}

TEST_CASE("losses that are no numbers and epochs that stand twice are refused") {
  auto points = curve({.5, .4, .3, .2, .1});
  points[2].valid_loss = std::nan("");
  CHECK_THROWS_AS(overfitting_check(points), DomainError);
  points = curve({.5, .4, .3, .2, .1});
  points[2].epoch = 1;
  CHECK_THROWS_AS(overfitting_check(points), DomainError);
}
