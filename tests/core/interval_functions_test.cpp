#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include "premortem/core/error.hpp"
#include "premortem/core/interval_functions.hpp"

namespace premortem {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double tiny = std::numeric_limits<double>::denorm_min();
constexpr double pi = 3.141592653589793;

Interval at(double x) { return {x, x}; }

TEST_CASE("sums, differences and products take their ends from every sign") {
  CHECK(add({-1, 2}, {3, 5}) == Interval{2, 7});
  CHECK(subtract({-1, 2}, {3, 5}) == Interval{-6, -1});
  CHECK(multiply({-1, 2}, {3, 5}) == Interval{-5, 10});
  CHECK(multiply({-1, 2}, {-3, 5}) == Interval{-6, 10});
  CHECK(multiply({-2, -1}, {-5, -3}) == Interval{3, 10});
  CHECK(multiply({-2, -1}, {3, 5}) == Interval{-10, -3});
  CHECK(negative({0, 3}) == Interval{-3, 0});
}

TEST_CASE("an infinite end is a limit: 0 times it is 0") {
  CHECK(multiply({-1, inf}, {0, 0}) == Interval{0, 0});
  CHECK(multiply({-inf, inf}, {0, 2}) == Interval{-inf, inf});
  CHECK(multiply({-inf, -1}, {0, 2}) == Interval{-inf, 0});
  CHECK(add({-inf, 1}, {2, inf}) == Interval{-inf, inf});
  CHECK(subtract({0, inf}, {0, inf}) == Interval{-inf, inf});
  CHECK(divide({-1, 1}, {1, inf}) == Interval{-1, 1});
}

TEST_CASE("a division by what touches 0 has an infinite end, and by what lies around it is refused") {
  CHECK(divide({-6, 3}, {1, 2}) == Interval{-6, 3});
  CHECK(divide({-6, -3}, {1, 2}) == Interval{-6, -1.5});
  CHECK(divide({-6, 3}, {-2, -1}) == Interval{-3, 6});
  CHECK(divide({1, 2}, {0, 4}) == Interval{0.25, inf});
  CHECK(divide({1, 2}, {-4, 0}) == Interval{-inf, -0.25});
  CHECK(divide({-2, -1}, {0, 4}) == Interval{-inf, -0.25});
  CHECK(divide({-1, 1}, {0, 4}) == Interval{-inf, inf});
  CHECK_THROWS_AS(divide({1, 2}, {-1, 1}), Refusal);
  CHECK_THROWS_AS(divide({-1, 2}, {0, 0}), Refusal);
}

TEST_CASE("what underflows is stepped outwards, but not past 0") {
  CHECK(multiply(at(-1e-200), at(1e-200)) == Interval{-tiny, 0});
  CHECK(multiply(at(-1e-200), at(-1e-200)).low == 0);
  const auto q = divide(at(-tiny), at(0.7));  // -1.43 times the smallest number
  CHECK((q.low <= -2 * tiny && q.high >= -tiny));
}

TEST_CASE("powers of negative bases follow the exponent's parity") {
  CHECK(power({-2, 3}, at(2)) == Interval{0, 9});
  CHECK(power({-3, -2}, at(2)) == Interval{4, 9});
  CHECK(power({-3, 2}, at(0)) == Interval{1, 1});
  CHECK(power({-3, 2}, at(1)) == Interval{-3, 2});
  const auto cube = power({-3, 2}, at(3));
  CHECK((cube.low <= -27 && cube.low >= -27 - 1e-14 && cube.high >= 8 && cube.high <= 8 + 1e-14));
  const auto inverse = power({-4, -2}, at(-1));
  CHECK((inverse.low <= -0.5 && inverse.high >= -0.25 && inverse.low >= -0.5 - 1e-15 && inverse.high <= -0.25 + 1e-15));
  CHECK(power({-2, 0}, at(-1)).low == -inf);
  CHECK(power({-2, 4}, at(-2)).high == inf);
  CHECK_THROWS_AS(power({-2, 4}, at(-1)), Refusal);
  CHECK_THROWS_AS(power({-2, 4}, at(0.5)), Refusal);
  CHECK_THROWS_AS(power({-2, 4}, {1, 2}), Refusal);
}

TEST_CASE("a power of what is not negative has its ends at corners") {
  const auto p = power({0.5, 2}, {-1, 3});
  CHECK((p.low <= 0.125 && p.low >= 0.125 - 1e-15 && p.high >= 8 && p.high <= 8 + 1e-14));
  CHECK(power({0, 2}, {0, 1}) == Interval{0, 2});
  CHECK(power({0, 1}, at(-1)).high == inf);
  CHECK(power({0, inf}, at(2)) == Interval{0, inf});
}

TEST_CASE("roots and logarithms refuse what they are not defined for") {
  CHECK(square_root({4, 9}) == Interval{2, 3});
  CHECK(square_root({0, 0.25}) == Interval{0, 0.5});
  CHECK_THROWS_AS(square_root({-1, 4}), Refusal);
  CHECK_THROWS_AS(logarithm({0, 1}), Refusal);
  CHECK(logarithm(at(1)) == Interval{0, 0});
  CHECK(exponential(at(0)) == Interval{1, 1});
  CHECK(exponential({-inf, inf}) == Interval{0, inf});
  CHECK(exponential(at(1000)) == Interval{std::numeric_limits<double>::max(), inf});
  CHECK(exponential(at(-1000)).low == 0);
  CHECK(exponential(at(-1000)).high > 0);
}

TEST_CASE("sine and cosine find the extrema inside") {
  CHECK(sine({0, pi}).high == 1);
  CHECK(sine({0, 2 * pi}) == Interval{-1, 1});
  CHECK(sine({pi, 2 * pi}).low == -1);
  CHECK(sine({-0.1, 0.1}).high == Approx(std::sin(0.1)).epsilon(1e-15));
  CHECK(cosine({-1, 2}).high == 1);
  CHECK(cosine({-1, 2}).low == Approx(std::cos(2.0)).epsilon(1e-15));
  CHECK(cosine({3, 4}).low == -1);
  CHECK(cosine({3, 4}).high == Approx(std::cos(4.0)).epsilon(1e-15));
  CHECK(sine({100, 100.5}).contains(std::sin(100.25)));
  CHECK(sine({0, inf}) == Interval{-1, 1});
  // mpmath at 30 digits: sin(10^22) = -.852200849767138
  CHECK(sine(at(1e22)).contains(-0.852200849767138));
}

TEST_CASE("absolute values, the smaller, the larger and the hull") {
  CHECK(absolute({-3, 2}) == Interval{0, 3});
  CHECK(absolute({-3, -2}) == Interval{2, 3});
  CHECK(minimum({1, 5}, {2, 3}) == Interval{1, 3});
  CHECK(maximum({1, 5}, {2, 3}) == Interval{2, 5});
  CHECK(hull({1, 2}, {4, 5}) == Interval{1, 5});
}

/// A double-double would be exact; 64 bits of mantissa leave 11 more than are tested.
void check_contained(const Interval& result, long double exact) {
  const long double slack = std::abs(exact) * 0x1p-62L + 0x1p-1074L;
  if (!(static_cast<long double>(result.low) <= exact + slack && exact - slack <= static_cast<long double>(result.high))) FAIL(static_cast<double>(exact) << " is not in " << result.low << " to " << result.high);
}

double steps_apart(const Interval& x) {
  double steps = 0;
  for (double at = x.low; at < x.high && steps < 100; at = std::nextafter(at, inf)) ++steps;
  return steps;
}

TEST_CASE("the true value of every function lies within, and the ends are at most six numbers apart") {
  std::mt19937_64 generator(1);
  std::uniform_real_distribution<double> uniform(-20, 20), size(-3, 3);
  for (int i = 0; i < 20'000; ++i) {
    const double x = uniform(generator), y = uniform(generator) / 4, positive = std::pow(10, size(generator));
    const long double lx = x, ly = y, lp = positive;
    const std::pair<Interval, long double> cases[] = {{exponential(at(x)), std::exp(lx)},
                                                      {logarithm(at(positive)), std::log(lp)},
                                                      {square_root(at(positive)), std::sqrt(lp)},
                                                      {sine(at(x)), std::sin(lx)},
                                                      {cosine(at(x)), std::cos(lx)},
                                                      {power(at(positive), at(y)), std::pow(lp, ly)},
                                                      {divide(at(x), at(positive)), lx / lp},
                                                      {multiply(at(x), at(y)), lx * ly},
                                                      {add(at(x), at(y)), lx + ly}};
    for (const auto& [result, exact] : cases) {
      check_contained(result, exact);
      REQUIRE(steps_apart(result) <= 6);
    }
  }
}

TEST_CASE("what a function is at any point of its operands lies within") {
  std::mt19937_64 generator(2);
  std::uniform_real_distribution<double> uniform(-6, 6), share(0, 1);
  const auto any = [&] {
    const double a = uniform(generator), b = uniform(generator);
    return Interval{std::min(a, b), std::max(a, b)};
  };
  const auto inside = [&](const Interval& x) { return std::clamp(x.low + share(generator) * (x.high - x.low), x.low, x.high); };
  for (int i = 0; i < 20'000; ++i) {
    const Interval a = any(), b = any();
    const double x = inside(a), y = inside(b);
    check_contained(multiply(a, b), static_cast<long double>(x) * y);
    check_contained(subtract(a, b), static_cast<long double>(x) - y);
    check_contained(sine(a), std::sin(static_cast<long double>(x)));
    check_contained(cosine(a), std::cos(static_cast<long double>(x)));
    check_contained(absolute(a), std::abs(static_cast<long double>(x)));
    const double whole = std::round(y);
    if (x != 0 && !(whole < 0 && a.low <= 0 && a.high >= 0)) check_contained(power(a, at(whole)), std::pow(static_cast<long double>(x), static_cast<long double>(whole)));
    if (b.low > 0 || b.high < 0) check_contained(divide(a, b), static_cast<long double>(x) / y);
    if (a.low >= 0) check_contained(power(a, b), std::pow(static_cast<long double>(x), static_cast<long double>(y)));
  }
}

}  // namespace
}  // namespace premortem
