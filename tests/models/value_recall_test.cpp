#include "premortem/models/value_recall.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;

namespace {

/// Positives with these values, flagged (score 1) or missed (score 0).
ScoredRows positives(const std::vector<double>& values, const std::vector<int>& flagged) {
  ScoredRows rows;
  rows.value = values;
  for (const int f : flagged) rows.score.push_back(f), rows.label.push_back(1);
  return rows;
}

ScoredRows any_rows() {
  ScoredRows rows;
  const int n = *rc::gen::inRange(1, 60);
  for (int i = 0; i < n; ++i) {
    rows.score.push_back(*rc::gen::inRange(0, 10) / 10.0);
    rows.label.push_back(*rc::gen::inRange<std::uint8_t>(0, 2));
    rows.value.push_back(*rc::gen::inRange(0, 1000) / 7.0);
    rows.weight.push_back(*rc::gen::inRange(1, 100) / 3.0);
  }
  return rows;
}

bool same(const ValueRecall& a, const ValueRecall& b) {
  return a.recall == b.recall && a.interval == b.interval && a.n_eff == b.n_eff && a.method == b.method &&
         a.why == b.why;
}

}  // namespace

// The formulas in the header, in CPython 3.11 with scipy 1.10's normal quantile; hence 1e-12.
TEST_CASE("value-weighted recall, its effective number and its interval agree with the formulas elsewhere") {
  const auto r = value_recall(positives({4, 1, 2.5, 10, .5, 3}, {1, 0, 1, 1, 0, 0}), .5, .95);
  CHECK(*r.recall == Approx(0.7857142857142857).epsilon(1e-15));
  CHECK(r.n_eff == Approx(3.328301886792453).epsilon(1e-14));
  CHECK(r.interval->low == Approx(0.2109935295098195).epsilon(1e-12));  // the variance of n_eff equal items is larger
  CHECK(r.interval->high == Approx(0.9804974156584817).epsilon(1e-12));
  const auto large_missed = value_recall(positives({9, 1, 1, 9}, {0, 1, 1, 1}), .5, .95);
  CHECK(large_missed.interval->low == Approx(0.08752566102253719).epsilon(1e-12));  // that of the ratio is
  CHECK(large_missed.interval->high == Approx(0.9396626342505054).epsilon(1e-12));
}

TEST_CASE("equal values give the count's recall and logit interval, and as many effective items as positives") {
  std::vector<int> flagged(50, 1);
  std::fill(flagged.begin(), flagged.begin() + 5, 0);
  const auto r = value_recall(positives(std::vector<double>(50, 7.3), flagged), .5, .95);
  CHECK(*r.recall == Approx(.9).epsilon(1e-14));
  CHECK(r.n_eff == Approx(50).epsilon(1e-13));
  CHECK(r.interval->low == Approx(0.7813051983628522).epsilon(1e-12));  // CPython, scipy as above
  CHECK(r.interval->high == Approx(0.9577572034043242).epsilon(1e-12));
}

TEST_CASE(
    "where all of the value is flagged, or none, the interval is that of as many equal items and claims no certainty") {
  const auto all = value_recall(positives({1, 1, 1, 5}, {1, 1, 1, 1}), .5, .95);  // n_eff 64/28 = 2.29
  CHECK(*all.recall == 1);
  CHECK(all.method == ValueRecallMethod::equal_items);
  CHECK(*all.interval == clopper_pearson(2, 2, .95));
  const auto none = value_recall(positives({1, 1, 1, 5}, {0, 0, 0, 0}), .5, .95);
  CHECK(*none.interval == clopper_pearson(0, 2, .95));
  CHECK(*value_recall(positives({3}, {1}), .5, .95).interval == clopper_pearson(1, 1, .95));
  CHECK(value_recall(positives({3, 0}, {1, 0}), .5, .95).method ==
        ValueRecallMethod::equal_items);  // a miss worth nothing
}

TEST_CASE("without positives or without value there is no recall, and the reason is given") {
  auto rows = positives({1, 2}, {1, 0});
  rows.label = {0, 0};
  CHECK(value_recall(rows, .5, .95).why == "there are no positives");
  CHECK_FALSE(value_recall(rows, .5, .95).recall);
  CHECK(value_recall(positives({0, 0}, {1, 0}), .5, .95).why == "all positives have the value 0");
  CHECK_FALSE(value_recall(positives({0, 0}, {1, 0}), .5, .95).interval);
  CHECK_THROWS_AS(value_recall(positives({-1}, {1}), .5, .95), DomainError);
  CHECK_THROWS_AS(value_recall(positives({1}, {1}), .5, 1), DomainError);
  CHECK_THROWS_AS(value_recall(positives({}, {1}), .5, .95), DomainError);
}

TEST_CASE("the bits do not depend on the order of the rows nor on the unit of the values") {
  CHECK(holds_for_all([] {
    auto rows = any_rows();
    const auto before = value_recall(rows, .5, .95);
    const auto turn = [](auto& column) {
      std::rotate(column.begin(), column.begin() + static_cast<long>(column.size() / 3), column.end());
    };
    turn(rows.score), turn(rows.label), turn(rows.value), turn(rows.weight);
    RC_ASSERT(same(value_recall(rows, .5, .95), before));
    for (auto& value : rows.value) value *= 0x1p900;
    RC_ASSERT(same(value_recall(rows, .5, .95), before));
    if (before.interval) RC_ASSERT(before.interval->contains(*before.recall));
    if (before.recall) RC_ASSERT(before.n_eff >= 1 - 1e-12 && before.n_eff <= static_cast<double>(rows.rows()) + 1e-9);
  }));
}

// 50 positives, lognormal values with sigma 1, flagged with probability 1/(1 + exp(-2 - b ln value)); 1,000 draws,
// standard error .007.
TEST_CASE("the nominal interval covers about as often as it says for skewed values that decide what is missed") {
  for (const double slope : {-.5, 0.0, .5}) {
    std::mt19937_64 generator(20260109);
    std::normal_distribution<double> normal(0, 1);
    std::uniform_real_distribution<double> unit(0, 1);
    const auto chance = [&](double log_value) { return 1 / (1 + std::exp(-2 - slope * log_value)); };
    double flagged = 0, all = 0;  // the truth, by summation over quantiles of the value
    for (int i = 0; i < 20000; ++i) {
      const double z = normal_quantile(0, 1, (i + .5) / 20000);
      all += std::exp(z), flagged += std::exp(z) * chance(z);
    }
    int covered = 0;
    for (int draw = 0; draw < 1000; ++draw) {
      std::vector<double> values;
      std::vector<int> hits;
      for (int i = 0; i < 50; ++i) {
        const double z = normal(generator);
        values.push_back(std::exp(z)), hits.push_back(unit(generator) < chance(z));
      }
      covered += value_recall(positives(values, hits), .5, .95).interval->contains(flagged / all);
    }
    CHECK(covered > 930);
  }
}
