#include "premortem/models/calibration.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "holds_for_all.hpp"
#include "models/scored_rows_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/confidence_fallback.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

double total(const BrierScore& b) {
  return b.reliability - b.resolution + b.uncertainty + b.within_variance - 2 * b.within_covariance;
}

/// Twelve rows by hand: two scores a bin.
ScoreCurve twelve() {
  return curve_of({.1, .1, .2, .2, .4, .4, .4, .6, .9, .9, .9, .9}, {0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0});
}

/// Labels drawn as the scores promise, again and again: how large the error then is.
struct Simulated {
  double mean = 0, above_p95 = 0, floor = 0;
};

Simulated simulate(int rows, int bins, double power, int runs) {
  Draws draws(17);
  std::vector<double> score;
  for (int i = 0; i < rows; ++i) score.push_back(std::pow((i + .5) / rows, power));
  std::vector<std::uint8_t> label(score.size());
  Simulated s;
  for (int run = 0; run < runs; ++run) {
    ScoreCurve curve;
    std::uint32_t tp = 0, fp = 0;
    for (std::size_t i = score.size(); i-- > 0;) {
      ++(draws.chance(score[i]) ? tp : fp);
      curve.score.push_back(score[i]), curve.tp.push_back(tp), curve.fp.push_back(fp);
    }
    const auto error = calibration(curve, bins, .95).error;
    s.mean += error.value / runs, s.above_p95 += error.above_noise ? 1. / runs : 0, s.floor = error.floor;
  }
  return s;
}

}  // namespace

TEST_CASE("bins hold equal shares of the rows, lowest first, and keep equal scores together") {
  const auto result = calibration(twelve(), 3, .95);
  REQUIRE(result.bins.size() == 3);
  CHECK(result.bins[0].low == .1);
  CHECK(result.bins[0].high == .2);
  CHECK(result.bins[0].positive.trials == 4);
  CHECK(result.bins[0].mean_score == Approx(.15).epsilon(1e-15));
  CHECK(*result.bins[0].positive.value == .25);
  CHECK(*result.bins[0].positive.limits == clopper_pearson(1, 4, .95));
  CHECK(result.bins[1].high == .6);
  CHECK(result.bins[2].low == .9);
  CHECK(calibration(twelve(), 100, .95).bins.size() == 5);  // as many as there are scores
  CHECK(calibration(twelve(), 1, .95).bins.size() == 1);
}

// By hand: |.6 - 1| + |1.8 - 2| + |3.6 - 3| of 12; squared errors .70 + .84 + .84 of 12.
TEST_CASE("the calibration error and the Brier score are the means over rows") {
  const auto result = calibration(twelve(), 3, .95);
  CHECK(result.error.value == Approx(1.2 / 12).epsilon(1e-13));
  CHECK(result.brier.value == Approx((.7 + .84 + .84) / 12).epsilon(1e-13));
  CHECK(*result.brier.skill == Approx(1 - result.brier.value / .25).epsilon(1e-13));
}

TEST_CASE("the parts of the Brier score add up to it, and with one score a bin nothing is within") {
  CHECK(holds_for_all([] {
    const auto n = *rc::gen::inRange(1, 80);
    std::vector<double> score;
    std::vector<std::uint8_t> label;
    double squared = 0;
    for (int i = 0; i < n; ++i) {
      score.push_back(*rc::gen::inRange(0, 21) / 20.0), label.push_back(*rc::gen::inRange(0, 2) == 1);
      squared += (score.back() - label.back()) * (score.back() - label.back()) / n;
    }
    const auto brier = calibration(curve_of(score, label), *rc::gen::inRange(1, 15), .9).brier;
    RC_ASSERT(std::abs(brier.value - squared) <= 1e-13);
    RC_ASSERT(std::abs(total(brier) - squared) <= 1e-13);
    const auto fine = calibration(curve_of(score, label), 1000, .9).brier;
    RC_ASSERT(fine.within_variance <= 1e-25 && std::abs(fine.within_covariance) <= 1e-13);
  }));
}

// n = 4, p = 1/2: (2 + 4 + 0 + 4 + 2) / 16 = .75 positives away on average.
TEST_CASE("the noise floor of one score is the mean absolute deviation of its binomial") {
  CHECK(calibration(curve_of({.5, .5, .5, .5}, {0, 1, 1, 1}), 5, .95).error.floor == Approx(.1875).epsilon(1e-12));
  // n = 3, p = .2: sum over k of C(3, k) .2^k .8^(3-k) |k - .6| = .512 * .6 + .384 * .4 + .096 * 1.4 + .008 * 2.4
  CHECK(calibration(curve_of({.2, .2, .2}, {0, 0, 1}), 5, .95).error.floor == Approx(.6144 / 3).epsilon(1e-12));
  CHECK(calibration(curve_of({0, 0, 1}, {0, 0, 1}), 5, .95).error.floor == 0);
}

// Labels drawn from the scores: 3,000 runs, a binomial 5% has standard deviation .4 points.
TEST_CASE("perfectly calibrated scores show the floor on average and pass its 95% limit one time in twenty") {
  struct Shape {
    int rows, bins;
    double power;
  };
  for (const Shape& shape : {Shape{200, 10, 1}, Shape{300, 10, 3}, Shape{150, 5, 2}, Shape{400, 1, 2}, Shape{100, 10, 6}}) {
    const auto s = simulate(shape.rows, shape.bins, shape.power, 3000);
    CAPTURE(shape.rows, shape.bins, shape.power, s.mean, s.floor, s.above_p95);
    CHECK(s.mean == Approx(s.floor).epsilon(.03));
    CHECK(s.above_p95 > .035);
    CHECK(s.above_p95 < .065);
  }
}

TEST_CASE("scores that promise too much are above the noise") {
  std::vector<double> score;
  std::vector<std::uint8_t> label;
  for (int i = 0; i < 1000; ++i) score.push_back(.9), label.push_back(i % 10 < 7);
  const auto result = calibration(curve_of(score, label), 10, .95);
  CHECK(result.error.above_noise);
  CHECK_FALSE(result.bins.front().promise_holds);
  CHECK(result.error.value == Approx(.2).epsilon(1e-12));
}

TEST_CASE("scores that are no probabilities, and no rows, are refused") {
  CHECK_THROWS_AS(calibration(curve_of({.5, 1.5}, {0, 1}), 10, .95), Refusal);
  CHECK_THROWS_AS(calibration(curve_of({-.1, .5}, {0, 1}), 10, .95), Refusal);
  CHECK_THROWS_AS(calibration({}, 10, .95), Refusal);
  CHECK_THROWS_AS(calibration(twelve(), 0, .95), DomainError);
  CHECK_THROWS_AS(calibration(twelve(), 3, 0), DomainError);
  CHECK_THROWS_AS(confidence_fallback(curve_of({2}, {0}), .6, .95), Refusal);
}

TEST_CASE("rows whose likelier answer is less sure than the limit fall back, and are less often right") {
  const auto result = confidence_fallback(twelve(), .65, .95);
  CHECK(result.falls_back.events == 4);  // .4 three times and .6
  CHECK(*result.falls_back.value == Approx(1. / 3).epsilon(1e-15));
  CHECK(*result.falls_back.limits == clopper_pearson(4, 12, .95));
  CHECK(*result.below.correct.value == .75);  // two negatives at .4, the positive at .6
  CHECK(*result.above.correct.value == .75);  // 3 of 4 below .3, 3 of 4 at .9
  CHECK(*result.below.mean_confidence == Approx(.6).epsilon(1e-15));
  CHECK(*result.above.mean_confidence == Approx((2 * .9 + 2 * .8 + 4 * .9) / 8).epsilon(1e-15));
  CHECK(*result.accuracy_gained == 0);
}

TEST_CASE("a confidence at the limit stays, and one half is an answer") {
  CHECK(confidence_fallback(twelve(), .6, .95).falls_back.events == 0);  // .4 and .6 are 60% sure
  const auto half = confidence_fallback(curve_of({.5}, {1}), .5, .95);
  CHECK(half.above.correct.events == 1);
  CHECK_FALSE(half.below.correct.value);
  CHECK_FALSE(half.below.mean_confidence);
  CHECK_FALSE(confidence_fallback(curve_of({.5}, {1}), 1, .95).accuracy_gained);
  CHECK_THROWS_AS(confidence_fallback(twelve(), .4, .95), DomainError);
}
