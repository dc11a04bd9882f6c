#pragma once
#include <cmath>
#include <cstddef>
#include <random>
#include <utility>
#include <vector>

#include "models/brute_curve.hpp"

namespace premortem::testing {

/// What is true of rows whose score has a few levels (0, 1, ...): the chance of a row to have the level, and to be
/// positive there.
struct LevelTruth {
  std::vector<double> level, positive;

  /// Of all that is scored at least `lowest`.
  double precision(std::size_t lowest) const {
    double flagged = 0, tp = 0;
    for (std::size_t i = lowest; i < level.size(); ++i) flagged += level[i], tp += level[i] * positive[i];
    return tp / flagged;
  }
  double miss_rate(std::size_t lowest) const {
    double missed = 0, all = 0;
    for (std::size_t i = 0; i < level.size(); ++i)
      all += level[i] * positive[i], missed += i < lowest ? level[i] * positive[i] : 0;
    return missed / all;
  }
};

inline LevelTruth any_truth(std::mt19937& generator, std::size_t levels) {
  std::exponential_distribution<double> share(1);
  std::uniform_real_distribution<double> unit(0, 1);
  LevelTruth truth;
  double all = 0;
  for (std::size_t i = 0; i < levels; ++i) truth.level.push_back(share(generator)), all += truth.level.back();
  for (auto& p : truth.level) p /= all;
  for (std::size_t i = 0; i < levels; ++i) truth.positive.push_back(unit(generator));
  return truth;
}

/// All samples of n rows with `levels` levels of score: 2 cells a level, negatives before positives.
struct Sample {
  std::vector<int> cells;
  double log_ways = 0;  ///< ln of the multinomial coefficient

  ScoreCurve curve() const {
    std::vector<std::pair<double, int>> rows;
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      for (int k = 0; k < cells[cell]; ++k)
        rows.emplace_back(static_cast<double>(cell / 2), static_cast<int>(cell % 2));
    return brute_curve(rows);
  }
  double probability(const LevelTruth& truth) const {
    double log_p = log_ways;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      const double positive = truth.positive[cell / 2];
      if (cells[cell] > 0)
        log_p += cells[cell] * std::log(truth.level[cell / 2] * (cell % 2 ? positive : 1 - positive));
    }
    return std::exp(log_p);
  }
};

inline std::vector<Sample> all_samples(int n, std::size_t levels) {
  std::vector<Sample> samples;
  for_all_counts(n, 2 * levels, [&](const std::vector<int>& cells) {
    double log_ways = std::lgamma(n + 1.0);
    for (const int k : cells) log_ways -= std::lgamma(k + 1.0);
    samples.push_back({cells, log_ways});
  });
  return samples;
}

}  // namespace premortem::testing
