// How often what is certified is not true of scores that are spread out, by simulation with fixed seeds.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "models/brute_curve.hpp"
#include "premortem/models/certified_threshold.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// Rows with scores spread over [0, 1] and the chance `positive(score)` to be positive, a score in twenty tied with
/// others.
template <class Positive>
ScoreCurve drawn_curve(std::mt19937_64& generator, int rows, Positive positive) {
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<std::pair<double, int>> drawn;
  for (int i = 0; i < rows; ++i) {
    const double score = unit(generator);
    const int label = unit(generator) < positive(score);
    drawn.emplace_back(unit(generator) < .05 ? std::round(score * 10) / 10 : score, label);
  }
  return brute_curve(drawn);
}

}  // namespace

// 2,000 draws: a standard error of at most .007 at .1, three of which are allowed.
TEST_CASE(
    "where precision is nowhere enough, certified thresholds err rarely and thresholds chosen by looking mostly do") {
  std::mt19937_64 generator(20260104);
  const ThresholdDemand demand{{}, .9, .1};
  int certified = 0, looked = 0;
  constexpr int draws = 2000;
  for (int i = 0; i < draws; ++i) {
    const auto curve = drawn_curve(generator, 300, [](double) { return .899; });
    certified += certified_threshold(curve, demand).certified.has_value();
    bool seems_enough = false;
    for (std::size_t entry = 0; entry < curve.size(); ++entry)
      seems_enough = seems_enough || (curve.tp[entry] + curve.fp[entry] >= 22 &&
                                      static_cast<double>(curve.tp[entry]) >= .9 * static_cast<double>(curve.tp[entry] + curve.fp[entry]));
    looked += seems_enough;
  }
  CHECK(certified <= (.1 + .02) * draws);
  CHECK(certified > 0);
  CHECK(looked > .7 * draws);
}

TEST_CASE("pockets of wrong top scores and steep falls do not make precision err more often than delta") {
  std::mt19937_64 generator(20260105);
  const ThresholdDemand demand{{}, .9, .1};
  constexpr int draws = 1000;
  const auto pocket = [](double s) { return s > .75 ? .895 : s > .7 ? 1.0 : s > .45 ? .88 : s > .4 ? 1.0 : .2; };
  const auto precision_above = [&](double t) {  // by summation over a fine grid of scores
    double tp = 0;
    constexpr int cells = 400;
    for (int i = 0; i < cells; ++i) tp += pocket(t + (1 - t) * (i + .5) / cells);
    return tp / cells;
  };
  int wrong = 0;
  for (int i = 0; i < draws; ++i) {
    const auto c = certified_threshold(drawn_curve(generator, 300, pocket), demand);
    wrong += c.certified && precision_above(c.certified->at.threshold) < .9;
  }
  CHECK(wrong <= (.1 + .03) * draws);
}

TEST_CASE("the highest threshold that seems to miss few enough misses too many every other time") {
  std::mt19937_64 generator(20260106);
  std::uniform_real_distribution<double> unit(0, 1);
  int looked = 0, certified = 0;
  constexpr int draws = 2000;
  for (int i = 0; i < draws; ++i) {
    std::vector<std::pair<double, int>> rows;
    for (int k = 0; k < 200; ++k) rows.emplace_back(unit(generator), 1);  // a threshold t misses the share t
    const auto curve = brute_curve(rows);
    const auto c = certified_threshold(curve, {.9, {}, .05});
    certified += c.certified && c.certified->at.threshold > .1;
    const auto entry = std::lower_bound(curve.tp.begin(), curve.tp.end(), 180u) - curve.tp.begin();
    looked += curve.score[static_cast<std::size_t>(entry)] > .1;
  }
  CHECK(certified <= (.05 + .015) * draws);
  CHECK(looked > .4 * draws);
}
