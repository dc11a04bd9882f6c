#include "premortem/models/score_curve.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <cmath>
#include <random>
#include <string>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/cohort_curves.hpp"
#include "premortem/models/roc_hull.hpp"

using namespace premortem;


namespace {

struct Shape {
  bool weights = false, values = false, cohorts = false;
};

/// Rows with many ties, both zeros, and scores of any size.
ScoredRows random_rows(Shape shape) {
  ScoredRows rows;
  const auto n = *rc::gen::inRange<std::size_t>(1, 60);
  rows.score = *rc::gen::container<std::vector<double>>(n, rc::gen::element(-1e300, -2.5, -0.0, 0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 3e200, 1e300));
  rows.label = *rc::gen::container<std::vector<std::uint8_t>>(n, rc::gen::element<std::uint8_t>(0, 1));
  if (shape.weights) rows.weight = *rc::gen::container<std::vector<double>>(n, rc::gen::element(0.1, 1.0, 3.0, 250.5));
  if (shape.values) rows.value = *rc::gen::container<std::vector<double>>(n, rc::gen::element(0.0, 0.1, 10.0, 1234.56));
  if (shape.cohorts) rows.cohort = {{"a", "b", "c"}, *rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange<std::uint32_t>(0, 3))};
  return rows;
}

Shape random_shape() { return {*rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()}; }

/// The same rows in another order.
ScoredRows permuted(const ScoredRows& rows, unsigned seed) {
  std::vector<std::size_t> order(rows.rows());
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937 generator(seed);
  std::shuffle(order.begin(), order.end(), generator);
  ScoredRows other = rows;
  for (std::size_t i = 0; i < order.size(); ++i) {
    other.score[i] = rows.score[order[i]], other.label[i] = rows.label[order[i]];
    if (!rows.weight.empty()) other.weight[i] = rows.weight[order[i]];
    if (!rows.value.empty()) other.value[i] = rows.value[order[i]];
    if (!rows.cohort.empty()) other.cohort.index[i] = rows.cohort.index[order[i]];
  }
  return other;
}

bool same_bits(const ScoreCurve& a, const ScoreCurve& b) {
  const auto bits = [](const std::vector<double>& v) { return std::string(reinterpret_cast<const char*>(v.data()), v.size() * sizeof(double)); };
  return bits(a.score) == bits(b.score) && a.tp == b.tp && a.fp == b.fp && bits(a.tp_weight) == bits(b.tp_weight) && bits(a.fp_weight) == bits(b.fp_weight) &&
         bits(a.tp_value) == bits(b.tp_value) && bits(a.fp_value) == bits(b.fp_value);
}

/// Counted row by row, without any curve.
Confusion counted(const ScoredRows& rows, double threshold, std::optional<std::uint32_t> cohort) {
  Confusion c;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    if (cohort && rows.cohort.index[i] != *cohort) continue;
    const bool flagged = rows.score[i] >= threshold;
    (rows.label[i] == 1 ? (flagged ? c.tp : c.fn) : (flagged ? c.fp : c.tn)) += 1;
  }
  return c;
}

bool equal(const Confusion& a, const Confusion& b) { return a.tp == b.tp && a.fp == b.fp && a.tn == b.tn && a.fn == b.fn; }

}  // namespace

TEST_CASE("every count of a curve equals an independent count, overall and in each cohort") {
  CHECK(holds_for_all([] {
    const auto rows = random_rows({.cohorts = true});
    const auto curves = score_curves(rows, *rc::gen::inRange(1, 4));
    auto thresholds = rows.score;
    thresholds.insert(thresholds.end(), {-1e308, 0.05, 0.3, 1e305});
    const auto cohorts = cohort_curves(rows, thresholds, *rc::gen::inRange(1, 4));
    for (const auto t : thresholds) {
      RC_ASSERT(equal(confusion_at(curves.all, t), counted(rows, t, {})));
      for (std::uint32_t c = 0; c < 3; ++c) RC_ASSERT(equal(confusion_at(cohorts[c], t), counted(rows, t, c)));
    }
    RC_ASSERT(confusion_at(curves.all, std::nullopt).selected() == 0);
    RC_ASSERT(std::is_sorted(curves.all.score.rbegin(), curves.all.score.rend()));
    RC_ASSERT(std::adjacent_find(curves.all.score.begin(), curves.all.score.end()) == curves.all.score.end());
  }));
}

TEST_CASE("weights and values add up to what long doubles add up to, to 1e-15 of the sum and of the largest") {
  CHECK(holds_for_all([] {
    const auto rows = random_rows({.weights = true, .values = true});
    const auto curve = score_curves(rows, 1).all;
    for (std::size_t e = 0; e < curve.size(); ++e) {
      long double weight = 0, value = 0;
      for (std::size_t i = 0; i < rows.rows(); ++i)
        if (rows.label[i] == 1 && rows.score[i] >= curve.score[e]) weight += rows.weight[i], value += static_cast<long double>(rows.weight[i]) * rows.value[i];
      RC_ASSERT(std::abs(static_cast<double>(weight) - curve.tp_weight[e]) <= 1e-15 * (250.5 + static_cast<double>(weight)));
      RC_ASSERT(std::abs(static_cast<double>(value) - curve.tp_value[e]) <= 1e-15 * (250.5 * 1234.56 + static_cast<double>(value)));
    }
  }));
}

TEST_CASE("a curve has the same bits for any order of rows and any number of threads") {
  CHECK(holds_for_all([] {
    const auto rows = random_rows(random_shape());
    const auto curves = score_curves(rows, 1), others = score_curves(permuted(rows, *rc::gen::arbitrary<unsigned>()), *rc::gen::inRange(1, 9));
    RC_ASSERT(same_bits(curves.all, others.all));
    RC_ASSERT(curves.hulls == others.hulls);
  }));
}

namespace {

/// The rows of one cohort.
ScoredRows rows_of(const ScoredRows& rows, std::uint32_t cohort) {
  ScoredRows of;
  for (std::size_t i = 0; i < rows.rows(); ++i)
    if (rows.cohort.index[i] == cohort) {
      of.score.push_back(rows.score[i]), of.label.push_back(rows.label[i]);
      if (!rows.weight.empty()) of.weight.push_back(rows.weight[i]);
      if (!rows.value.empty()) of.value.push_back(rows.value[i]);
    }
  return of;
}

/// Rows without a cohort, for which the largest amounts and weights are those of the rows of each cohort too.
ScoredRows with_the_largest_in_each(ScoredRows rows) {
  for (std::uint32_t c = 0; c < 3; ++c) {
    rows.score.push_back(0.5), rows.label.push_back(1), rows.cohort.index.push_back(c);
    if (!rows.weight.empty()) rows.weight.push_back(250.5);
    if (!rows.value.empty()) rows.value.push_back(1234.56);
  }
  return rows;
}

}  // namespace

TEST_CASE("at every score as a threshold the curve of a cohort is that of its rows alone, to the bit") {
  CHECK(holds_for_all([] {
    auto shape = random_shape();
    shape.cohorts = true;
    const auto rows = with_the_largest_in_each(random_rows(shape));
    const auto cohorts = cohort_curves(rows, rows.score, *rc::gen::inRange(1, 9));
    for (std::uint32_t c = 0; c < 3; ++c) RC_ASSERT(same_bits(cohorts[c], score_curves(rows_of(rows, c), 1).all));
  }));
}

TEST_CASE("of the curve of a cohort, what some thresholds flag is what the whole curve says, to the bit") {
  CHECK(holds_for_all([] {
    auto shape = random_shape();
    shape.cohorts = true;
    const auto rows = random_rows(shape);
    const auto thresholds = *rc::gen::container<std::vector<double>>(rc::gen::element(-1e308, -0.0, 0.2, 0.25, 0.9, 1e305));
    const auto some = cohort_curves(rows, thresholds, *rc::gen::inRange(1, 4)), whole = cohort_curves(rows, rows.score, 1);
    const auto at = [](const ScoreCurve& curve, std::optional<std::size_t> i) {
      ScoreCurve one;
      if (i) one.score = {curve.score[*i]}, one.tp = {curve.tp[*i]}, one.fp = {curve.fp[*i]};
      if (i && !curve.tp_value.empty()) one.tp_value = {curve.tp_value[*i]}, one.fp_value = {curve.fp_value[*i]};
      if (i && !curve.tp_weight.empty()) one.tp_weight = {curve.tp_weight[*i]}, one.fp_weight = {curve.fp_weight[*i]};
      return one;
    };
    for (std::uint32_t c = 0; c < 3; ++c) {
      for (const auto t : thresholds) RC_ASSERT(same_bits(at(some[c], entry_at(some[c], t)), at(whole[c], entry_at(whole[c], t))));
      const auto last = [](const ScoreCurve& curve) { return curve.size() == 0 ? std::nullopt : std::optional(curve.size() - 1); };
      RC_ASSERT(same_bits(at(some[c], last(some[c])), at(whole[c], last(whole[c]))));
      RC_ASSERT(some[c].size() <= thresholds.size() + 1);
    }
  }));
}

TEST_CASE("the hull of a cohort is that of its curve, however many parts it is found in") {
  std::mt19937 generator(9);
  for (const std::size_t n : {1U, 30U, 3000U, 40000U}) {
    ScoredRows rows;
    rows.cohort.names = {"a", "b", "none"};
    for (std::size_t i = 0; i < n; ++i) {
      const double score = std::floor(std::ldexp(static_cast<double>(generator()), -32) * 5000) / 5000;
      rows.score.push_back(score), rows.label.push_back(std::ldexp(static_cast<double>(generator()), -32) < score), rows.cohort.index.push_back(static_cast<std::uint32_t>(generator() % 2));
    }
    const auto cohorts = cohort_curves(rows, rows.score, 2);
    for (const int jobs : {1, 2, 3, 8}) {
      const auto hulls = score_curves(rows, jobs).hulls;
      REQUIRE(hulls.size() == 3);
      for (std::size_t c = 0; c < 3; ++c) {
        std::vector<FlaggedRows> expected;
        for (const auto i : roc_hull(cohorts[c])) expected.push_back({cohorts[c].tp[i], cohorts[c].fp[i]});
        CHECK(hulls[c] == expected);
      }
    }
  }
}

TEST_CASE("cohort curves refuse columns of different length and thresholds that are no numbers") {
  ScoredRows rows;
  rows.score = {1, 2}, rows.label = {1, 0}, rows.cohort = {{"a"}, {0, 0}};
  CHECK_THROWS_AS(cohort_curves(rows, std::vector<double>{std::nan("")}, 1), DomainError);
  rows.label = {1};
  CHECK_THROWS_AS(cohort_curves(rows, {}, 1), DomainError);
}

TEST_CASE("scores that sort into many stretches sort as std::sort sorts them") {
  std::mt19937 generator(5);
  std::lognormal_distribution<double> law(0, 4);
  ScoredRows rows;
  for (int i = 0; i < 20000; ++i) rows.score.push_back(law(generator)), rows.label.push_back(i % 3 == 0);
  auto expected = rows.score;
  std::sort(expected.begin(), expected.end(), std::greater<>());
  expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
  CHECK(score_curves(rows, 2).all.score == expected);
}

TEST_CASE("no rows give an empty curve, and columns of different length are refused") {
  CHECK(score_curves({}, 1).all.size() == 0);
  CHECK(confusion_at({}, 0.5).all() == 0);
  ScoredRows rows;
  rows.score = {1, 2};
  rows.label = {1};
  CHECK_THROWS_AS(score_curves(rows, 1), DomainError);
}

TEST_CASE("a threshold is written so that what is written flags the same rows") {
  CHECK(holds_for_all([] {
    const auto curve = score_curves(random_rows({}), 1).all;
    for (const double score : curve.score) RC_ASSERT(equal(confusion_at(curve, std::stod(threshold_text(curve, score))), confusion_at(curve, score)));
  }));
}

TEST_CASE("thresholds that lie between scores, above them and nowhere have words of their own") {
  ScoredRows rows;
  rows.score = {0.5, 0.9, 0.91234567}, rows.label = {0, 1, 1};
  const auto curve = score_curves(rows, 1).all;
  CHECK(threshold_text(curve, 0.91234567) == "0.912");
  CHECK(threshold_text(curve, 0.9) == "0.9");
  CHECK(threshold_text(curve, std::nextafter(0.5, 1.0)) == "above 0.5");
  CHECK(threshold_text(curve, 0.7) == "0.7");
  CHECK(threshold_text(curve, 2.0) == "2");
  CHECK(threshold_text(curve, std::nullopt) == "none");
}
