// A line with a count is as many rows: every model of scored rows gives the bits that repeated lines give.
#include "models/counted_rows.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/calibration.hpp"
#include "premortem/models/certified_threshold.hpp"
#include "premortem/models/cohort_confusions.hpp"
#include "premortem/models/roc_hull.hpp"
#include "premortem/models/cohort_curves.hpp"
#include "premortem/models/score_curve.hpp"
#include "premortem/models/value_recall.hpp"
#include "premortem/statistics/auc.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// Lines with ties, counts, and any of the columns that go together with counts.
ScoredRows random_lines() {
  ScoredRows rows;
  const auto n = *rc::gen::inRange<std::size_t>(1, 30);
  rows.score = *rc::gen::container<std::vector<double>>(n, rc::gen::element(-0.0, 0.0, 0.1, 0.29, 0.5, 0.75, 0.9, 1.0));
  rows.label = *rc::gen::container<std::vector<std::uint8_t>>(n, rc::gen::element<std::uint8_t>(0, 1));
  rows.count = *rc::gen::container<std::vector<std::uint64_t>>(n, rc::gen::inRange<std::uint64_t>(1, 9));
  rows.cohort = {{"a", "b", "c"}, *rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange<std::uint32_t>(0, 3))};
  rows.value = *rc::gen::container<std::vector<double>>(n, rc::gen::element(0.0, 0.1, 10.0, 1234.56));
  if (*rc::gen::arbitrary<bool>()) rows.weight = *rc::gen::container<std::vector<double>>(n, rc::gen::element(0.1, 1.0, 3.0, 250.5));
  return rows;
}

bool same(const ScoreCurve& a, const ScoreCurve& b) {
  return a.score == b.score && a.tp == b.tp && a.fp == b.fp && a.tp_weight == b.tp_weight && a.fp_weight == b.fp_weight && a.tp_value == b.tp_value && a.fp_value == b.fp_value;
}

bool same(const ValueRecall& a, const ValueRecall& b) { return a.recall == b.recall && a.interval == b.interval && a.n_eff == b.n_eff && a.method == b.method && a.why == b.why; }

bool same(const Confusion& a, const Confusion& b) { return a.tp == b.tp && a.fp == b.fp && a.tn == b.tn && a.fn == b.fn; }

void assert_same(const ScoredRows& a, const ScoredRows& b, double threshold) {
  const auto x = score_curves(a, 1), y = score_curves(b, 3);
  RC_ASSERT(same(x.all, y.all));
  RC_ASSERT(x.hulls == y.hulls);
  const auto v = cohort_curves(a, a.score, 1), w = cohort_curves(b, a.score, 3);
  for (std::size_t c = 0; c < v.size(); ++c) RC_ASSERT(same(v[c], w[c]));
  RC_ASSERT(same(value_recall(a, threshold, .95), value_recall(b, threshold, .95)));
  const auto s = cohort_confusions(a, a.score, threshold), t = cohort_confusions(b, b.score, threshold);
  for (std::size_t c = 0; c < s.size(); ++c) RC_ASSERT(same(s[c], t[c]));
}

/// 1e10 rows on a thousand scores, of which a share p of score p is positive.
ScoredRows ten_billion() {
  ScoredRows rows;
  for (int k = 0; k < 1000; ++k)
    for (const int label : {0, 1}) {
      rows.score.push_back(k / 1000.), rows.label.push_back(static_cast<std::uint8_t>(label));
      rows.count.push_back(label == 1 ? 10000U * static_cast<unsigned>(k) + 1 : 10000U * static_cast<unsigned>(1000 - k));
    }
  return rows;
}

}  // namespace

TEST_CASE("lines with counts give the bits of repeated lines, also split and in another order") {
  CHECK(holds_for_all([] {
    const auto lines = random_lines();
    const double threshold = *rc::gen::element(-1.0, 0.29, 0.6, 2.0);
    assert_same(lines, repeated(lines), threshold);
    assert_same(lines, split_and_permuted(lines, *rc::gen::arbitrary<unsigned>()), threshold);
  }));
}

TEST_CASE("counts of one are no counts") {
  CHECK(holds_for_all([] {
    auto lines = random_lines();
    auto bare = lines;
    std::fill(lines.count.begin(), lines.count.end(), 1);
    bare.count.clear();
    assert_same(lines, bare, 0.5);
  }));
}

// Of positives and negatives with densities 2s and 2(1 - s): AUC = 5/6 (integral of 2s (2s - s^2)).
TEST_CASE("ten billion rows in two thousand lines are counted to the last one, in milliseconds") {
  const auto begin = std::chrono::steady_clock::now();
  const auto curve = score_curves(ten_billion(), 2).all;
  CHECK(curve.positives() == 4'995'001'000);  // 10000 x 999 x 1000 / 2 + 1000
  CHECK(curve.negatives() == 5'005'000'000);
  CHECK(confusion_at(curve, 0.5).tp == 3'747'500'500);  // 10000 x (500 + ... + 999) + 500
  const auto estimate = auc(curve.tp, curve.fp);
  CHECK(estimate->value == Approx(5. / 6).epsilon(1e-5));
  CHECK(calibration(curve, 10, .95).error.value < 1e-6);
  CHECK(roc_hull(curve).size() == 1000);  // odds of s/(1 - s) rise all along
  // Of positives with density 2s the share t^2 is below t; 5e9 of them show a share to within 1e-5.
  const auto certified = certified_threshold(curve, {0.91, {}, 0.05}).certified;
  REQUIRE(certified);
  CHECK(certified->at.threshold == 0.3);
  CHECK(certified_threshold(curve, {0.6, 0.6, 0.05}).certified);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
}

TEST_CASE("counts that are 0, too many together or too few are refused") {
  ScoredRows rows;
  rows.score = {0.1, 0.2}, rows.label = {0, 1};
  for (const auto& count : std::vector<std::vector<std::uint64_t>>{{1, 0}, {1}, {1'000'000'000'000, 1}, {~std::uint64_t{0}, 2}}) {
    rows.count = count;
    CHECK_THROWS_AS(score_curves(rows, 1), DomainError);
  }
  rows.count = {999'999'999'999, 1};
  CHECK(score_curves(rows, 1).all.rows() == 1'000'000'000'000);
}

namespace {

/// The grid of the query in docs/csv-files.md, in the doubles that an engine computes it in.
double rounded_down(double score) {
  const double k = std::floor(score * 1000);
  return score >= (k + 1) / 1000 ? (k + 1) / 1000 : score < k / 1000 ? (k - 1) / 1000 : k / 1000;
}

}  // namespace

TEST_CASE("what a threshold on the grid flags is exact of scores that were rounded down to it") {
  for (int k = 0; k <= 1000; ++k) {
    const double on = k / 1000.;
    CHECK(rounded_down(on) == on);
    if (k > 0) CHECK(rounded_down(std::nextafter(on, 0)) == (k - 1) / 1000.);  // 0.117 less one bit times 1000 is 117
    CHECK(rounded_down(std::nextafter(on, 2)) == on);
  }
  std::mt19937_64 generator(7);
  std::uniform_real_distribution<double> law(0, 1);
  for (int i = 0; i < 100'000; ++i) {
    const double score = law(generator), threshold = static_cast<double>(generator() % 1001) / 1000;
    if ((score >= threshold) != (rounded_down(score) >= threshold)) FAIL(score << " at " << threshold);
  }
}
