#include "premortem/core/rounding.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/any_double.hpp"
#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/interval.hpp"

using namespace premortem;
using namespace premortem_test;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Whether down <= exact <= up with down and up the same or neighbours: the tightest enclosure there is.
bool tight(double down, Quad exact, double up) {
  if (!(static_cast<Quad>(down) <= exact && exact <= static_cast<Quad>(up))) return false;
  return down == up ? static_cast<Quad>(down) == exact : std::nextafter(down, infinity) == up;
}

}  // namespace

TEST_CASE("a sum rounded down and up encloses the exact sum, and nothing tighter does") {
  CHECK(holds_for_all([] {
    // 113 bits of Quad hold the sum of doubles whose exponents differ by at most 60.
    const double a = any_double(-30, 30);
    const double b = any_double(-30, 30);
    RC_ASSERT(tight(add_down(a, b), Quad(a) + Quad(b), add_up(a, b)));
  }));
}

TEST_CASE("a product rounded down and up encloses the exact product, and nothing tighter does") {
  CHECK(holds_for_all([] {
    const double a = any_double(-400, 400);
    const double b = any_double(-400, 400);
    RC_ASSERT(tight(multiply_down(a, b), Quad(a) * Quad(b), multiply_up(a, b)));  // 106 bits fit
  }));
}

TEST_CASE("a quotient rounded down and up encloses the exact quotient, and nothing tighter does") {
  CHECK(holds_for_all([] {
    const double a = any_double(-400, 400);
    const double b = any_double(-400, 400);
    // A quotient of doubles that is not a double differs from every double by more than Quad's rounding.
    RC_ASSERT(tight(divide_down(a, b), Quad(a) / Quad(b), divide_up(a, b)));
  }));
}

TEST_CASE("a product that underflows is still enclosed") {
  CHECK(holds_for_all([] {
    const double a = any_double(-560, -480);
    const double b = any_double(-560, -480);
    const Quad exact = Quad(a) * Quad(b);
    RC_ASSERT(Quad(multiply_down(a, b)) <= exact);
    RC_ASSERT(exact <= Quad(multiply_up(a, b)));
  }));
}

TEST_CASE("a quotient that underflows is still enclosed") {
  CHECK(holds_for_all([] {
    const double a = any_double(-900, -480);
    const double b = any_double(100, 400);
    const Quad exact = Quad(a) / Quad(b);
    RC_ASSERT(Quad(divide_down(a, b)) <= exact);
    RC_ASSERT(exact <= Quad(divide_up(a, b)));
  }));
}

TEST_CASE("an upper bound beyond the greatest double is infinite") {
  const double greatest = std::numeric_limits<double>::max();
  CHECK(add_up(greatest, greatest) == infinity);
  CHECK(multiply_up(greatest, 2) == infinity);
  CHECK(divide_up(greatest, .5) == infinity);
  CHECK(add_down(infinity, 1) == infinity);
}

TEST_CASE("exact results stay exact") {
  CHECK(add_down(.25, .5) == .75);
  CHECK(add_up(.25, .5) == .75);
  CHECK(multiply_down(3, .125) == .375);
  CHECK(multiply_up(0, 5) == 0);
  CHECK(divide_up(1, 8) == .125);
}

TEST_CASE("interval arithmetic holds every point of its arguments") {
  CHECK(holds_for_all([] {
    const Interval a = any_interval();
    const Interval b = any_interval();
    const double x = point_of(a);
    const double y = point_of(b);
    const auto holds = [](const Interval& i, Quad exact) { return Quad(i.low) <= exact && exact <= Quad(i.high); };
    RC_ASSERT(holds(a + b, Quad(x) + Quad(y)));
    RC_ASSERT(holds(a * b, Quad(x) * Quad(y)));
    RC_ASSERT(holds(a / b, Quad(x) / Quad(y)));
  }));
}

TEST_CASE("an interval that holds zero divides to infinity, and zero times infinity is zero") {
  CHECK(Interval{1, 2} / Interval{0, 4} == Interval{.25, infinity});
  CHECK(Interval{0, 0} * Interval{1, infinity} == Interval{0, 0});
  CHECK(Interval{0, 1} * Interval{1, infinity} == Interval{0, infinity});
  CHECK(Interval{1, infinity} / Interval{2, 4} == Interval{.25, infinity});
  CHECK(Interval{1, 2} / Interval{4, infinity} == Interval{0, .5});
}

TEST_CASE("an interval that is none is refused, and bounds that contradict each other too") {
  CHECK_THROWS_AS(make_interval(2, 1), DomainError);
  CHECK_THROWS_AS(make_interval(std::numeric_limits<double>::quiet_NaN(), 1), DomainError);
  CHECK_THROWS_AS((Interval{-1, 1} * Interval{0, 1}), DomainError);
  CHECK_THROWS_AS(intersect({0, 1}, {2, 3}), Refusal);
  CHECK(intersect({0, 2}, {1, 3}) == Interval{1, 2});
}

TEST_CASE("a result too large for a double is still enclosed") {
  constexpr double largest = std::numeric_limits<double>::max();
  CHECK(add_down(largest, largest) == largest);
  CHECK(add_up(largest, largest) == infinity);
  CHECK(add_up(-largest, -largest) == -largest);
  CHECK(add_down(-largest, -largest) == -infinity);
  CHECK(multiply_down(1e200, 1e200) == largest);
  CHECK(multiply_up(1e200, -1e200) == -largest);
  CHECK(divide_down(1e200, 1e-200) == largest);
  CHECK(divide_up(-1e200, 1e-200) == -largest);
  CHECK(divide_down(1.0, infinity) == 0);
}

TEST_CASE("an interval of things that cannot be negative stays there when its product underflows") {
  const Interval tiny{1e-200, 1e-200};
  const Interval product = tiny * tiny;
  CHECK(product.low == 0);
  CHECK(product.high > 0);
  CHECK((product * Interval{1, 1}).low == 0);
}
