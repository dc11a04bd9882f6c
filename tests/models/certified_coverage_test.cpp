// How often what is certified is not true, by enumeration of all samples.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "models/brute_curve.hpp"
#include "models/enumerated_rows.hpp"
#include "premortem/models/certified_threshold.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// The lowest level that each sample's certified threshold flags; as many as there are levels: none is certified.
std::vector<std::size_t> lowest_levels(const std::vector<Sample>& samples, std::size_t levels,
                                       const ThresholdDemand& demand, const CertificationPlan& plan) {
  std::vector<std::size_t> lowest;
  for (const auto& sample : samples) {
    const auto c = certified_threshold(sample.curve(), demand, plan);
    lowest.push_back(c.certified ? static_cast<std::size_t>(std::max(0.0, std::ceil(c.certified->at.threshold)))
                                 : levels);
  }
  return lowest;
}

double chance_of_error(const std::vector<Sample>& samples, const std::vector<std::size_t>& lowest,
                       const LevelTruth& truth, const ThresholdDemand& demand) {
  double wrong = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (lowest[i] >= truth.level.size()) continue;
    const bool imprecise = demand.min_precision && truth.precision(lowest[i]) < *demand.min_precision;
    const bool misses = demand.min_recall && truth.miss_rate(lowest[i]) > 1 - *demand.min_recall;
    if (imprecise || misses) wrong += samples[i].probability(truth);
  }
  return wrong;
}

bool precision_rises(const LevelTruth& truth) {
  for (std::size_t l = 0; l + 1 < truth.level.size(); ++l)
    if (truth.precision(l) > truth.precision(l + 1)) return false;
  return true;
}

}  // namespace

// Positives with three levels of score: all samples of n, the share of the lowest level around what may be missed.
TEST_CASE(
    "a threshold certified for recall misses too many no more often than delta, also with tied scores and few rows") {
  for (const int n : {10, 59, 93}) {
    double worst = 0;
    std::vector<std::pair<std::vector<int>, double>> samples;  // counts, the certified level
    for_all_counts(n, 3, [&](const std::vector<int>& k) {
      std::vector<std::pair<double, int>> rows;
      for (std::size_t level = 0; level < 3; ++level)
        rows.insert(rows.end(), static_cast<std::size_t>(k[level]), {static_cast<double>(level), 1});
      const auto c = certified_threshold(brute_curve(rows), {n == 10 ? .7 : .95, {}, .05});
      if (c.certified) samples.emplace_back(k, c.certified->at.threshold);
    });
    const double most = n == 10 ? .3 : .05;
    for (const double lowest : {most / 4, most / 2, most * 1.0001, most * 1.5})
      for (const double middle : {most / 10, most / 2, most * .7501, .5}) {
        const double p[] = {lowest, middle, 1 - lowest - middle};
        double wrong = 0;
        for (const auto& [k, level] : samples) {
          const double missed = level < 1 ? 0 : level < 2 ? p[0] : p[0] + p[1];
          double log_p = std::lgamma(n + 1.0);
          for (std::size_t i = 0; i < 3; ++i) log_p += k[i] * std::log(p[i]) - std::lgamma(k[i] + 1.0);
          if (missed > most) wrong += std::exp(log_p);
        }
        CHECK(wrong <= .05);
        worst = std::max(worst, wrong);
      }
    INFO("n " << n);
    CHECK(worst > .02);  // the promise is used: 0.7^10 = .028, 0.95^59 = .0485
  }
}

TEST_CASE("ranks tried each err no more often than delta, whatever pockets of wrong scores there are") {
  std::mt19937 generator(20260101);
  const auto samples = all_samples(12, 3);
  for (const ThresholdDemand& demand : {ThresholdDemand{{}, .5, .3}, ThresholdDemand{.5, .5, .6}}) {
    const auto lowest = lowest_levels(samples, 3, demand, {});
    REQUIRE(std::count(lowest.begin(), lowest.end(), 3u) < static_cast<long>(samples.size()));
    for (int i = 0; i < 300; ++i)
      CHECK(chance_of_error(samples, lowest, any_truth(generator, 3), demand) <= demand.delta);
  }
}

TEST_CASE("ranks tried downward err no more often than delta where precision rises with the threshold") {
  std::mt19937 generator(20260102);
  const auto samples = all_samples(12, 3);
  for (const ThresholdDemand& demand : {ThresholdDemand{{}, .5, .3}, ThresholdDemand{.5, .5, .6}}) {
    const auto lowest = lowest_levels(samples, 3, demand, {CertificationMethod::ranks_downward, {}, 20, 1});
    for (int i = 0; i < 600; ++i) {
      const auto truth = any_truth(generator, 3);
      if (precision_rises(truth)) CHECK(chance_of_error(samples, lowest, truth, demand) <= demand.delta);
    }
  }
}

TEST_CASE("fixed thresholds err no more often than delta, in any order, for precision, and for both") {
  std::mt19937 generator(20260103);
  const auto samples = all_samples(12, 3);
  double worst = 0;
  for (const ThresholdDemand& demand : {ThresholdDemand{{}, .5, .3}, ThresholdDemand{.5, .5, .3}})
    for (const std::size_t starts : {1u, 2u}) {
      const auto lowest =
          lowest_levels(samples, 3, demand, {CertificationMethod::fixed_thresholds, {1, 2, 0}, 20, starts});
      for (int i = 0; i < 150; ++i) {
        auto truth = any_truth(generator, 3);
        if (i % 2) truth.positive = {.4999, .4999, .4999};  // just not precise enough anywhere
        const double wrong = chance_of_error(samples, lowest, truth, demand);
        CHECK(wrong <= demand.delta);
        worst = std::max(worst, wrong);
      }
    }
  CHECK(worst > .15);
}
