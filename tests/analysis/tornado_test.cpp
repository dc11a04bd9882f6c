#include "premortem/analysis/tornado.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
using Values = std::vector<double>;
using Ranges = std::vector<Interval>;

const OutputOfInputs product = [](std::span<const double> x) -> std::optional<double> {
  double p = 1;
  for (const double v : x) p *= v;
  return p;
};

ChoiceAtInputs at_least(double limit) {
  return [limit](std::span<const double> x) { return *product(x) >= limit ? 1 : 0; };
}

}  // namespace

// By hand: 2 * 3 * 5 = 30; 1..4 moves it from 15 to 60, 2..4 from 20 to 40, 5 alone does not move it.
TEST_CASE("each bar is the output at the ends of one range, the largest swing first") {
  const auto bars = tornado(Values{2, 3, 5}, Ranges{{1, 4}, {2, 4}, {5, 5}}, product);
  REQUIRE(bars.size() == 2);
  CHECK(bars[0].input == 0);
  CHECK((bars[0].at_low == 15 && bars[0].at_high == 60 && bars[0].swing == 45));
  CHECK(bars[1].input == 1);
  CHECK((bars[1].at_low == 20 && bars[1].at_high == 40 && bars[1].swing == 20));
  CHECK_FALSE(bars[0].flip);
  CHECK(bars[0].flip_why == "no decision is stated");
}

TEST_CASE("equal swings keep the order of the inputs") {
  const OutputOfInputs sum = [](std::span<const double> x) { return std::optional(x[0] + x[1] - x[2]); };
  const auto bars = tornado(Values{1, 1, 1}, Ranges{{0, 2}, {0, 2}, {0, 2}}, sum);
  REQUIRE(bars.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(bars[i].input == i);
  CHECK((bars[2].at_low == 2 && bars[2].at_high == 0 && bars[2].swing == 2));
}

// 3 x >= 7 first at 7/3, from 2 upward; 2 y >= 7 first at 3.5.
TEST_CASE("the flip is where the decision changes, to 1e-9, and at it the decision is another") {
  const auto bars = tornado(Values{2, 3}, Ranges{{1, 4}, {2, 4}}, product, at_least(7));
  REQUIRE(bars.size() == 2);
  REQUIRE((bars[0].flip && bars[1].flip));
  CHECK(*bars[0].flip == Approx(7.0 / 3).epsilon(2e-9));
  CHECK(*bars[1].flip == Approx(3.5).epsilon(2e-9));
  CHECK(3 * *bars[0].flip >= 7);
  CHECK(2 * *bars[1].flip >= 7);
}

TEST_CASE("of flips on both sides the one nearer to the best value is named, the lower one when as near") {
  const ChoiceAtInputs band = [](std::span<const double> x) { return x[0] < -1 ? -1 : (x[0] > 3 ? 1 : 0); };
  const OutputOfInputs same = [](std::span<const double> x) { return std::optional(x[0]); };
  CHECK(*tornado(Values{0}, Ranges{{-10, 10}}, same, band)[0].flip == Approx(-1).epsilon(2e-9));
  CHECK(*tornado(Values{2}, Ranges{{-10, 10}}, same, band)[0].flip == Approx(3).epsilon(2e-9));
  const ChoiceAtInputs even = [](std::span<const double> x) { return std::abs(x[0]) >= 1 ? 1 : 0; };
  CHECK(*tornado(Values{0}, Ranges{{-4, 4}}, same, even)[0].flip == Approx(-1).epsilon(2e-9));
}

TEST_CASE("a decision that stays, or a best value outside the range, is said in words") {
  const auto stays = tornado(Values{2}, Ranges{{1, 4}}, product, at_least(100));
  CHECK_FALSE(stays[0].flip);
  CHECK(stays[0].flip_why == "does not flip within its range");
  const auto outside = tornado(Values{9}, Ranges{{1, 4}}, product, at_least(3));
  CHECK_FALSE(outside[0].flip);
  CHECK(outside[0].flip_why == "its best value lies outside its range");
}

TEST_CASE("a change and back within one step is missed, as the header says") {
  const ChoiceAtInputs spike = [](std::span<const double> x) { return x[0] > 0.5001 && x[0] < 0.5002 ? 1 : 0; };
  CHECK_FALSE(tornado(Values{0}, Ranges{{0, 1}}, product, spike)[0].flip);
}

TEST_CASE("an infinite range and an undefined output have no bar and a reason") {
  const OutputOfInputs root = [](std::span<const double> x) -> std::optional<double> {
    if (x[0] < 0) return std::nullopt;
    return std::sqrt(x[0]) + x[1];
  };
  std::vector<MissingBar> missing;
  const auto bars = tornado(Values{1, 2}, Ranges{{-1, 4}, {0, infinity}}, root, {}, &missing);
  CHECK(bars.empty());
  REQUIRE(missing.size() == 2);
  CHECK(missing[0].why == "the output is not defined at the low end of its range");
  CHECK((missing[1].input == 1 && missing[1].why == "its range is not finite"));
}

TEST_CASE("sizes that differ, a best value that is no number and a range upside down are refused") {
  CHECK_THROWS_AS(tornado(Values{1}, Ranges{}, product), DomainError);
  CHECK_THROWS_AS(tornado(Values{std::nan("")}, Ranges{{0, 1}}, product), DomainError);
  CHECK_THROWS_AS(tornado(Values{1}, Ranges{{2, 1}}, product), DomainError);
}

TEST_CASE("a linear decision flips where the line crosses, and nowhere else") {
  CHECK(holds_for_all([] {
    const double slope = *rc::gen::inRange(-50, 51) / 8.0, offset = *rc::gen::inRange(-400, 401) / 16.0;
    const double base = *rc::gen::inRange(-7, 8) / 2.0;
    const auto line = [=](double x) { return slope * x + offset; };
    const OutputOfInputs y = [=](std::span<const double> x) { return std::optional(line(x[0])); };
    const ChoiceAtInputs sign = [=](std::span<const double> x) { return line(x[0]) > 0 ? 1 : 0; };
    const auto bar = tornado(Values{base}, Ranges{{-4, 4}}, y, sign).front();
    RC_ASSERT(bar.swing == std::abs(8 * slope));
    const bool flips = (line(-4) > 0) != (line(base) > 0) || (line(4) > 0) != (line(base) > 0);
    RC_ASSERT(bar.flip.has_value() == flips);
    if (flips) RC_ASSERT(std::abs(*bar.flip + offset / slope) <= 2e-9 * std::abs(offset / slope) + 1e-300);
  }));
}
