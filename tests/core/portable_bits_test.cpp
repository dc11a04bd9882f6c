#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/portable_math.hpp"

namespace premortem {
namespace {

/// The distance of a double from a value of more digits, in units in the last place of the double.
long double units_from(double value, long double truth) {
  const double size = std::abs(value);
  return std::abs(value - truth) / (std::nextafter(size, std::numeric_limits<double>::infinity()) - size);
}

/// The same doubles on every machine: (0, 1) by Weyl's sequence of the golden ratio, in steps of 2^-53.
double weyl(std::uint64_t i) { return (static_cast<double>((i * 0x9e3779b97f4a7c15U) >> 12U) + 0.5) * 0x1p-52; }

/// FNV-1a of the bits of 100,000 results.
template <typename Function>
std::uint64_t digest(Function&& function) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (std::uint64_t i = 1; i <= 100'000; ++i)
    hash = (hash ^ std::bit_cast<std::uint64_t>(static_cast<double>(function(i)))) * 0x100000001b3U;
  return hash;
}

constexpr long double most = 0.515L;  // units

double power_base(std::uint64_t i) { return 8 * weyl(3 * i); }
double power_exponent(std::uint64_t i) { return 300 * (weyl(5 * i) - 0.5); }

// No reference, but a memory: the bits that g++ 12 and clang 14 gave at -O0 and -O3, with and without -march=native.
TEST_CASE("portable functions have the bits they had with another compiler, level and processor") {
  CHECK(digest([](std::uint64_t i) { return portable_exp(1500 * (weyl(i) - 0.5)); }) == 0x7ca6b9fb8ee1df59);
  CHECK(digest([](std::uint64_t i) { return portable_log(4 * weyl(i)); }) == 0x267f99075cc44f28);
  CHECK(digest([](std::uint64_t i) { return portable_pow(power_base(i), power_exponent(i)); }) == 0xbb145087a43db690);
  CHECK(digest([](std::uint64_t i) { return portable_expm1(4 * (weyl(i) - 0.5)); }) == 0x8ce366133c878abf);
  CHECK(digest([](std::uint64_t i) { return portable_log1p(3 * weyl(i) - 0.9); }) == 0xf085ed205ccd6926);
  CHECK(digest([](std::uint64_t i) { return portable_log10(4 * weyl(i)); }) == 0x0980ed8c6926524e);
  CHECK(digest([](std::uint64_t i) { return portable_asin(2 * weyl(i) - 1) + portable_acos(2 * weyl(i) - 1); }) == 0xce033e20e1668434);
  CHECK(digest([](std::uint64_t i) { return portable_erfc(30 * weyl(i) - 3); }) == 0xf16b48286fe15265);
  CHECK(digest([](std::uint64_t i) { return portable_sin(1000 * (weyl(i) - 0.5)); }) == 0xa55e3b3742d4a2e8);
  CHECK(digest([](std::uint64_t i) { return portable_cos(1000 * (weyl(i) - 0.5)); }) == 0x11533edc4d99230c);
}

// The system's functions with 64 bits are wrong by a unit of theirs, 2^-11 of one of ours.
TEST_CASE("exponentials, logarithms and powers are the nearest double, or miss it by a hundredth of a unit") {
  if (std::numeric_limits<long double>::digits < 64) return;
  CHECK(holds_for_all([] {
    const double x = *rc::gen::inRange(-700'000'000, 700'000'000) * 1e-6;
    RC_ASSERT(units_from(portable_exp(x), std::exp(static_cast<long double>(x))) <= most);
    RC_ASSERT(units_from(portable_exp(x * 1e-3), std::exp(static_cast<long double>(x * 1e-3))) <= most);
    const double any = portable_exp(x), near_one = 1 + x * 1e-4, nearer = 1 + x * 1e-9;
    for (const double y : {any, near_one, nearer}) {
      if (!(y > 0) || y == 1) continue;
      const long double log = std::log(static_cast<long double>(y));
      RC_ASSERT(units_from(portable_log(y), log) <= most);
      const double power = *rc::gen::inRange(-700'000'000, 700'000'000) * 1e-6 / static_cast<double>(log);
      RC_ASSERT(units_from(portable_pow(y, power),
                           std::pow(static_cast<long double>(y), static_cast<long double>(power))) <= most);
    }
  }));
}

TEST_CASE("logarithm and power are good to the smallest numbers, and exponentials to a unit") {
  constexpr double smallest = std::numeric_limits<double>::denorm_min();
  for (int step = 0; step < 52; ++step) {
    const double x = std::ldexp(smallest, step);
    CHECK(portable_log(x) == Approx((step - 1074) * 0.6931471805599453).epsilon(1e-15));
    CHECK(portable_pow(2, step - 1074) == x);
    CHECK(portable_pow(x, -0.5) == Approx(std::ldexp(1, 537) / std::sqrt(std::ldexp(1, step))).epsilon(1e-15));
  }
  for (int power = 0; power <= 22; ++power) CHECK(portable_pow(10, power) == std::stod("1e" + std::to_string(power)));
}

}  // namespace
}  // namespace premortem
