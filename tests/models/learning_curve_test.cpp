#include "premortem/models/learning_curve.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

using Points = std::vector<MeasuredError>;

Points points_of(const std::vector<double>& errors, std::optional<double> test_size = {}) {
  Points points;
  double examples = 500;
  for (const double e : errors) points.push_back({examples *= 2, e, test_size});
  return points;
}

const std::vector<double> six = {.262, .221, .190, .1655, .1472, .1330};  // at 1k, 2k, ... 32k examples

LearningCurve six_point_curve(std::optional<double> test_size = {}) {
  return fit_learning_curve(points_of(six, test_size), 0.95);
}

}  // namespace

// scipy 1.10.1: curve_fit(c + a n^-b) with xtol = ftol = gtol = 1e-15, whose own accuracy is about 1e-7.
TEST_CASE("equally weighted errors give the curve of nonlinear least squares") {
  const auto curve = six_point_curve();
  CHECK(curve.weighting == ErrorWeighting::equal);
  CHECK(curve.c == Approx(0.08600478132392445).epsilon(1e-7));
  CHECK(curve.a == Approx(2.4471808176858816).epsilon(1e-7));
  CHECK(curve.b == Approx(0.3810746501103191).epsilon(1e-7));
  CHECK(curve.sum_of_squares == Approx(1.0554245602360164e-07).epsilon(1e-8));
  CHECK(*examples_for(curve, 0.12) == Approx(74767.40873558793).epsilon(1e-6));
  CHECK(*examples_for(curve, 0.10) == Approx(767649.2720882574).epsilon(1e-6));
}

// scipy: the profile over b by minimize_scalar, the limits by brentq, F = 10.12796 on (1, 3).
TEST_CASE("intervals of the floor and of the examples are where the profile passes the F limit") {
  const auto curve = six_point_curve();
  REQUIRE(curve.c_interval);
  CHECK(curve.c_interval->low == Approx(0.08293463292064789).epsilon(1e-6));
  CHECK(curve.c_interval->high == Approx(0.08890813445355285).epsilon(1e-6));
  const auto at_88 = reach_of(curve, 0.12), at_90 = reach_of(curve, 0.10);
  CHECK(at_88.verdict == TargetVerdict::reachable);
  CHECK(at_88.interval->low == Approx(70265.28880357237).epsilon(1e-5));
  CHECK(at_88.interval->high == Approx(79966.78722806908).epsilon(1e-5));
  CHECK(at_90.interval->low == Approx(573714.7847608116).epsilon(1e-5));
  CHECK(at_90.interval->high == Approx(1103168.6617393687).epsilon(1e-5));
  CHECK(*at_90.beyond_data == Approx(767649.272 / 32000).epsilon(1e-6));
}

// scipy: curve_fit with sigma = sqrt(e (1 - e) / n); limits where the chi-square rises by 3.841459.
TEST_CASE("test sets of a known size give weights and variances") {
  const auto curve = six_point_curve(20'000);
  CHECK(curve.weighting == ErrorWeighting::test_size);
  CHECK(curve.c == Approx(0.08602271928483757).epsilon(1e-6));
  CHECK(curve.a == Approx(2.448197807553991).epsilon(1e-6));
  CHECK(curve.b == Approx(0.38114784489918324).epsilon(1e-6));
  CHECK(curve.sum_of_squares == Approx(0.013960598873019309).epsilon(1e-7));
  CHECK(*curve.fit_p == Approx(0.99955).epsilon(1e-4));  // scipy: chi2.sf(.0139606, 3)
  CHECK_FALSE(curve.inflated);
  CHECK(curve.c_interval->low == Approx(0.05104818345293066).epsilon(1e-6));
  CHECK(curve.c_interval->high == Approx(0.10678548654445269).epsilon(1e-6));
  const auto reach = reach_of(curve, 0.12);
  CHECK(reach.verdict == TargetVerdict::reachable);
  CHECK(reach.interval->low == Approx(49988.53867734786).epsilon(1e-5));
  CHECK(reach.interval->high == Approx(172431.09764927256).epsilon(1e-5));
}

TEST_CASE("a target is unreachable below the floor's interval, not shown inside it, reachable above") {
  const auto curve = six_point_curve();
  const auto below = reach_of(curve, 0.08), low_half = reach_of(curve, 0.084), high_half = reach_of(curve, 0.088);
  CHECK(below.verdict == TargetVerdict::unreachable);
  CHECK(below.why.find("0.08293") != std::string::npos);
  CHECK_FALSE(below.examples);
  CHECK(low_half.verdict == TargetVerdict::not_shown_reachable);
  CHECK_FALSE(low_half.examples);
  CHECK(high_half.verdict == TargetVerdict::not_shown_reachable);
  CHECK(high_half.examples);  // the fitted curve gets there, others that fit do not
  CHECK(std::isinf(high_half.interval->high));
  CHECK(reach_of(curve, 0.0891).verdict == TargetVerdict::reachable);
}

// scipy: curve_fit(a n^-b) on the same points, to which a floor below 0 would fit better.
TEST_CASE("errors that fall like a logarithm keep the floor at 0") {
  const auto curve = fit_learning_curve(points_of({.30, .26, .22, .18, .14, .10}), 0.95);
  CHECK(curve.c == 0);
  CHECK(curve.a == Approx(2.1874437631768995).epsilon(1e-6));
  CHECK(curve.b == Approx(0.2830114945055745).epsilon(1e-6));
  CHECK(curve.sum_of_squares == Approx(0.0005678783033705019).epsilon(1e-8));
  CHECK(curve.c_interval->low == 0);
}

// scipy: the profile at a fixed number of examples, with the floor kept at 0 or above.
TEST_CASE("a floor at 0 binds the interval of the examples too") {
  const auto curve = fit_learning_curve(points_of({.300, .245, .197, .159, .126, .099}), 0.95);
  CHECK(curve.c == 0);
  CHECK(curve.c_interval->high == Approx(0.031192952727453295).epsilon(1e-5));
  const auto reach = reach_of(curve, 0.08);
  CHECK(*reach.examples == Approx(69206.63420490504).epsilon(1e-5));
  CHECK(reach.interval->low == Approx(57705.727873124524).epsilon(1e-5));
  CHECK(reach.interval->high == Approx(101707.18963422583).epsilon(1e-5));
}

TEST_CASE("what does not support a curve is refused, and three points give no interval") {
  CHECK_THROWS_AS(fit_learning_curve({}, 0.95), Refusal);
  CHECK_THROWS_AS(fit_learning_curve(Points{{1000, .3, {}}, {2000, .2, {}}, {2000, .21, {}}}, 0.95), Refusal);
  CHECK_THROWS_AS(fit_learning_curve(points_of({.2, .21, .2, .22}), 0.95), Refusal);  // rises
  CHECK_THROWS_AS(fit_learning_curve(points_of({.2, .2, .2, .2}), 0.95), Refusal);
  CHECK_THROWS_AS(fit_learning_curve(points_of({.3, .1, .1, .1, .1}), 0.95), Refusal);  // a step
  CHECK_THROWS_AS(fit_learning_curve(points_of({.3, .2, 1.1}), 0.95), DomainError);
  CHECK_THROWS_AS(fit_learning_curve(points_of({.3, .2, .1}, 0), 0.95), DomainError);
  CHECK_THROWS_AS(fit_learning_curve(points_of(six), 1), DomainError);
  const auto three = fit_learning_curve(points_of({.30, .20, .15}), 0.95);
  CHECK(three.c == Approx(0.10).epsilon(1e-9));  // differences halve: a n^-1 and a floor of .10, by hand
  CHECK(three.b == Approx(1).epsilon(1e-9));
  CHECK_FALSE(three.c_interval);
  CHECK(reach_of(three, 0.11).verdict == TargetVerdict::not_shown_reachable);
  CHECK(*reach_of(three, 0.11).examples == Approx(20'000).epsilon(1e-8));  // 200 / n = .01
  CHECK(reach_of(three, 0.05).verdict == TargetVerdict::not_shown_reachable);
  CHECK_THROWS_AS(reach_of(three, 0), DomainError);
}

TEST_CASE("errors on an exact curve give the curve back, but no interval from a scatter of 0") {
  CHECK(holds_for_all([] {
    const double c = *rc::gen::inRange(0, 200) / 1000.0, b = *rc::gen::inRange(10, 200) / 100.0;
    const double first = *rc::gen::inRange(50, 500) / 1000.0;  // a 1000^-b
    Points points;
    for (const double n : {1e3, 3e3, 9e3, 27e3, 81e3}) points.push_back({n, c + first * std::pow(n / 1e3, -b), {}});
    const auto curve = fit_learning_curve(points, 0.95);
    RC_ASSERT(std::abs(curve.c - c) < 1e-8);
    RC_ASSERT(std::abs(curve.b - b) < 1e-7 * b);
    RC_ASSERT(std::abs(error_at(curve, 1e3) - (c + first)) < 1e-9);
    RC_ASSERT(!curve.c_interval);
  }));
}

TEST_CASE("the same points in any order give the same bits, and no other curve is closer") {
  std::mt19937 generator(7);
  std::uniform_real_distribution<double> noise(-0.004, 0.004), unit(0, 1);
  for (int round = 0; round < 20; ++round) {
    Points points = points_of(six, 5'000);
    for (auto& p : points) p.error += noise(generator), p.test_size = std::floor(2'000 + 8'000 * unit(generator));
    const auto curve = fit_learning_curve(points, 0.95);
    std::shuffle(points.begin(), points.end(), generator);
    const auto shuffled = fit_learning_curve(points, 0.95);
    CHECK(curve.c == shuffled.c);
    CHECK(curve.b == shuffled.b);
    CHECK(curve.c_interval == shuffled.c_interval);
    for (int trial = 0; trial < 200; ++trial) {
      const double c = curve.c * (0.8 + 0.4 * unit(generator)), b = curve.b * (0.8 + 0.4 * unit(generator));
      const double a = (error_at(curve, 5'000) - c) * std::pow(5'000, b) * (0.98 + 0.04 * unit(generator));
      double sum = 0;
      for (const auto& p : points)
        sum += *p.test_size / (p.error * (1 - p.error)) * std::pow(p.error - c - a * std::pow(p.examples, -b), 2);
      CHECK(sum >= curve.sum_of_squares * (1 - 1e-12));
    }
  }
}

TEST_CASE("scatter beyond what the test sizes explain widens the interval") {
  Points points = points_of({.262, .231, .186, .1705, .1422, .1350}, 20'000);
  const auto curve = fit_learning_curve(points, 0.95);
  CHECK(*curve.fit_p < 0.05);
  CHECK(curve.inflated);
  // the limit of unweighted data would use the same scale: chi-square / 3 times F(1, 3) = 10.12796
  CHECK(*curve.limit == Approx(curve.sum_of_squares * (1 + 10.127964486013928 / 3)).epsilon(1e-9));
  points[0].test_size.reset();  // one size is missing: none is used
  CHECK(fit_learning_curve(points, 0.95).weighting == ErrorWeighting::equal);
}

TEST_CASE("an error of 0 in the test set is half an event, not an infinite weight") {
  const auto curve = fit_learning_curve(points_of({.20, .10, .05, .02, 0}, 500), 0.95);
  CHECK(std::isfinite(curve.sum_of_squares));
  CHECK(curve.c_interval->low == 0);
  CHECK(curve.c_interval->high > 0);
}

// Binomial errors around a known curve: the nominal 95% interval of the floor holds it in 90% to 99% of 200
// repetitions.
TEST_CASE("the interval of the floor holds the true floor about as often as it says") {
  std::mt19937 generator(11);
  int held = 0, reached = 0;
  constexpr int repetitions = 200;
  for (int r = 0; r < repetitions; ++r) {
    Points points;
    for (const double n : {1e3, 2e3, 4e3, 8e3, 16e3, 32e3}) {
      std::binomial_distribution<int> failures(20'000, 0.08 + 2.4 * std::pow(n, -0.4));
      points.push_back({n, failures(generator) / 20'000.0, 20'000});
    }
    const auto curve = fit_learning_curve(points, 0.95);
    held += curve.c_interval->contains(0.08);
    const auto reach = reach_of(curve, 0.12);
    reached += reach.interval && reach.interval->contains(std::pow(0.04 / 2.4, -1 / 0.4));
  }
  CHECK(held >= 0.90 * repetitions);
  CHECK(held < 0.995 * repetitions);
  CHECK(reached >= 0.90 * repetitions);
}
