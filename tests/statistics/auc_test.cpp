#include "premortem/statistics/auc.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;

namespace {

struct Rows {
  std::vector<double> score, baseline;
  std::vector<std::uint8_t> label;
};

struct Totals {
  std::vector<std::uint64_t> positives, negatives;
};

Totals totals_of(const std::vector<double>& score, const std::vector<std::uint8_t>& label) {
  std::map<double, std::pair<std::uint32_t, std::uint32_t>, std::greater<>> groups;
  for (std::size_t i = 0; i < score.size(); ++i) ++(label[i] ? groups[score[i]].first : groups[score[i]].second);
  Totals totals;
  std::uint32_t tp = 0, fp = 0;
  for (const auto& [at, counts] : groups)
    totals.positives.push_back(tp += counts.first), totals.negatives.push_back(fp += counts.second);
  return totals;
}

double beats(double a, double b) { return a > b ? 1 : a == b ? .5 : 0; }

double covariance(const std::vector<double>& a, const std::vector<double>& b) {
  const double n = static_cast<double>(a.size());
  double mean_a = 0, mean_b = 0, sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) mean_a += a[i] / n, mean_b += b[i] / n;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
  return sum / (n - 1);
}

/// Straight from the definition, all pairs: V10 of every positive, V01 of every negative.
struct Placements {
  std::vector<double> of_positives, of_negatives;
  double auc = 0;
  Placements(const std::vector<double>& score, const std::vector<std::uint8_t>& label) {
    std::vector<double> x, y;
    for (std::size_t i = 0; i < score.size(); ++i) (label[i] ? x : y).push_back(score[i]);
    of_positives.assign(x.size(), 0), of_negatives.assign(y.size(), 0);
    const double m = static_cast<double>(x.size()), n = static_cast<double>(y.size());
    for (std::size_t i = 0; i < x.size(); ++i)
      for (std::size_t j = 0; j < y.size(); ++j) {
        of_positives[i] += beats(x[i], y[j]) / n, of_negatives[j] += beats(x[i], y[j]) / m;
        auc += beats(x[i], y[j]) / (m * n);
      }
  }
};

double variance_of(const Placements& a) {
  return covariance(a.of_positives, a.of_positives) / static_cast<double>(a.of_positives.size()) +
         covariance(a.of_negatives, a.of_negatives) / static_cast<double>(a.of_negatives.size());
}

double covariance_of(const Placements& a, const Placements& b) {
  return covariance(a.of_positives, b.of_positives) / static_cast<double>(a.of_positives.size()) +
         covariance(a.of_negatives, b.of_negatives) / static_cast<double>(a.of_negatives.size());
}

/// At least two of each class; `levels` distinct scores at most, so that ties are many.
Rows random_rows(int levels) {
  const auto n = *rc::gen::inRange(4, 60);
  Rows rows;
  for (int i = 0; i < n; ++i) {
    rows.score.push_back(*rc::gen::inRange(0, levels) / 7.0);
    rows.baseline.push_back(*rc::gen::inRange(0, levels) / 3.0 - 1);
    rows.label.push_back(static_cast<std::uint8_t>(i < 4 ? i % 2 : *rc::gen::inRange(0, 2)));
  }
  return rows;
}

const std::vector<std::uint64_t> four_positives = {1, 1, 2, 2}, four_negatives = {0, 1, 1, 2};

}  // namespace

// y = (0, 0, 1, 1), s = (.1, .4, .35, .8): scikit-learn 1.2 roc_auc_score, average_precision_score; four rows by hand:
// positives beat 1 and 1/2 of the negatives, negatives are beaten by 1 and 1/2: S10 = S01 = 1/8, variance 1/8.
TEST_CASE("the area and the average precision of four rows are those worked out by hand") {
  const auto a = auc(four_positives, four_negatives);
  REQUIRE(a);
  CHECK(a->value == .75);
  CHECK(*a->variance == Approx(.125).epsilon(1e-15));
  CHECK(*average_precision(four_positives, four_negatives) == Approx(5. / 6).epsilon(1e-15));
}

// scikit-learn 1.2, average_precision_score and roc_auc_score, with ties across the classes.
TEST_CASE("tied scores give the average precision and the area of scikit-learn") {
  const auto totals = totals_of({.1, .4, .35, .8, .4, .4, .9, .9, .2, .35}, {0, 1, 1, 0, 1, 0, 1, 1, 0, 0});
  CHECK(*average_precision(totals.positives, totals.negatives) == Approx(.7916666666666666).epsilon(1e-14));
  CHECK(auc(totals.positives, totals.negatives)->value == Approx(.78).epsilon(1e-14));
}

TEST_CASE("the variance from running totals is that of all pairs, ties included") {
  CHECK(holds_for_all([] {
    const auto rows = random_rows(*rc::gen::elementOf(std::vector<int>{2, 5, 1000}));
    const auto totals = totals_of(rows.score, rows.label);
    const auto fast = auc(totals.positives, totals.negatives);
    const Placements slow(rows.score, rows.label);
    RC_ASSERT(fast && fast->variance);
    RC_ASSERT(std::abs(fast->value - slow.auc) <= 1e-13);
    RC_ASSERT(std::abs(*fast->variance - variance_of(slow)) <= 1e-13);
  }));
}

TEST_CASE("the paired difference has the variance of both areas less twice their covariance over all pairs") {
  CHECK(holds_for_all([] {
    const auto rows = random_rows(*rc::gen::elementOf(std::vector<int>{2, 5, 1000}));
    const auto fast = auc_difference(rows.score, rows.baseline, rows.label);
    const Placements a(rows.score, rows.label), b(rows.baseline, rows.label);
    RC_ASSERT(fast && fast->variance);
    RC_ASSERT(std::abs(fast->score - a.auc) <= 1e-13 && std::abs(fast->baseline - b.auc) <= 1e-13);
    RC_ASSERT(std::abs(fast->difference - (a.auc - b.auc)) <= 1e-13);
    RC_ASSERT(std::abs(*fast->variance - (variance_of(a) + variance_of(b) - 2 * covariance_of(a, b))) <= 1e-13);
  }));
}

TEST_CASE("the order of rows does not change a bit of the difference") {
  std::vector<double> u(2000);
  fill_uniform({7, 0}, 0, u);
  auto draw = [&, next = std::size_t{0}](int levels) mutable { return std::floor(u[next++] * levels); };
  Rows rows;
  for (int i = 0; i < 500; ++i) {
    rows.label.push_back(draw(3) == 0);
    rows.score.push_back(draw(40) + 9.0 * rows.label.back()), rows.baseline.push_back(draw(1000));
  }
  const auto before = auc_difference(rows.score, rows.baseline, rows.label);
  for (std::size_t i = rows.score.size() - 1; i > 0; --i) {
    const auto j = static_cast<std::size_t>(draw(static_cast<int>(i) + 1));
    std::swap(rows.score[i], rows.score[j]), std::swap(rows.baseline[i], rows.baseline[j]);
    std::swap(rows.label[i], rows.label[j]);
  }
  const auto after = auc_difference(rows.score, rows.baseline, rows.label);
  CHECK(before->difference == after->difference);
  CHECK(*before->variance == *after->variance);
}

TEST_CASE("turning all scores turns the area and keeps the variance") {
  CHECK(holds_for_all([] {
    auto rows = random_rows(6);
    const auto totals = totals_of(rows.score, rows.label);
    for (auto& s : rows.score) s = -s;
    const auto turned = totals_of(rows.score, rows.label);
    const auto a = auc(totals.positives, totals.negatives), b = auc(turned.positives, turned.negatives);
    RC_ASSERT(std::abs(a->value + b->value - 1) <= 1e-15);
    RC_ASSERT(*a->variance == *b->variance);
  }));
}

// logit .75 = ln 3; half-width 1.959963985 * sqrt(.125) / .1875.
TEST_CASE("limits are symmetric on the logit scale and stay inside 0 and 1") {
  const auto limits = auc_limits(*auc(four_positives, four_negatives), .95);
  REQUIRE(limits.limits);
  const auto logit = [](double p) { return std::log(p / (1 - p)); };
  const double half = 1.959963984540054 * std::sqrt(.125) / .1875;
  CHECK(logit(limits.limits->low) == Approx(std::log(3.0) - half).epsilon(1e-12));
  CHECK(logit(limits.limits->high) == Approx(std::log(3.0) + half).epsilon(1e-12));
}

TEST_CASE("without variance there are no limits, and the reason is said") {
  const std::vector<std::uint64_t> tp = {3, 3}, fp = {0, 4}, one_tp = {1, 1}, one_fp = {0, 4}, all_tp = {3}, all_fp = {4};
  CHECK_THAT(auc_limits(*auc(tp, fp), .95).why, Catch::Contains("every positive scores above every negative"));
  CHECK_FALSE(auc_limits(*auc(tp, fp), .95).limits);
  CHECK_FALSE(auc(one_tp, one_fp)->variance);
  CHECK_THAT(auc_limits(*auc(one_tp, one_fp), .95).why, Catch::Contains("fewer than two"));
  CHECK(auc(all_tp, all_fp)->value == .5);
  CHECK_FALSE(auc_limits(*auc(all_tp, all_fp), .95).limits);
  const std::vector<double> score = {1, 2, 3, 4};
  const std::vector<std::uint8_t> label = {0, 1, 0, 1};
  const auto same = auc_difference(score, score, label);
  CHECK(same->difference == 0);
  CHECK_FALSE(auc_difference_limits(*same, .95).limits);
}

TEST_CASE("one class alone has no area, and no positive no average precision") {
  const std::vector<std::uint64_t> none = {0, 0}, some = {1, 2};
  CHECK_FALSE(auc(none, some));
  CHECK_FALSE(auc(some, none));
  CHECK_FALSE(auc({}, {}));
  CHECK_FALSE(average_precision(none, some));
  CHECK(*average_precision(some, none) == 1);
  CHECK_THROWS_AS(auc(some, std::vector<std::uint64_t>{2, 1}), DomainError);
  CHECK_THROWS_AS(auc(some, std::vector<std::uint64_t>{2}), DomainError);
}

// Two normal classes one standard deviation apart, 60 and 90 rows: 2,000 draws of fixed seed; the true area is
// Phi(1/sqrt 2) = .7602499. A binomial 95% has standard deviation .0049.
TEST_CASE("limits of the area hold the true area about as often as they say") {
  int held = 0;
  constexpr int runs = 2000;
  std::vector<double> score(150);
  std::vector<std::uint8_t> label(150);
  std::vector<double> u(150);
  for (std::uint64_t run = 0; run < runs; ++run) {
    fill_uniform({11, run}, 0, u);
    for (std::size_t i = 0; i < 150; ++i) label[i] = i < 60, score[i] = normal_quantile(0, 1, u[i]) + (i < 60 ? 1 : 0);
    const auto totals = totals_of(score, label);
    held += auc_limits(*auc(totals.positives, totals.negatives), .95).limits->contains(.7602499);
  }
  CHECK(held >= .935 * runs);
  CHECK(held <= .975 * runs);
}

TEST_CASE("five million distinct scores are exact in one pass") {
  constexpr std::uint32_t pairs = 2'500'000;
  std::vector<std::uint64_t> tp(2 * pairs), fp(2 * pairs);
  for (std::uint32_t i = 0; i < 2 * pairs; ++i) tp[i] = (i + 2) / 2, fp[i] = (i + 1) / 2;  // positive, negative, positive, ...
  const auto a = auc(tp, fp);
  // positive i = 0, 1, ... beats N - i of N negatives: (N + 1) / (2 N); both classes spread evenly, so that their
  // variances are (N^2 - 1) / 12 / N^2 * N / (N - 1) each.
  const double n = pairs;
  CHECK(a->value == (n + 1) / (2 * n));
  CHECK(*a->variance == Approx(2 * (n + 1) / 12 / (n * n)).epsilon(1e-14));
}

// fractions.Fraction of CPython 3.11 over the definition: S10/m + S01/n of placements, with 1e10 and 1e12 rows of a class.
TEST_CASE("the variance of an AUC of very many rows agrees with exact fractions") {
  const std::vector<std::uint64_t> tp = {3'000'000'000, 7'000'000'000, 10'000'000'000}, fp = {1'000'000'000, 4'000'000'000, 10'000'000'000};
  const auto a = auc(tp, fp);
  CHECK(a->value == Approx(0.675).epsilon(1e-15));
  CHECK(*a->variance == Approx(1.22250000012225e-11).epsilon(1e-13));
  const std::vector<std::uint64_t> most_tp = {1, 600'000'000'000, 1'000'000'000'000}, most_fp = {0, 1, 1'000'000'000'000};
  const auto most = auc(most_tp, most_fp);
  CHECK(most->value == Approx(0.7999999999995).epsilon(1e-15));
  CHECK(*most->variance == Approx(6.000000000031e-14).epsilon(1e-13));
  CHECK_THROWS_AS(auc(std::vector<std::uint64_t>{1'000'000'000'001}, std::vector<std::uint64_t>{1}), DomainError);
}
