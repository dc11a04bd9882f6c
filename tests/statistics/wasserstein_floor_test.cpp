#include "premortem/statistics/wasserstein_floor.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/drift_measures.hpp"
#include "premortem/statistics/sort_numbers.hpp"

using namespace premortem;

namespace {

using Numbers = std::vector<double>;

enum class Shape { uniform, normal, lognormal, few_values, rare_ones };

Numbers sorted_sample(Shape shape, std::size_t rows, std::mt19937_64& engine) {
  Numbers values, room;
  for (std::size_t i = 0; i < rows; ++i) {
    const double u = (static_cast<double>(engine() >> 12U) + .5) * 0x1p-52;
    if (shape == Shape::uniform) values.push_back(u);
    if (shape == Shape::normal) values.push_back(normal_quantile(0, 1, u));
    if (shape == Shape::lognormal) values.push_back(std::exp(normal_quantile(0, 1, u)));
    if (shape == Shape::few_values) values.push_back(std::floor(4 * u));
    if (shape == Shape::rare_ones) values.push_back(u < .01);
  }
  sort_numbers(values, room);
  return values;
}

/// Share of pairs without drift that lie above their own floor.
double share_above(Shape shape, std::size_t n, std::size_t m, int pairs) {
  std::mt19937_64 engine(20260101);
  const WassersteinFloor floor(1, n + m > WassersteinFloor::most_dealt);
  int above = 0;
  for (int i = 0; i < pairs; ++i) {
    const auto a = sorted_sample(shape, n, engine), b = sorted_sample(shape, m, engine);
    above += wasserstein_1(a, b) > floor(std::to_string(i), a, b);
  }
  return above / static_cast<double>(pairs);
}

Numbers ladder(int size, double step, double from) {
  Numbers values;
  for (int i = 0; i < size; ++i) values.push_back((i + from) * step);
  return values;
}

}  // namespace

// numpy 1.24: 95% quantile of the integral of |B| over 200,000 bridges of 2,000 steps is .5835.
TEST_CASE("of evenly spread values the floor is the limit law's") {
  const auto even = ladder(20'000, 1.0 / 20'000, .5);
  CHECK(WassersteinFloor(1, true)("x", even, even) == Approx(.5835 * std::sqrt(2 / 20'000.0)).epsilon(.02));
  const auto small = ladder(200, 1.0 / 200, .5);
  CHECK(WassersteinFloor(1, false)("x", small, small) == Approx(.5835 * std::sqrt(2 / 200.0)).epsilon(.06));
}

TEST_CASE("without drift about one pair in twenty lies above the floor, dealt or bridged, whatever the shape") {
  for (const Shape shape : {Shape::uniform, Shape::lognormal, Shape::few_values}) {
    CAPTURE(static_cast<int>(shape));
    CHECK(share_above(shape, 40, 60, 300) == Approx(.05).margin(.035));
  }
  for (const Shape shape : {Shape::uniform, Shape::normal, Shape::lognormal, Shape::few_values, Shape::rare_ones}) {
    CAPTURE(static_cast<int>(shape));
    CHECK(share_above(shape, 300, 500, 400) == Approx(.05).margin(.03));
  }
}

TEST_CASE("the floor is in the unit of the values and knows the sizes, the seed and the name") {
  const auto a = ladder(30, 1, 0), b = ladder(50, 1, 0), wide = ladder(30, 8, 0), wider = ladder(50, 8, 0);
  const WassersteinFloor floor(1, false);
  CHECK(floor("x", wide, wider) == 8 * floor("x", a, b));
  CHECK(floor("x", a, b) == floor("x", a, b));
  CHECK(floor("x", a, b) != floor("y", a, b));
  CHECK(floor("x", a, b) != WassersteinFloor(2, false)("x", a, b));
  CHECK(floor("x", Numbers{3, 3}, Numbers{3}) == 0);
  CHECK_THROWS_AS(floor("x", ladder(2000, 1, 0), a), DomainError);
  const WassersteinFloor large(1, true);
  const auto many = ladder(2000, 1, 0), more = ladder(2000, 8, 0);
  CHECK(large("x", more, more) == 8 * large("y", many, many));
}

TEST_CASE("numbers are sorted as comparing would, whatever they are") {
  CHECK(holds_for_all([] {
    const int size = *rc::gen::inRange(0, 60), copies = *rc::gen::element(1, 70);
    Numbers values, room;
    for (int i = 0; i < size; ++i) {
      const double x = std::ldexp(*rc::gen::inRange(-1000, 1000), *rc::gen::inRange(-1060, 900));
      values.insert(values.end(), static_cast<std::size_t>(copies), x);
    }
    values.push_back(-0.0);
    Numbers expected = values;
    std::sort(expected.begin(), expected.end());
    sort_numbers(values, room);
    RC_ASSERT(values == expected);
    for (const double x : values) RC_ASSERT(x != 0 || !std::signbit(x));
  }));
  Numbers bad{1, NAN}, room;
  CHECK_THROWS_AS(sort_numbers(bad, room), DomainError);
}
