#include "premortem/models/decay_split.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "holds_for_all.hpp"
#include "models/true_rates.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

constexpr double none = 1e-12;

/// Cells of a cohort of `rows` rows, a share of them positive, flagged with these rates, whose labels err with probability e.
DecayCells cells(double rows, double positive, double recall, double false_positive_rate, double e) {
  const double pf = rows * positive * recall, pn = rows * positive * (1 - recall);
  const double nf = rows * (1 - positive) * false_positive_rate, nn = rows * (1 - positive) * (1 - false_positive_rate);
  return {pf * (1 - e) + nf * e, nf * (1 - e) + pf * e, pn * (1 - e) + nn * e, nn * (1 - e) + pn * e};
}

/// Rows that were labelled twice, whose labels err with probability e.
DoubleLabels audited(double e) { return {1e6, 1e6 * 2 * e * (1 - e)}; }

WindowRows rows_of(const std::vector<double>& score, const std::vector<std::uint8_t>& label, const std::vector<std::string>& cohort = {}) {
  WindowRows rows;
  rows.rows = score.size(), rows.score = score, rows.label = label;
  for (const auto& c : cohort) rows.cohort.names.push_back(c);
  std::sort(rows.cohort.names.begin(), rows.cohort.names.end());
  rows.cohort.names.erase(std::unique(rows.cohort.names.begin(), rows.cohort.names.end()), rows.cohort.names.end());
  for (const auto& c : cohort) rows.cohort.index.push_back(static_cast<std::uint32_t>(std::lower_bound(rows.cohort.names.begin(), rows.cohort.names.end(), c) - rows.cohort.names.begin()));
  return rows;
}

}  // namespace

// Kitagawa (1955), the two- and the three-way split by hand: .3 x .945, ...; exact decimals, hence 1e-12.
TEST_CASE("a fall of ten points is eight of mix and two within cohorts") {
  const CohortLevels cohorts[] = {{"a", .95, .94, 500, 200}, {"b", .85, .84, 300, 300}, {"c", .70, .66, 200, 500}};
  const auto d = decay_split("accuracy", cohorts);
  CHECK(*d.change.value == Approx(-.10).margin(none));
  CHECK(*d.mix.value == Approx(-.0795).margin(none));
  CHECK(*d.within.value == Approx(-.0205).margin(none));
  CHECK(d.mix_alone == Approx(-.075).margin(none));
  CHECK(d.rate_alone == Approx(-.016).margin(none));
  CHECK(d.interaction == Approx(-.009).margin(none));
  CHECK_FALSE(d.decay.value);
  CHECK_FALSE(d.decay.why.empty());
}

TEST_CASE("the metrics of a window are counted at the threshold, ties flagged, unlabelled and unscored rows left out") {
  const auto before = rows_of({.9, .5, .4, .1, .7, NAN}, {1, 0, 1, 0, 2, 1});
  const auto after = rows_of({.9, .8, .4, .1}, {1, 1, 0, 0});
  const auto tally = decay_tally(before, after, .5);
  REQUIRE(tally.before.size() == 1);
  CHECK(tally.before[0].tp == 1);
  CHECK(tally.before[0].fp == 1);
  CHECK(tally.before[0].fn == 1);
  CHECK(tally.before[0].tn == 1);
  CHECK(*decay_split(tally, DecayMetric::accuracy).change.value == .5);
  CHECK(*decay_split(tally, DecayMetric::precision).change.value == .5);
  CHECK(*decay_split(tally, DecayMetric::recall).change.value == .5);
  CHECK(*decay_split(tally, DecayMetric::false_positive_rate).change.value == -.5);
}

TEST_CASE("without cohorts all rows are one and the change is within it, which is said") {
  const auto d = decay_split(decay_tally(rows_of({.9, .1}, {1, 0}), rows_of({.9, .1}, {0, 0}), .5), DecayMetric::accuracy);
  CHECK(*d.mix.value == 0);
  CHECK_FALSE(d.mix.why.empty());
  CHECK(*d.within.value == -.5);
}

TEST_CASE("a cohort that one window lacks is mix as a whole, which is said") {
  const auto before = rows_of({.9, .1}, {1, 0}, {"old", "old"});
  const auto after = rows_of({.9, .1, .9, .9}, {1, 0, 0, 0}, {"old", "old", "new", "new"});
  const auto d = decay_split(decay_tally(before, after, .5), DecayMetric::accuracy);
  CHECK(*d.within.value == 0);
  CHECK(*d.mix.value == -.5);
  REQUIRE(d.cautions.size() == 1);
  CHECK(d.cautions[0].find("\"new\"") != std::string::npos);
}

TEST_CASE("a metric without a trial is refused and says what is missing") {
  CHECK_THROWS_WITH(decay_split(decay_tally(rows_of({.1}, {0}), rows_of({.9}, {1}), .5), DecayMetric::precision), Catch::Matchers::Contains("nothing is flagged"));
  CHECK_THROWS_AS(decay_split(decay_tally(rows_of({}, {}), rows_of({.9}, {1}), .5), DecayMetric::accuracy), Refusal);
}

// d = 2 e (1 - e): .095 for e = .05, by hand; 1e-12 of a square root.
TEST_CASE("the error of a label follows from how often two labels differ, and half of the rows tell nothing") {
  CHECK(*label_error({1000, 95}) == Approx(.05).epsilon(none));
  CHECK(*label_error({1000, 0}) == 0);
  CHECK_FALSE(label_error({1000, 500}));
  CHECK_FALSE(label_error({0, 0}));
}

// The truth is planted in cells of a model whose rates are known, then labels err: the split must give the planted change back.
TEST_CASE("decay is the change of the true rates, whatever share of the labels is wrong") {
  CHECK(holds_for_all([] {
    const auto share = [] { return *rc::gen::inRange(200, 801) / 1000.0; };
    const double e0 = *rc::gen::inRange(0, 151) / 1000.0, e1 = *rc::gen::inRange(0, 151) / 1000.0;
    const bool same_items = *rc::gen::arbitrary<bool>();
    DecayTally noisy, clean;
    noisy.has_cohorts = clean.has_cohorts = true;
    for (int c = 0; c < 3; ++c) {
      const double positive = share(), recall0 = share(), fpr0 = share(), rows0 = 1000 * share(), rows1 = same_items ? rows0 : 1000 * share(), recall1 = share(), fpr1 = share();
      for (auto* t : {&noisy, &clean}) {
        const bool errs = t == &noisy;
        t->cohorts.push_back(std::string(1, static_cast<char>('a' + c)));
        t->before.push_back(cells(rows0, positive, recall0, fpr0, errs ? e0 : 0)), t->after.push_back(cells(rows1, positive, recall1, fpr1, errs ? e1 : 0));
      }
    }
    noisy.double_before = audited(e0), noisy.double_after = audited(e1);
    for (const auto metric : {DecayMetric::accuracy, DecayMetric::precision, DecayMetric::recall, DecayMetric::false_positive_rate}) {
      std::vector<CohortLevels> truth, seen;
      for (std::size_t c = 0; c < 3; ++c) {
        const auto levels = [&](const DecayTally& t) {
          const auto k = metric_counts(metric, t.before[c], t.after[c]);
          return CohortLevels{t.cohorts[c], k.events_before / k.trials_before, k.events_after / k.trials_after, k.trials_before, k.trials_after};
        };
        truth.push_back(levels(clean)), seen.push_back(levels(noisy));
      }
      const double true_within = *decay_split("truth", truth).within.value, within = *decay_split("seen", seen).within.value;
      const bool of_labels = metric == DecayMetric::recall || metric == DecayMetric::false_positive_rate;
      std::vector<CohortCounts> counts;
      for (std::size_t c = 0; c < 3; ++c) counts.push_back(metric_counts(metric, noisy.before[c], noisy.after[c]));
      const auto decay = of_labels ? solved_decay(noisy, metric, e0, e1) : true_decay(counts, {e0, e1});
      RC_ASSERT(decay.has_value());
      RC_ASSERT(std::abs(*decay - true_within) < 1e-9);
      if (of_labels) continue;
      const auto range = decay_range(counts);
      RC_ASSERT(range->low - 1e-9 <= *decay && *decay <= range->high + 1e-9);
      RC_ASSERT(range->low - 1e-9 <= within && within <= range->high + 1e-9);
    }
  }));
}

// The formula as it stands in the header, beside the one that is computed: whole counts, so that rate_split takes them.
TEST_CASE("within is label noise and what is left of decay, and the noise is what the formula says") {
  DecayTally tally;
  tally.cohorts = {"a", "b"}, tally.has_cohorts = true;
  tally.before = {{400, 50, 30, 520}, {100, 20, 40, 340}}, tally.after = {{300, 80, 70, 350}, {200, 60, 70, 370}};
  tally.double_before = {1000, 95}, tally.double_after = {1000, 180};  // e = .05 and .1 exactly
  const auto d = decay_split(tally, DecayMetric::accuracy);
  const double e0 = .05, e1 = .10, w0[] = {1000 / 1500., 500 / 1500.}, w1[] = {800 / 1500., 700 / 1500.}, r0[] = {.92, .88}, r1[] = {650 / 800., 570 / 700.};
  double a_bar = 0;
  for (int c = 0; c < 2; ++c) a_bar += (w0[c] + w1[c]) / 2 * ((r0[c] - e0) / (1 - 2 * e0) + (r1[c] - e1) / (1 - 2 * e1)) / 2;
  CHECK(*d.label_noise.value == Approx((e1 - e0) * (1 - 2 * a_bar)).epsilon(1e-10));
  CHECK(*d.decay.value == Approx((*d.within.value - *d.label_noise.value) / (1 - e0 - e1)).epsilon(1e-10));
  CHECK(*d.label_noise.value < 0);
  CHECK_FALSE(d.decay_range);
}

// scipy: chi2_contingency([[80,20],[60,40]], correction=False)[1], likewise [[950,50],[915,85]]; hence 1e-12.
TEST_CASE("equal shares are tested by chi-square, and nothing that cannot differ is") {
  CHECK(equal_shares_p(80, 100, 60, 100) == Approx(0.0020282311484520824).epsilon(1e-12));
  CHECK(equal_shares_p(950, 1000, 915, 1000) == Approx(0.0018119470396930418).epsilon(1e-12));
  CHECK(equal_shares_p(0, 10, 0, 10) == 1);
  CHECK(equal_shares_p(5, 10, 50, 100) == 1);
}

TEST_CASE("by score, other scores are mix and other outcomes at the same scores are within") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> unit(0, 1);
  // Scores are probabilities; the current window has higher ones (mix), or outcomes half as likely (within).
  const auto window = [&](double power, double factor) {
    std::vector<double> score;
    std::vector<std::uint8_t> label;
    for (int i = 0; i < 20'000; ++i) {
      score.push_back(std::pow(unit(random), power));
      label.push_back(unit(random) < factor * score.back() ? 1 : 0);
    }
    return rows_of(score, label);
  };
  const auto reference = window(1, 1);
  for (const auto metric : {DecayMetric::accuracy, DecayMetric::precision, DecayMetric::recall, DecayMetric::false_positive_rate}) {
    const auto shifted = decay_split(score_tally(reference, window(2, 1), .5, 10), metric), other = decay_split(score_tally(reference, window(1, .5), .5, 10), metric);
    for (const auto& d : {shifted, other}) CHECK(*d.change.value == Approx(*d.mix.value + *d.within.value).margin(none));
    CHECK(std::abs(*shifted.within.value) < .025);
    CHECK(std::abs(*other.mix.value) < .025);
    if (metric == DecayMetric::recall) CHECK(std::abs(*other.within.value) < .025);  // half of the positives everywhere: the same share of them is flagged
    else CHECK(std::abs(*other.within.value) > .05);
  }
  CHECK(std::abs(*decay_split(score_tally(reference, window(2, 1), .5, 10), DecayMetric::recall).mix.value) > .05);
}

TEST_CASE("the order of the rows changes no bit") {
  std::mt19937 random(3);
  std::vector<double> score;
  std::vector<std::uint8_t> label;
  std::vector<std::string> cohort;
  for (int i = 0; i < 500; ++i) score.push_back(std::generate_canonical<double, 53>(random)), label.push_back(random() % 3 == 0), cohort.push_back(random() % 2 ? "x" : "y");
  std::vector<std::size_t> order(score.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  std::vector<double> score2;
  std::vector<std::uint8_t> label2;
  std::vector<std::string> cohort2;
  for (const auto i : order) score2.push_back(score[i]), label2.push_back(label[i]), cohort2.push_back(cohort[i]);
  const auto one = rows_of(score, label, cohort), two = rows_of(score2, label2, cohort2);
  for (const bool by_score : {false, true}) {
    const auto a = by_score ? score_tally(one, two, .4, 10) : decay_tally(one, two, .4), b = by_score ? score_tally(two, one, .4, 10) : decay_tally(two, one, .4);
    const auto x = decay_split(a, DecayMetric::recall), y = decay_split(b, DecayMetric::recall);
    CHECK(*x.change.value == 0);
    CHECK(*x.mix.value == *y.mix.value);
    CHECK(*x.within.value == *y.within.value);
  }
}
