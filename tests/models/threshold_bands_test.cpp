#include "premortem/models/threshold_bands.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "models/brute_curve.hpp"
#include "models/enumerated_rows.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

ScoreCurve curve_of_classes(std::size_t positives, std::size_t negatives) {
  std::vector<std::pair<double, int>> rows(positives, {.5, 1});
  rows.insert(rows.end(), negatives, {.5, 0});
  return brute_curve(rows);
}

}  // namespace

TEST_CASE("bands of rates have Massart's half-width at the label's share of the error") {
  const auto bands = rate_bands(curve_of_classes(100, 1000), .95);
  CHECK(*bands.tpr_half_width == Approx(0.14802071873007983).epsilon(1e-14));  // sqrt(ln 80 / 200), CPython 3.11
  // Half-widths at all of 5%, n = 100 and 1000: .135810152 and .042946941, from the closed form.
  CHECK(*rate_bands(curve_of_classes(100, 1000), .95, 1).tpr_half_width == Approx(.135810152).epsilon(1e-8));
  CHECK(*rate_bands(curve_of_classes(100, 1000), .95, 0).fpr_half_width == Approx(.042946941).epsilon(1e-7));
  CHECK(rate_bands(curve_of_classes(100, 1000), .95, 1).why_no_fpr == "no share of the error is left for it");
  CHECK(*rate_bands(curve_of_classes(1, 1), .95).tpr_half_width == 1);
  CHECK(band_around(.95, .1) == Interval{.95 - .1, 1});
  CHECK(band_around(.05, .1) == Interval{0, .05 + .1});
}

TEST_CASE("a label without rows has no band, and the other one keeps its own") {
  const auto bands = rate_bands(curve_of_classes(0, 10), .95);
  CHECK_FALSE(bands.tpr_half_width);
  CHECK(bands.why_no_tpr == "there are no positives");
  CHECK(bands.fpr_half_width);
  CHECK_THROWS_AS(rate_bands({}, 1), DomainError);
  CHECK_THROWS_AS(rate_bands({}, .9, 1.5), DomainError);
}

TEST_CASE("both bands hold at all thresholds together at least as often as they say, over all samples") {
  std::mt19937 generator(20260107);
  const auto samples = all_samples(14, 3);
  double worst = 1;
  for (int i = 0; i < 60; ++i) {
    const auto truth = any_truth(generator, 3);
    const double prevalence = truth.precision(0);
    double held = 0;
    for (const auto& sample : samples) {
      const auto curve = sample.curve();
      const auto bands = rate_bands(curve, .8);
      bool holds = true;
      const std::vector<double> levels{1, 2};
      for (const auto& point : at_thresholds(curve, levels)) {
        const auto level = static_cast<std::size_t>(point.threshold);
        double flagged_negatives = 0;
        for (std::size_t l = level; l < 3; ++l) flagged_negatives += truth.level[l] * (1 - truth.positive[l]);
        if (bands.tpr_half_width)
          holds = holds && band_around(static_cast<double>(point.tp) / static_cast<double>(curve.positives()), *bands.tpr_half_width)
                               .contains(1 - truth.miss_rate(level));
        if (bands.fpr_half_width)
          holds = holds && band_around(static_cast<double>(point.fp) / static_cast<double>(curve.negatives()), *bands.fpr_half_width)
                               .contains(flagged_negatives / (1 - prevalence));
      }
      if (holds) held += sample.probability(truth);
    }
    worst = std::min(worst, held);
  }
  CHECK(worst >= .8);
  CHECK(worst < .99);  // the band is not so wide that it could not fail
}

TEST_CASE("the band of precision is Clopper-Pearson with the error shared by the points") {
  std::vector<std::pair<double, int>> rows;
  for (int i = 0; i < 100; ++i) rows.emplace_back(i, i % 10 > 0);
  const auto curve = brute_curve(rows);
  const std::vector<double> thresholds{0, 50, 80, 200};
  const auto points = at_thresholds(curve, thresholds);
  const auto band = precision_band(points, .9);
  CHECK(*band[1].precision == clopper_pearson(45, 50, 1 - .1 / 4));
  CHECK_FALSE(band[3].precision);
  CHECK(band[3].why == "nothing is flagged");
  CHECK(precision_band({}, .9).empty());
  CHECK_THROWS_AS(precision_band(points, 0), DomainError);
}

TEST_CASE("the band of precision holds at all its points, of fixed thresholds and of ranks, as often as it says") {
  const auto samples = all_samples(12, 3);
  const std::vector<double> thresholds{0, 1, 2};
  const std::vector<std::size_t> ranks{4, 8, 12};
  std::vector<std::vector<PrecisionBandPoint>> fixed, ranked;  // a sample
  for (const auto& sample : samples) {
    fixed.push_back(precision_band(at_thresholds(sample.curve(), thresholds), .7));
    ranked.push_back(precision_band(at_ranks(sample.curve(), ranks), .7));
  }
  std::mt19937 generator(20260108);
  double worst = 1;
  for (int i = 0; i < 200; ++i) {
    const auto truth = any_truth(generator, 3);
    const auto holds = [&](const PrecisionBandPoint& b) {
      return !b.precision ||
             b.precision->contains(truth.precision(static_cast<std::size_t>(std::ceil(b.at.threshold))));
    };
    for (const auto* bands : {&fixed, &ranked}) {
      double held = 0;
      for (std::size_t k = 0; k < samples.size(); ++k)
        if (std::all_of((*bands)[k].begin(), (*bands)[k].end(), holds)) held += samples[k].probability(truth);
      CHECK(held >= .7);
      worst = std::min(worst, held);
    }
  }
  CHECK(worst < .95);  // it is not so wide that it could not fail
}
