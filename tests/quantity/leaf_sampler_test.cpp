#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "premortem/core/error.hpp"
#include "premortem/quantity/leaf_distribution.hpp"
#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"
#include "quantity/leaf_builder.hpp"
#include "quantity/leaf_sampler.hpp"

namespace premortem {
namespace {

using namespace testing;

constexpr std::size_t draws = 100'000;

std::vector<double> drawn(const Leaf& leaf) {
  std::vector<double> x(draws);
  fill_uniform({1, variable_id(leaf.name)}, 0, x);
  make_sampler(leaf)->apply(x);
  return x;
}

struct Moments2 {
  double mean, variance;
};

Moments2 moments(const std::vector<double>& x) {
  double sum = 0, squares = 0;
  for (const double v : x) sum += v;
  const double mean = sum / static_cast<double>(x.size());
  for (const double v : x) squares += (v - mean) * (v - mean);
  return {mean, squares / static_cast<double>(x.size() - 1)};
}

/// Kolmogorov-Smirnov distance between draws and an exact cdf.
double distance(std::vector<double> x, const std::function<double(double)>& cdf) {
  std::sort(x.begin(), x.end());
  const auto n = static_cast<double>(x.size());
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double f = cdf(x[i]), rank = static_cast<double>(i);
    worst = std::max({worst, f - rank / n, (rank + 1) / n - f});
  }
  return worst;
}

// Passed by chance once in 10,000 seeds (Massart 1990); the seed is fixed.
const double critical = std::sqrt(std::log(2 / 1e-4) / (2.0 * draws));

void check_draws(const Leaf& leaf, double mean, double variance, const std::function<double(double)>& cdf) {
  INFO(leaf.name);
  const auto x = drawn(leaf);
  const Moments2 m = moments(x);
  CHECK(std::abs(m.mean - mean) < 4 * std::sqrt(variance / draws));
  CHECK(m.variance == Approx(variance).epsilon(0.05));  // over four standard errors for every case here
  CHECK(distance(x, cdf) < critical);
}

TEST_CASE("draws have the moments and the distribution of their shape") {
  // Moments by textbook formulas, cdfs tested against 50 digits in tests/statistics.
  const auto beta = [](double a, double b) { return Moments2{a / (a + b), a * b / ((a + b) * (a + b) * (a + b + 1))}; };
  const Moments2 jeffreys = beta(3.5, 47.5), zero = beta(.5, 3000.5), belief = beta(10, 9990), pert = beta(2.5, 3.5);
  check_draws(counted_leaf("3 of 50", 3, 50), jeffreys.mean, jeffreys.variance, [](double x) { return beta_cdf(3.5, 47.5, x); });
  check_draws(counted_leaf("0 of 3000", 0, 3000), zero.mean, zero.variance, [](double x) { return beta_cdf(.5, 3000.5, x); });
  check_draws(counted_leaf("belief", 10, 10000, Shape::beta), belief.mean, belief.variance, [](double x) { return beta_cdf(10, 9990, x); });
  check_draws(peaked_leaf("pert", Shape::pert, .02, .05, .10), .02 + .08 * pert.mean, .0064 * pert.variance,
              [](double x) { return beta_cdf(2.5, 3.5, (x - .02) / .08); });
  Leaf rate = counted_leaf("2 in 400", 2, 400, Shape::rate);
  check_draws(rate, 2.5 / 400, 2.5 / 160000, [](double x) { return gamma_cdf(2.5, 1.0 / 400, x); });
  check_draws(between_leaf("uniform", Shape::uniform, .25, .75), .5, .25 / 12, [](double x) { return 2 * (x - .25); });
  const double a = .5, c = 1, b = 1.8;  // mean (a+b+c)/3, variance (a2+b2+c2-ab-ac-bc)/18
  check_draws(peaked_leaf("triangular", Shape::triangular, a, c, b, UnitKind::factor), 1.1,
              (a * a + b * b + c * c - a * b - a * c - b * c) / 18,
              [=](double x) { return x < c ? (x - a) * (x - a) / ((b - a) * (c - a)) : 1 - (b - x) * (b - x) / ((b - a) * (b - c)); });
  const double z95 = 1.6448536269514722, sd = .4, v = sd * sd;  // Phi^-1(.95)
  check_draws(between_leaf("lognormal", Shape::lognormal, .1 * std::exp(-sd * z95), .1 * std::exp(sd * z95), UnitKind::factor),
              .1 * std::exp(v / 2), .01 * std::exp(v) * (std::exp(v) - 1), [=](double x) { return normal_cdf(std::log(.1), sd, std::log(x)); });
  check_draws(between_leaf("normal", Shape::normal, -z95, z95, UnitKind::amount), 0, 1, [](double x) { return normal_cdf(0, 1, x); });
}

TEST_CASE("draws of a sample are its values, each as often as it stands there") {
  const Leaf leaf = sample_leaf("sample", {0, 0, 0.25, 1});
  const auto x = drawn(leaf);
  const auto share = [&](double v) { return static_cast<double>(std::count(x.begin(), x.end(), v)) / draws; };
  CHECK(share(0) + share(.25) + share(1) == Approx(1).epsilon(1e-12));
  const double four_errors = 4 * std::sqrt(.25 / draws);
  CHECK(std::abs(share(0) - .5) < four_errors);
  CHECK(std::abs(share(.25) - .25) < four_errors);
  CHECK(std::abs(share(1) - .25) < four_errors);
}

TEST_CASE("a uniform next to 0 or 1 draws the first or the last value of a sample") {
  const Leaf leaf = sample_leaf("sample", {1, 2, 3}, UnitKind::amount);
  std::vector<double> u{0x1p-53, 1 - 0x1p-53};
  make_sampler(leaf)->apply(u);
  CHECK(u == std::vector<double>{1, 3});
}

TEST_CASE("limits that are one value, and points, are constants") {
  for (const auto shape : {Shape::range, Shape::uniform, Shape::triangular, Shape::pert, Shape::lognormal})
    CHECK(constant_of(peaked_leaf("x", shape, .3, .3, .3)) == 0.3);
  CHECK(constant_of(point_leaf("x", .3)) == 0.3);
  CHECK_FALSE(constant_of(between_leaf("x", Shape::uniform, .2, .3)).has_value());
  CHECK_FALSE(constant_of(unknown_leaf("x")).has_value());
}

TEST_CASE("what has no distribution is refused") {
  CHECK_THROWS_AS(make_sampler(unknown_leaf("x")), DomainError);
  CHECK_THROWS_AS(make_sampler(between_leaf("x", Shape::range, .1, .2)), DomainError);
}

TEST_CASE("a share is drawn within 0 and 1, a factor wherever it lies") {
  for (auto leaf : {counted_leaf("x", 2, 2, Shape::rate), between_leaf("y", Shape::lognormal, .5, .99)}) {
    const auto kept = drawn(leaf);
    CHECK(*std::max_element(kept.begin(), kept.end()) == 1);
    leaf.unit_kind = UnitKind::factor;
    const auto free = drawn(leaf);
    CHECK(*std::max_element(free.begin(), free.end()) > 1);
  }
}

TEST_CASE("a multiplier scales every draw") {
  Leaf leaf = counted_leaf("x", 3, 50);
  const auto plain = drawn(leaf);
  leaf.multiplier = 0.5;
  const auto halved = drawn(leaf);
  CHECK(std::equal(plain.begin(), plain.end(), halved.begin(), [](double a, double b) { return b == a * 0.5; }));
}

TEST_CASE("a share that its multiplier takes past everyone is known before it is cut off") {
  const auto why = [](Leaf leaf, double multiplier) {
    leaf.multiplier = multiplier;
    return why_cut_off(leaf);
  };
  const Leaf counted = counted_leaf("x", 3, 50);
  CHECK_THAT(why(counted, 100), Catch::Contains("times 100 would pass 100%"));
  CHECK(why(counted, 2).empty());
  CHECK_THAT(why(point_leaf("x", 0.5), 2.5), Catch::Contains("would pass 100%"));
  CHECK(why(point_leaf("x", 0.5), 2).empty());
  CHECK_THAT(why(peaked_leaf("x", Shape::pert, 0.1, 0.2, 0.6), 2), Catch::Contains("would pass 100%"));
  CHECK(why(peaked_leaf("x", Shape::pert, 0.1, 0.2, 0.6), 1.5).empty());
  CHECK_THAT(why(between_leaf("x", Shape::uniform, 0.1, 0.6), 2), Catch::Contains("would pass 100%"));
  CHECK(why(counted_leaf("x", 3, 50, Shape::rate), 0.5).empty());
  Leaf amount = counted;
  amount.unit_kind = UnitKind::amount;
  CHECK(why(amount, 100).empty());
}

TEST_CASE("a triangle whose mode is at a limit stays within its limits") {
  for (const double mode : {0.2, 0.8}) {
    const auto x = drawn(peaked_leaf("x", Shape::triangular, .2, mode, .8));
    CHECK(*std::min_element(x.begin(), x.end()) >= .2);
    CHECK(*std::max_element(x.begin(), x.end()) <= .8);
    CHECK(moments(x).mean == Approx((1.0 + mode) / 3).epsilon(0.01));
  }
}

}  // namespace
}  // namespace premortem
