#include <catch2/catch.hpp>

#include <cmath>
#include <set>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/random/sobol_sequence.hpp"

namespace premortem {
namespace {

std::vector<double> coordinates(const SobolSequence& s, std::size_t dimension, std::uint64_t first, std::size_t count) {
  std::vector<double> out(count);
  s.fill(dimension, first, out);
  return out;
}

TEST_CASE("the points are those of scipy's unscrambled sequence") {
  // scipy 1.10.1, scipy.stats.qmc.Sobol(12, scramble=False, bits=30)
  struct Point {
    std::uint64_t number;
    std::vector<double> x;
  };
  const std::vector<Point> points{
      {0, std::vector<double>(12, 0)},
      {1, std::vector<double>(12, .5)},
      {2, {.75, .25, .25, .25, .75, .75, .25, .75, .75, .75, .75, .75}},
      {3, {.25, .75, .75, .75, .25, .25, .75, .25, .25, .25, .25, .25}},
      {5, {.875, .875, .125, .375, .875, .625, .875, .375, .375, .125, .375, .875}},
      {10, {.9375, .0625, .6875, .1875, .3125, .5625, .1875, .1875, .1875, .5625, .4375, .8125}},
      {1023,
       {.0009765625, .7529296875, .6123046875, .1455078125, .1865234375, .4384765625, .1396484375, .6181640625,
        .3447265625, .8505859375, .6787109375, .0361328125}}};
  const SobolSequence s(12);
  for (const auto& point : points)
    for (std::size_t d = 0; d < 12; ++d) CHECK(s.value(d, point.number) == point.x[d]);
}

TEST_CASE("high dimensions are those of scipy too") {
  // scipy 1.10.1, scipy.stats.qmc.Sobol(3667, scramble=False, bits=30)
  const SobolSequence s(3667);
  CHECK(s.value(21, 777) == 0.2724609375);
  CHECK(s.value(500, 20000) == 0.469512939453125);
  CHECK(s.value(3666, 32767) == 0.742706298828125);
  CHECK(s.value(2000, 12345) == 0.74090576171875);
  CHECK(s.value(36, 9999) == 0.37823486328125);
}

TEST_CASE("each stratum of each dimension holds one point, scrambled or not, in any aligned run of 2^m") {
  for (const SobolSequence& s : {SobolSequence(40), SobolSequence(40, 7, 3)})
    for (std::size_t d = 0; d < 40; ++d)
      for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{1} << 40U}) {
        std::set<int> strata;
        for (const double x : coordinates(s, d, first, 256)) strata.insert(static_cast<int>(x * 256));
        CHECK(strata.size() == 256);
      }
}

TEST_CASE("elementary rectangles of two dimensions hold one point each after scrambling") {
  // The first two dimensions are a (0, 2)-sequence: every one of the 2^a x 2^(8 - a) rectangles is hit once.
  const SobolSequence s(2, 1, 0);
  const auto x = coordinates(s, 0, 0, 256), y = coordinates(s, 1, 0, 256);
  for (int a = 0; a <= 8; ++a) {
    std::set<std::pair<int, int>> cells;
    for (std::size_t i = 0; i < 256; ++i)
      cells.insert({static_cast<int>(std::ldexp(x[i], a)), static_cast<int>(std::ldexp(y[i], 8 - a))});
    CHECK(cells.size() == 256);
  }
}

TEST_CASE("a point is the same whatever else is asked for, and whatever the number of dimensions") {
  const SobolSequence few(3, 11, 5), many(9, 11, 5);
  CHECK(holds_for_all([&] {
    const auto first = *rc::gen::inRange<std::uint64_t>(0, SobolSequence::most_points - 50);
    const auto d = *rc::gen::inRange<std::size_t>(0, 3), i = *rc::gen::inRange<std::size_t>(0, 50);
    RC_ASSERT(coordinates(many, d, first, 50)[i] == few.value(d, first + i));
  }));
}

TEST_CASE("scrambles and seeds differ, and each point of a scramble is uniform within the open interval") {
  CHECK(SobolSequence(1, 1, 0).value(0, 0) != SobolSequence(1, 1, 1).value(0, 0));
  CHECK(SobolSequence(1, 1, 0).value(0, 0) != SobolSequence(1, 2, 0).value(0, 0));
  double sum = 0, squares = 0;
  constexpr int scrambles = 4000;
  for (int i = 0; i < scrambles; ++i) {
    const double x = SobolSequence(2, 1, static_cast<std::uint64_t>(i)).value(1, 6);
    CHECK((x > 0 && x < 1));
    sum += x;
    squares += (x - .5) * (x - .5);
  }
  CHECK(std::abs(sum / scrambles - .5) < 4 * std::sqrt(1 / 12.0 / scrambles));
  CHECK(std::abs(squares / scrambles - 1 / 12.0) < 4 * std::sqrt(1 / 180.0 / scrambles));
}

TEST_CASE("a smooth mean over scrambled points is far nearer than one over independent points") {
  // E of the product of (1 + (x_d - 1/2)) over 5 dimensions is 1; its sd is sqrt((13/12)^5 - 1) = .70, so 4,096
  // independent points err by .011.
  double worst = 0, mean = 0;
  for (std::uint64_t scramble = 0; scramble < 16; ++scramble) {
    const SobolSequence s(5, 3, scramble);
    std::vector<double> product(4096, 1);
    for (std::size_t d = 0; d < 5; ++d) {
      const auto x = coordinates(s, d, 0, product.size());
      for (std::size_t i = 0; i < x.size(); ++i) product[i] *= .5 + x[i];
    }
    double sum = 0;
    for (const double p : product) sum += p / 4096;
    worst = std::max(worst, std::abs(sum - 1));
    mean += (sum - 1) / 16;
  }
  CHECK(worst < .001);
  CHECK(std::abs(mean) < .0003);
  CHECK(worst > 0);
}

TEST_CASE("dimensions, points and scrambles beyond the sequence are refused") {
  CHECK_THROWS_AS(SobolSequence(0), DomainError);
  CHECK_THROWS_AS(SobolSequence(3668), DomainError);
  CHECK_THROWS_AS(SobolSequence(1, 1, SobolSequence::most_scrambles), DomainError);
  CHECK_THROWS_AS(SobolSequence(2).value(2, 0), DomainError);
  CHECK_THROWS_AS(SobolSequence(2).value(0, SobolSequence::most_points), DomainError);
}

}  // namespace
}  // namespace premortem
