#include "premortem/statistics/frechet.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

Interval exactly(double p) { return {p, p}; }

/// A probability over many orders of magnitude.
double any_probability() {
  const double mantissa = *rc::gen::inRange(1, 1 << 30) * 0x1p-30;
  return std::ldexp(mantissa, -*rc::gen::inRange(0, 60));
}

Interval any_interval() {
  const double p = any_probability();
  const double q = any_probability();
  return {std::min(p, q), std::max(p, q)};
}

bool inside(const Interval& inner, const Interval& outer) { return outer.low <= inner.low && inner.high <= outer.high; }

}  // namespace

TEST_CASE("Fréchet's bounds of .7 and .8 are [.5, .7] for both and [.8, 1] for either") {
  // Arithmetic of the definition, to one unit in the last place.
  const Interval both = frechet_and(exactly(.7), exactly(.8));
  CHECK(both.low == Approx(.5).epsilon(1e-15));
  CHECK(both.low <= .5);
  CHECK(both.high == .7);
  CHECK(frechet_or(exactly(.7), exactly(.8)) == Interval{.8, 1});
  CHECK(independent_and(exactly(.7), exactly(.8)).contains(.56));
  CHECK(independent_or(exactly(.7), exactly(.8)).contains(.94));
}

TEST_CASE("Fréchet's bounds of small probabilities keep their digits") {
  const Interval both = frechet_and(exactly(2e-6), exactly(3e-6));
  CHECK(both.low == 0);
  CHECK(both.high == 2e-6);
  const Interval either = frechet_or(exactly(2e-6), exactly(3e-6));
  CHECK(either.low == 3e-6);
  CHECK(either.contains(5e-6));
  CHECK(either.high <= std::nextafter(5e-6, 1));
}

namespace pressure_tank {
// Vesely, Goldberg, Roberts & Haasl (1981), Fault Tree Handbook, NUREG-0492, chapter VIII: the tank ruptures by
// itself (T), or relay K2 sticks, or pressure switch S sticks together with S1, K1 or the timer R.
const Interval T = exactly(5e-6), K2 = exactly(3e-5), S = exactly(1e-4), S1 = exactly(3e-5), K1 = exactly(3e-5), R = exactly(1e-4);
}  // namespace pressure_tank

TEST_CASE("the pressure tank ruptures with 3.50158488e-5 if its parts fail independently") {
  using namespace pressure_tank;
  const Interval feed = independent_or(independent_or(S1, K1), R);
  const Interval top = independent_or(independent_or(T, K2), independent_and(S, feed));
  // mpmath, 30 digits: 3.5015848750035550e-5 for the decimal inputs; the doubles differ from them by 1e-16.
  CHECK(top.low == Approx(3.501584875003555e-5).epsilon(1e-14).margin(0));
  CHECK((top.high - top.low) / top.low < 1e-14);
}

TEST_CASE("the pressure tank ruptures with 3e-5 to 1.35e-4 whatever the dependence") {
  using namespace pressure_tank;
  const Interval feed = frechet_or(frechet_or(S1, K1), R);
  const Interval top = frechet_or(frechet_or(T, K2), frechet_and(S, feed));
  CHECK(top.low == 3e-5);
  CHECK(top.contains(1.35e-4));
  CHECK(top.high == Approx(1.35e-4).epsilon(1e-14));
}

TEST_CASE("independence lies inside the bounds that hold whatever the dependence") {
  CHECK(holds_for_all([] {
    const Interval a = any_interval();
    const Interval b = any_interval();
    RC_ASSERT(inside(independent_and(a, b), frechet_and(a, b)) || independent_and(a, b).low <= frechet_and(a, b).low + 1e-16);
    const Interval either = independent_or(a, b);
    const Interval bound = frechet_or(a, b);
    RC_ASSERT(either.low >= bound.low);
    RC_ASSERT(either.high <= std::nextafter(bound.high, 2.0));
  }));
}

TEST_CASE("widening an input never narrows the bound") {
  CHECK(holds_for_all([] {
    const Interval a = any_interval();
    const Interval b = any_interval();
    const Interval wide{a.low / 2, std::min(1.0, a.high * 1.5)};
    RC_ASSERT(inside(frechet_and(a, b), frechet_and(wide, b)));
    RC_ASSERT(inside(frechet_or(a, b), frechet_or(wide, b)));
    RC_ASSERT(inside(independent_and(a, b), independent_and(wide, b)));
  }));
}

TEST_CASE("an interval outside [0, 1] is refused") {
  CHECK_THROWS_AS(frechet_and({-.1, .5}, {0, 1}), DomainError);
  CHECK_THROWS_AS(frechet_or({.5, .4}, {0, 1}), DomainError);
  CHECK_THROWS_AS(independent_or({0, 1}, {0, 1.5}), DomainError);
  CHECK_THROWS_AS(independent_and({std::numeric_limits<double>::quiet_NaN(), .5}, {0, 1}), DomainError);
}
