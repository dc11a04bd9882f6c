#include "premortem/models/sweep_axis.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

SweepAxis linear(double low, double high, std::optional<std::uint64_t> count) { return {"a", SweepScale::linear, {}, low, high, count}; }
SweepAxis logarithmic(double low, double high, std::optional<std::uint64_t> count) { return {"a", SweepScale::logarithmic, {}, low, high, count}; }

std::vector<double> values_of(const SweepAxis& axis) {
  std::vector<double> values;
  const auto steps = static_cast<double>(*axis.count - 1);
  for (std::uint64_t i = 0; i < *axis.count; ++i) values.push_back(value_along(axis, static_cast<double>(i), steps));
  return values;
}

}  // namespace

TEST_CASE("the points of a linear range are the decimal numbers that a person would write") {
  CHECK(values_of(linear(0.1, 0.5, 5)) == std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5});
  CHECK(values_of(linear(0.001, 0.01, 4)) == std::vector<double>{0.001, 0.004, 0.007, 0.01});
  CHECK(values_of(linear(0.1, 0.9, 5)) == std::vector<double>{0.1, 0.3, 0.5, 0.7, 0.9});
  CHECK(values_of(linear(0.5, 2, 4)) == std::vector<double>{0.5, 1, 1.5, 2});
  CHECK(values_of(linear(-0.3, 0.3, 7)) == std::vector<double>{-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3});
  CHECK_FALSE(std::signbit(values_of(linear(-0.3, 0.3, 7))[3]));
  CHECK(values_of(linear(1e300, 7e300, 3)) == std::vector<double>{1e300, 4e300, 7e300});
  CHECK(values_of(linear(0, 1, 4)) == std::vector<double>{0, 0.33333333333333, 0.66666666666667, 1});
  CHECK(values_of(linear(2.676, 4.371, 2)) == std::vector<double>{2.676, 4.371});
}

TEST_CASE("step 3 of 5 is step 15 of 25, whatever the ends") {
  CHECK(value_along(linear(0.134, 4.371, {}), 3, 5) == 2.6762);
  CHECK(value_along(linear(0.134, 4.371, {}), 15, 25) == 2.6762);
  CHECK(holds_for_all([](std::int32_t a, std::int32_t b, std::uint8_t shift, std::uint8_t coarse, std::uint8_t times) {
    const double scale = std::pow(10, shift % 200 - 100), low = std::min(a, b) * 0.37 * scale, high = std::max(a, b) * 0.37 * scale + scale;
    const double steps = coarse + 1, finer = times + 1;
    for (double i = 0; i <= steps; ++i) RC_ASSERT(value_along(linear(low, high, {}), i, steps) == value_along(linear(low, high, {}), i * finer, steps * finer));
  }));
}

// The ends are whole numbers of 10^-places, and so is every point where the count divides their distance.
TEST_CASE("of ends and a step in few digits every point is the double nearest to its decimal") {
  CHECK(holds_for_all([](std::int16_t first, std::uint8_t step, std::uint8_t more, std::uint8_t places) {
    const auto number = [&](std::int64_t units) { return std::strtod(fmt::format("{}e-{}", units, places % 12U).c_str(), nullptr); };
    const std::int64_t steps = more + 1, each = step + 1;
    const auto axis = linear(number(first), number(first + steps * each), {});
    for (std::int64_t i = 0; i <= steps; ++i) RC_ASSERT(value_along(axis, static_cast<double>(i), static_cast<double>(steps)) == number(first + i * each));
  }));
}

TEST_CASE("points rise from one exact end to the other, at any size and nearness of the ends, or coincide and are refused") {
  CHECK(holds_for_all([](std::int32_t mantissa, std::uint16_t exponent, std::uint8_t nearness, std::uint16_t apart, std::uint8_t count) {
    const double low = std::ldexp(mantissa, exponent % 2000 - 1060);
    const double high = low + std::max(std::abs(low), std::numeric_limits<double>::min()) * std::ldexp(apart + 1.0, -(nearness % 68));
    if (!(low < high) || !std::isfinite(high - low)) return;
    const auto axis = linear(low, high, count + 2U);
    const auto values = values_of(axis);
    RC_ASSERT(values.front() == low);
    RC_ASSERT(values.back() == high);
    const bool refused = points_coincide(axis);
    for (std::size_t i = 1; i < values.size(); ++i) RC_ASSERT((values[i - 1] < values[i] || (refused && values[i - 1] == values[i])));
  }));
}

TEST_CASE("as many points as the digits tell apart, and no more") {
  CHECK_FALSE(points_coincide(linear(0, 1, 100'000'000'000'001U)));
  CHECK(points_coincide(linear(0, 1, std::uint64_t{1} << 53U)));
  CHECK(points_coincide(linear(1, 1.000000000000001, 5)));
  CHECK(points_coincide(linear(0, 5e-323, 11)));
  CHECK_FALSE(points_coincide(linear(1, 1.00000000000001, 2)));
  CHECK(points_coincide(logarithmic(1, 1.000000001, 99)));
  CHECK_FALSE(points_coincide(logarithmic(1, 1.000000001, 3)));
  CHECK_FALSE(points_coincide(linear(1, 2, {})));
}

TEST_CASE("what is drawn from a range stays within it") {
  for (const auto& axis : {linear(1, 1.0000000000000004, {}), linear(0, 5e-324, {}), linear(0, 1e-320, {}), linear(-1.7e308, 0, {}), linear(1.7976931348623155e308, 1.7976931348623157e308, {})})
    for (const double share : {1e-300, 0x1p-53, 0.1, 0.5, 1 - 0x1p-53}) {
      const double x = value_along(axis, share, 1);
      CHECK((x >= axis.low && x <= axis.high));
    }
  CHECK(value_along(linear(0, 8, {}), 0.3, 1) == 2.4);
  CHECK_THROWS_AS(value_along(linear(0, 1, {}), 2, 1), DomainError);
}
