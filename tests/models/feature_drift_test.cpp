#include "premortem/models/feature_drift.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "models/drift_bins.hpp"
#include "models/window_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/drift_measures.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
using Numbers = std::vector<double>;

FeatureDrift drift_of(const Numbers& reference, const Numbers& current) {
  WindowRows a, b;
  add_numbers(a, "x", reference), add_numbers(b, "x", current);
  return feature_drift(a, b, {}, false).at(0);
}

FeatureDrift drift_of_words(const std::vector<std::string>& reference, const std::vector<std::string>& current) {
  WindowRows a, b;
  add_words(a, "x", reference), add_words(b, "x", current);
  return feature_drift(a, b, {}, false).at(0);
}

std::vector<std::string> repeated(const std::vector<std::pair<std::string, int>>& counts) {
  std::vector<std::string> values;
  for (const auto& [word, n] : counts) values.insert(values.end(), static_cast<std::size_t>(n), word);
  return values;
}

Numbers ladder(int rows) {
  Numbers values(static_cast<std::size_t>(rows));
  std::iota(values.begin(), values.end(), 1.0);
  return values;
}

void expect_same(const std::vector<FeatureDrift>& a, const std::vector<FeatureDrift>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].feature == b[i].feature);
    CHECK(a[i].psi == b[i].psi);
    CHECK(a[i].ks_p == b[i].ks_p);
    CHECK(a[i].wasserstein == b[i].wasserstein);
    CHECK(a[i].wasserstein_floor == b[i].wasserstein_floor);
    CHECK(a[i].p_adjusted == b[i].p_adjusted);
  }
}

/// A case with every kind of column, whose rows are in the order `first`, `first` + 1, ... and round again.
WindowRows mixed_rows(std::size_t rows, std::uint64_t seed, std::size_t first) {
  const auto x = uniforms(rows, seed), y = uniforms(rows, seed + 1), c = uniforms(rows, seed + 2);
  WindowRows w;
  Numbers numbers;
  std::vector<std::string> words, cohorts;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t row = (i * 11 + first) % rows;
    numbers.push_back(x[row] < .05 ? missing : x[row]);
    words.push_back(y[row] < .1 ? "" : y[row] < .5 ? "a" : "b");
    cohorts.push_back(c[row] < .3 ? "north" : "south");
    w.score.push_back(x[row] * y[row]);
  }
  add_numbers(w, "number", numbers), add_words(w, "word", words);
  w.cohort = words_of(cohorts);
  return w;
}

}  // namespace

TEST_CASE("cells end at the distinct deciles of the reference, and a heavy value has one of its own") {
  CHECK(bin_ends(ladder(100), 10) == Numbers{10, 20, 30, 40, 50, 60, 70, 80, 90});
  CHECK(bin_ends(ladder(40), 4) == Numbers{10, 20, 30});
  CHECK(bin_ends(Numbers(50, 3.0), 10) == Numbers{3});
  CHECK(bin_ends(Numbers{0, 0, 0, 1, 1}, 10) == Numbers{0});
  Numbers zeros(95, 0.0), capped = ladder(100);
  for (int i = 1; i <= 20; ++i) zeros.push_back(i);
  CHECK(bin_ends(zeros, 10) == Numbers{0, 9});  // 95 zeros of 115 fill eight tenths; the ninth ends at the 104th value
  for (std::size_t i = 5; i < capped.size(); ++i) capped[i] = i < 11 ? capped[i] : 50;
  CHECK(bin_ends(capped, 10) == Numbers{10, 11});  // 50 is the largest, so that nothing lies beyond it
}

TEST_CASE("PSI of a feature is that of the counts in its cells, and missing values are a cell") {
  Numbers current = ladder(100);
  for (std::size_t i = 0; i < 20; ++i) current[i] = 95;
  const auto d = drift_of(ladder(100), current);
  const Numbers n(10, 10.0), m{0, 0, 10, 10, 10, 10, 10, 10, 10, 30};
  // a cell of 10 and 0 values expects 5 of each window's 100, which is just enough
  CHECK(d.bins == 10);
  CHECK(*d.psi == population_stability_index(n, m).psi);
  CHECK(*d.js == jensen_shannon_divergence(n, m).nats);
  CHECK(*d.ks == Approx(.2).epsilon(1e-14));
  CHECK(*d.wasserstein == Approx((95 * 20 - 210) / 100.0).epsilon(1e-13));
  CHECK(d.why.empty());
  current = ladder(200);
  for (std::size_t i = 0; i < 40; ++i) current[i] = i < 10 ? missing : 195;
  const auto with_missing = drift_of(ladder(200), current);
  CHECK(with_missing.current_rows == 190);
  CHECK(with_missing.bins == 11);
  CHECK(*with_missing.psi == population_stability_index(Numbers{20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 0}, Numbers{0, 0, 20, 20, 20, 20, 20, 20, 20, 50, 10}).psi);
}

TEST_CASE("rare words share a cell, and words that are all rare are not measured") {
  const auto reference = repeated({{"a", 50}, {"b", 40}, {"c", 4}, {"d", 3}, {"e", 3}}), current = repeated({{"a", 40}, {"b", 50}, {"c", 3}, {"f", 7}});
  const auto d = drift_of_words(reference, current);
  CHECK(d.bins == 3);
  CHECK(*d.psi == population_stability_index(Numbers{50, 40, 10}, Numbers{40, 50, 10}).psi);
  CHECK_FALSE(d.ks);
  CHECK_FALSE(d.is_numeric);
  std::vector<std::string> ids, others;
  for (int i = 0; i < 100; ++i) ids.push_back("id" + std::to_string(i)), others.push_back("no" + std::to_string(i));
  const auto rare = drift_of_words(ids, others);
  CHECK_FALSE(rare.psi);
  CHECK(rare.why == "no word is common enough to be counted: each is expected in fewer than 5 rows");
}

TEST_CASE("a constant that moves is seen, and two equal constants are no drift") {
  const auto up = drift_of(Numbers(200, 3.0), Numbers(200, 4.0));
  CHECK(up.alarm);
  CHECK(*up.wasserstein == 1);
  CHECK(*up.wasserstein_floor < 1);
  const auto same = drift_of(Numbers(200, 3.0), Numbers(300, 3.0));
  CHECK(*same.psi == 0);
  CHECK(*same.psi_p == 1);
  CHECK_FALSE(same.listed);
}

TEST_CASE("what cannot be measured says why, and the rest is measured all the same") {
  WindowRows a, b;
  add_numbers(a, "few", [] { Numbers v(100, missing); v[3] = 1; return v; }());
  add_numbers(b, "few", ladder(100));
  add_numbers(a, "kind", ladder(100)), add_words(b, "kind", std::vector<std::string>(100, "x"));
  add_numbers(a, "gone", ladder(100)), add_words(b, "gone", std::vector<std::string>(100, ""));
  add_numbers(a, "only", ladder(100));
  a.score = b.score = ladder(100);
  const auto all = feature_drift(a, b, {}, false);
  REQUIRE(all.size() == 4);
  CHECK(all[0].why == "1 of the reference rows have a value, and fewer than 20 show nothing");
  CHECK(all[1].why == "the current window has no value");
  CHECK(all[2].why == "the reference holds numbers and the current window words");
  CHECK(all[3].feature == "score");
  CHECK(*all[3].psi == 0);
  CHECK_THROWS_AS(feature_drift(WindowRows{}, b, {}, false), Refusal);
  CHECK_THROWS_AS(feature_drift(a, b, {.confidence = 1}, false), DomainError);
}

TEST_CASE("the same bits come on any number of threads and in any order of rows and features") {
  const auto base = mixed_rows(700, 1, 0), current = mixed_rows(800, 9, 0);
  const auto expected = feature_drift(base, current, {}, true);
  REQUIRE(expected.size() == 9);  // two features and the score: all rows and two cohorts
  CHECK(expected[3].cohort == "north");
  CHECK(expected[8].feature == "score");
  expect_same(feature_drift(base, current, {.jobs = 5}, true), expected);
  auto other = mixed_rows(700, 1, 123);
  std::swap(other.features[0], other.features[1]);
  expect_same(feature_drift(other, mixed_rows(800, 9, 55), {.jobs = 2}, true), expected);
}

TEST_CASE("a cohort is measured by its own rows alone") {
  auto a = mixed_rows(700, 1, 0), b = mixed_rows(800, 9, 0);
  const auto all = feature_drift(a, b, {}, true);
  WindowRows north_a, north_b;
  for (auto* pair : {&a, &b}) {
    Numbers values;
    for (std::size_t i = 0; i < pair->rows; ++i)
      if (pair->cohort.names[pair->cohort.index[i]] == "north") values.push_back(pair->features[0].number[i]);
    add_numbers(pair == &a ? north_a : north_b, "number", values);
  }
  const auto alone = feature_drift(north_a, north_b, {}, false).at(0);
  CHECK(all[3].psi == alone.psi);
  CHECK(all[3].ks_p == alone.ks_p);
  CHECK(all[3].reference_rows == alone.reference_rows);
  b.cohort = words_of(std::vector<std::string>(800, "south"));
  CHECK(feature_drift(a, b, {}, true)[3].why == "0 of the current rows have a value, and fewer than 20 show nothing");
}

// 600 pairs of windows with 20 features each, without drift, judged as feature_drift does: at most 5% of pairs may alarm.
TEST_CASE("without drift all features together alarm in at most one pair of windows in twenty") {
  int alarmed = 0;
  const int pairs = 600;
  for (int i = 0; i < pairs; ++i) {
    double least_p = 1;
    for (int f = 0; f < 20; ++f) {
      const auto seed = static_cast<std::uint64_t>(i * 1000 + f * 2);
      auto x = uniforms(120, seed), y = uniforms(100, seed + 1);
      const double steps = f % 4 == 0 ? 3 : f % 4 == 1 ? 25 : 1e6;  // few values, ties, none
      for (auto* values : {&x, &y}) {
        for (double& v : *values) v = std::floor(v * v * steps);
        std::sort(values->begin(), values->end());
      }
      const auto counts = binned_numbers(x, y);
      least_p = std::min(least_p, population_stability_index(counts.reference, counts.current).p_checked);
    }
    alarmed += least_p <= .05 / 20;
  }
  CAPTURE(alarmed);
  CHECK(alarmed <= 46);  // 30 expected at 5%, and three standard deviations
}
