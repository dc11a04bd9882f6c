#include "premortem/models/label_free_estimate.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "holds_for_all.hpp"
#include "models/score_calibration.hpp"
#include "models/window_builder.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

using Numbers = std::vector<double>;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Rows whose scores are uniform and come true with the chance `chance(score)`.
template <class Chance>
WindowRows scored(std::size_t rows, std::uint64_t seed, Chance chance) {
  WindowRows w;
  Draws draw(seed);
  w.rows = rows;
  for (std::size_t i = 0; i < rows; ++i) {
    w.score.push_back(std::floor(200 * draw()) / 200);
    w.label.push_back(draw() < chance(w.score.back()));
  }
  return w;
}

double bent(double score) { return .02 + .9 * score * score; }

WindowRows rows_of(Numbers score, std::vector<std::uint8_t> label) {
  WindowRows w;
  w.rows = score.size(), w.score = std::move(score), w.label = std::move(label);
  return w;
}

/// Probability of at most k right among rows right with these chances, by going through all outcomes.
double enumerated(const Numbers& right, double k) {
  double total = 0;
  for (unsigned outcome = 0; outcome < 1U << right.size(); ++outcome) {
    double p = 1, hits = 0;
    for (std::size_t i = 0; i < right.size(); ++i) p *= outcome >> i & 1U ? right[i] : 1 - right[i], hits += outcome >> i & 1U;
    if (hits <= k) total += p;
  }
  return total;
}

}  // namespace

// By hand, .95 + .9 + .8 + .7 + .6 and so on; the tail by going through the 1,024 outcomes, as below.
TEST_CASE("chances alone give the expected table, and accuracy has the law of a Poisson binomial") {
  const Numbers p{.95, .9, .8, .7, .6, .4, .3, .2, .1, .05};
  const auto e = expected_confusion(p, .5);
  CHECK(e.tp == Approx(3.95).epsilon(1e-14));
  CHECK(e.tn == Approx(3.95).epsilon(1e-14));
  CHECK(e.fp == Approx(1.05).epsilon(1e-14));
  CHECK(e.fn == Approx(1.05).epsilon(1e-14));
  CHECK(e.accuracy == Approx(.79).epsilon(1e-14));
  CHECK(e.accuracy_sd == Approx(.1222702).epsilon(1e-6));
  CHECK(accuracy_at_most(p, .5, .6) == Approx(.1269052).epsilon(1e-6));
  CHECK(accuracy_at_most(p, .5, -.1) == 0);
  CHECK(accuracy_at_most(p, .5, 1) == 1);
  CHECK_THROWS_AS(expected_confusion(Numbers{1.1}, .5), DomainError);
  CHECK_THROWS_AS(expected_confusion(Numbers{}, .5), DomainError);
  CHECK_THROWS_AS(accuracy_at_most(p, .5, NAN), DomainError);
}

TEST_CASE("the law of accuracy is the sum over all outcomes") {
  CHECK(holds_for_all([] {
    Numbers p;
    const int rows = *rc::gen::inRange(1, 8);
    for (int i = 0; i < rows; ++i) p.push_back(*rc::gen::inRange(0, 101) / 100.0);
    const double cut = *rc::gen::inRange(0, 101) / 100.0, k = *rc::gen::inRange(0, rows + 1);
    Numbers right;
    for (const double x : p) right.push_back(x >= cut ? x : 1 - x);
    RC_ASSERT(std::abs(accuracy_at_most(p, cut, k / rows) - enumerated(right, k)) <= 1e-12);
    const auto e = expected_confusion(p, cut);
    RC_ASSERT(std::abs(e.tp + e.fp + e.tn + e.fn - rows) <= 1e-12);
  }));
}

TEST_CASE("beyond 5,000 rows the law of accuracy goes on where the exact one ended") {
  auto p = uniforms(5000, 3);
  const double exact = accuracy_at_most(p, .5, .745);
  p.push_back(0), p.push_back(1);  // two certain rows: two more that are right
  CHECK(accuracy_at_most(p, .5, (std::floor(.745 * 5000) + 2) / 5002) == Approx(exact).epsilon(1e-3));
  CHECK(exact > 1e-4);
}

TEST_CASE("calibration is isotonic regression of the labels, and a score that was not redrawn lies between its neighbours") {
  const auto reference = labelled_scores(rows_of({.1, .2, .3, .4, .4, missing, .9}, {0, 1, 0, 1, 1, 1, 2}));
  CHECK(reference.score == Numbers{.1, .2, .3, .4});
  CHECK(reference.rows() == 5);
  CHECK(calibrated(reference, {}) == Numbers{0, .5, .5, 1});
  const auto p = calibrated(reference, std::vector<std::uint32_t>{1, 0, 1, 3, 0});
  CHECK(p[0] == 0);
  CHECK(p[1] == 0);
  CHECK(p[3] == 1);
  const auto q = calibrated(reference, std::vector<std::uint32_t>{1, 0, 0, 1, 3});
  CHECK(q[1] == Approx(1 / 3.0).epsilon(1e-12));
  CHECK(q[2] == Approx(2 / 3.0).epsilon(1e-12));
  const RowSums sums(reference.score, Numbers{.05, .15, .3, .7});
  CHECK(sums.sum(Numbers{0, .5, .5, 1}) == Approx(0 + .25 + .5 + 1).epsilon(1e-14));
  CHECK(sums.variance(Numbers{0, .5, .5, 1}) == Approx(.25 * .75 + .25).epsilon(1e-14));
  CHECK(sums.outside() == 2);
}

TEST_CASE("performance of another mix of scores is told without labels, where scores mean what they meant") {
  const auto reference = scored(4000, 1, bent);
  auto current = scored(4000, 2, bent);
  for (double& s : current.score) s = std::floor(200 * std::sqrt(s)) / 200;  // higher scores, of which more come true
  Draws draw(5);
  double tp = 0, flagged = 0, right = 0, positives = 0;
  for (std::size_t i = 0; i < current.rows; ++i) {
    current.label[i] = draw() < bent(current.score[i]);
    const bool flag = current.score[i] >= .6, is = current.label[i] == 1;
    flagged += flag, positives += is, tp += flag && is, right += flag == is;
  }
  const auto labels = current.label;
  current.label.clear();
  const auto e = label_free_estimate(reference, current, .6, .95, 1);
  CHECK(e.current_scored == 4000);
  CHECK(e.current_labelled == 0);
  CHECK_FALSE(e.accuracy.actual);
  CHECK_FALSE(e.condition_p);
  CHECK(e.accuracy.limits->contains(right / 4000));
  CHECK(e.precision.limits->contains(tp / flagged));
  CHECK(e.recall.limits->contains(tp / positives));
  CHECK(*e.accuracy.value == Approx((e.tp + e.tn) / 4000).epsilon(1e-12));
  CHECK(e.tp + e.fp == Approx(flagged).epsilon(1e-12));
  current.label = labels;
  const auto known = label_free_estimate(reference, current, .6, .95, 1);
  CHECK(known.accuracy.value == e.accuracy.value);
  CHECK(*known.accuracy.actual == right / 4000);
  CHECK(*known.recall.actual == tp / positives);
  CHECK(*known.condition_p > .001);
}

TEST_CASE("scores that no longer come true as often are found out by the labels") {
  const auto reference = scored(2000, 1, bent);
  const auto current = scored(2000, 2, [](double s) { return .8 * bent(s); });
  const auto e = label_free_estimate(reference, current, .5, .95, 1);
  CHECK(*e.condition_p < 1e-4);
  CHECK(*e.precision.actual < e.precision.limits->low);
}

TEST_CASE("limits hold about as often as they say, and the check of the condition rejects about as often as it says") {
  int accuracy = 0, recall = 0, precision = 0, rejected = 0;
  const int pairs = 60;
  for (int i = 0; i < pairs; ++i) {
    const auto seed = static_cast<std::uint64_t>(100 + 2 * i);
    const auto e = label_free_estimate(scored(400, seed, bent), scored(300, seed + 1, bent), .5, .9, 1);
    accuracy += e.accuracy.limits->contains(*e.accuracy.actual);
    precision += e.precision.limits->contains(*e.precision.actual);
    recall += e.recall.limits->contains(*e.recall.actual);
    rejected += *e.condition_p <= .05;
  }
  CAPTURE(accuracy, precision, recall, rejected);
  CHECK(accuracy >= 47);  // 54 expected of 60; 47 is three standard deviations fewer
  CHECK(precision >= 47);
  CHECK(recall >= 47);
  CHECK(rejected <= 8);   // 3 expected, and three standard deviations
}

TEST_CASE("the order of rows changes no bit, and another seed only the limits") {
  auto reference = scored(300, 1, bent), current = scored(200, 2, bent);
  const auto e = label_free_estimate(reference, current, .5, .95, 1);
  std::reverse(reference.score.begin(), reference.score.end()), std::reverse(reference.label.begin(), reference.label.end());
  std::reverse(current.score.begin(), current.score.end()), std::reverse(current.label.begin(), current.label.end());
  const auto turned = label_free_estimate(reference, current, .5, .95, 1), other = label_free_estimate(reference, current, .5, .95, 2);
  CHECK(turned.recall.value == e.recall.value);
  CHECK(turned.recall.limits == e.recall.limits);
  CHECK(turned.condition_p == e.condition_p);
  CHECK(other.recall.value == e.recall.value);
  CHECK_FALSE(other.recall.limits == e.recall.limits);
}

TEST_CASE("what is missing is named, and a metric of nothing is absent") {
  const auto good = scored(300, 1, bent);
  WindowRows none;
  none.rows = 3, none.label = {0, 1, 0};
  CHECK_THROWS_WITH(label_free_estimate(none, good, .5, .95, 1), Catch::Contains("no column score"));
  CHECK_THROWS_WITH(label_free_estimate(good, none, .5, .95, 1), Catch::Contains("the current window has no scores"));
  CHECK_THROWS_WITH(label_free_estimate(rows_of({.1, .2}, {2, 2}), good, .5, .95, 1), Catch::Contains("both a score and a label"));
  CHECK_THROWS_AS(label_free_estimate(rows_of({.1, .2}, {1, 1}), good, .5, .95, 1), Refusal);
  CHECK_THROWS_AS(label_free_estimate(good, good, .5, 1, 1), DomainError);
  CHECK_THROWS_AS(label_free_estimate(good, good, NAN, .95, 1), DomainError);
  const auto unflagged = label_free_estimate(good, good, 2, .95, 1);
  CHECK_FALSE(unflagged.precision.value);
  CHECK(unflagged.precision.why == "no current row is flagged");
  CHECK(*unflagged.recall.value == 0);
}
