#include "premortem/models/roc_hull.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "holds_for_all.hpp"

using namespace premortem;

namespace {

ScoreCurve curve_of(const std::vector<double>& scores, const std::vector<std::uint8_t>& labels) {
  ScoredRows rows;
  rows.score = scores, rows.label = labels;
  return score_curves(rows, 1).all;
}

}  // namespace

TEST_CASE("the hull of four rows, by hand") {
  // (fp, tp) at .8 .4 .35 .1: (0,1) (1,1) (1,2) (2,2); corners (0,1), (1,2), (2,2)
  const auto hull = roc_hull(curve_of({.1, .4, .35, .8}, {0, 0, 1, 1}));
  CHECK(hull == std::vector<std::size_t>{0, 2, 3});
}

TEST_CASE("the cheapest threshold of any cost ratio costs what a corner of the hull costs") {
  CHECK(holds_for_all([] {
    const auto n = *rc::gen::inRange<std::size_t>(1, 40);
    const auto labels = *rc::gen::container<std::vector<std::uint8_t>>(n, rc::gen::element<std::uint8_t>(0, 1));
    const auto scores = *rc::gen::container<std::vector<double>>(n, rc::gen::map(rc::gen::inRange(0, 15), [](int i) { return i / 15.0; }));
    const auto curve = curve_of(scores, labels);
    const double miss = *rc::gen::inRange(0, 20), alarm = *rc::gen::inRange(0, 20);
    const auto cost = [&](std::size_t i) { return alarm * static_cast<double>(curve.fp[i]) + miss * static_cast<double>(curve.positives() - curve.tp[i]); };
    double cheapest = miss * static_cast<double>(curve.positives()), of_hull = cheapest;  // flag nothing
    for (std::size_t i = 0; i < curve.size(); ++i) cheapest = std::min(cheapest, cost(i));
    const auto hull = roc_hull(curve);
    for (const auto i : hull) of_hull = std::min(of_hull, cost(i));
    RC_ASSERT(of_hull == cheapest);
    RC_ASSERT(hull.back() == curve.size() - 1);
    RC_ASSERT(std::is_sorted(hull.begin(), hull.end()));
    RC_ASSERT(hull.size() <= curve.size());
  }));
}

TEST_CASE("the hull is the same for any number of threads") {
  std::mt19937 generator(3);
  ScoreCurve curve;
  std::uint64_t tp = 0, fp = 0;
  for (int i = 0; i < 50000; ++i) {
    const bool positive = generator() % 50000 > static_cast<unsigned>(i);
    (positive ? tp : fp) += 1;
    curve.score.push_back(-i), curve.tp.push_back(tp), curve.fp.push_back(fp);
  }
  const auto hull = roc_hull(curve);
  CHECK(hull.size() > 10);
  for (const int jobs : {2, 3, 5}) CHECK(roc_hull(curve, jobs) == hull);
}
