#include "premortem/analysis/break_even.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

const OutputOfInput cube = [](double x) { return std::optional(x * x * x); };
const OutputOfInput square = [](double x) { return std::optional(x * x); };

}  // namespace

TEST_CASE("a rising and a falling output are solved alike") {
  const auto up = break_even(cube, {0, 10}, 1, 27.5);
  CHECK(*up.value == Approx(std::cbrt(27.5)).epsilon(1e-9));
  CHECK((up.crossings == 1 && *up.rising && !up.jumps));
  const auto down = break_even([](double x) { return std::optional(100 / x); }, {1, 50}, 40, 7.3);
  CHECK(*down.value == Approx(100 / 7.3).epsilon(1e-9));
  CHECK((down.crossings == 1 && !*down.rising));
}

TEST_CASE("the crossing nearest to the base is named and all that the scan saw are counted") {
  const auto near_low = break_even(square, {-5, 5}, -1, 6);
  CHECK(*near_low.value == Approx(-std::sqrt(6.0)).epsilon(1e-9));
  CHECK((near_low.crossings == 2 && !*near_low.rising));
  CHECK(*break_even(square, {-5, 5}, 4.5, 6).value == Approx(std::sqrt(6.0)).epsilon(1e-9));
  // sin has zeros at k pi: -3 pi .. 3 pi lie within +-10
  const auto wave = break_even([](double x) { return std::optional(std::sin(x)); }, {-10, 10}, 2.8, 0);
  CHECK(wave.crossings == 7);
  CHECK(*wave.value == Approx(3.141592653589793).epsilon(1e-9));
}

TEST_CASE("a target that is met exactly is the value itself, once for a whole stretch") {
  CHECK(*break_even(square, {0, 4}, 2, 4).value == 2);
  CHECK(*break_even(square, {0, 4}, 0, 16).value == 4);
  const OutputOfInput flat = [](double x) { return std::optional(std::max(0.0, x - 1)); };
  const auto run = break_even(flat, {0, 4}, 3, 0);
  CHECK(run.crossings == 1);
  CHECK(*run.value == Approx(1).epsilon(0.02));  // the flat stretch is known to a step of the scan
  CHECK_FALSE(run.rising);
}

TEST_CASE("an output that only touches the target does not rise through it") {
  const auto touch = break_even(square, {-1, 1}, 0, 0);
  CHECK((*touch.value == 0 && touch.crossings == 1 && !touch.rising));
}

TEST_CASE("an output that leaps over the target says so") {
  const auto leap = break_even([](double x) { return std::optional(x < 2.345 ? 1.0 + x / 1e3 : 9.0); }, {0, 5}, 1, 4);
  CHECK(*leap.value == Approx(2.345).epsilon(2e-9));
  CHECK(leap.jumps);
  CHECK_FALSE(break_even([](double x) { return std::optional(std::cbrt(x - 2)); }, {0, 5.3}, 1, 0).jumps);
}

TEST_CASE("where there is no crossing the reason is a sentence") {
  CHECK(break_even(square, {-1, 3}, 1, -2).why == "the output stays above -2 from -1 to 3; the nearest it comes is 0 at 0");
  CHECK(break_even(square, {0, 3}, 1, 12).why == "the output stays below 12 from 0 to 3; the nearest it comes is 9 at 3");
  CHECK(break_even(square, {0, std::numeric_limits<double>::infinity()}, 1, 12).why == "the range is not finite");
  CHECK(break_even([](double) { return std::optional<double>(); }, {0, 1}, 0, 1).why == "the output is not defined from 0 to 1");
}

TEST_CASE("a pole is no crossing, and where nothing is defined is said") {
  const OutputOfInput hyperbola = [](double x) -> std::optional<double> {
    if (std::abs(x) < 0.1) return std::nullopt;
    return 1 / x;
  };
  const auto pole = break_even(hyperbola, {-1, 1}, 1, 0);
  CHECK_FALSE(pole.value);
  CHECK(pole.undefined_somewhere);
  CHECK(pole.why == "the output passes 0 only where it is not defined");
}

TEST_CASE("a base outside its range and a target that is no number are refused") {
  CHECK_THROWS_AS(break_even(square, {0, 1}, 2, 0), DomainError);
  CHECK_THROWS_AS(break_even(square, {1, 0}, 0, 0), DomainError);
  CHECK_THROWS_AS(break_even(square, {0, 1}, 0, std::nan("")), DomainError);
}

TEST_CASE("an increasing output is brought back to the input it came from, from any base") {
  CHECK(holds_for_all([] {
    const double wanted = *rc::gen::inRange(1, 1000) / 100.0, base = *rc::gen::inRange(0, 1001) / 100.0;
    const OutputOfInput f = [](double x) { return std::optional(x * std::exp(x / 3)); };
    const auto found = break_even(f, {0, 10}, base, *f(wanted));
    RC_ASSERT(found.value.has_value());
    RC_ASSERT(std::abs(*found.value - wanted) <= 2e-9 * wanted);
    RC_ASSERT(found.crossings == 1);
  }));
}
