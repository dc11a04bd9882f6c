#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdint>

#include "premortem/core/portable_math.hpp"

// g++ makes the first of a sine and a cosine of one angle, clang the second of a power of 10.
extern "C" void sincos(double x, double* sine, double* cosine) noexcept;
extern "C" double exp10(double x) noexcept;

namespace premortem {
namespace {

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

/// How many of 100,000 arguments between two ends give other bits. The system's functions differ in some hundreds.
template <typename First, typename Second>
int differing(double from, double to, First&& first, Second&& second) {
  int count = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double x = from + (to - from) * (i + 0.5) / 100'000;
    count += same_bits(first(x), second(x)) ? 0 : 1;
  }
  return count;
}

// Volatile pointers, so that no compiler answers in the function's place.
TEST_CASE("the C library's functions in a program are the portable ones") {
  using Function = double (*)(double);
  const struct {
    const char* name;
    Function library, portable;
    double from, to;
  } functions[] = {
      {"exp", std::exp, portable_exp, -700, 700},
      {"exp2", std::exp2, portable_exp2, -1000, 1000},
      {"exp10", exp10, [](double x) { return portable_pow(10, x); }, -300, 300},
      {"expm1", std::expm1, portable_expm1, -2, 2},
      {"log", std::log, portable_log, 0, 10},
      {"log10", std::log10, portable_log10, 0, 10},
      {"log1p", std::log1p, portable_log1p, -0.9, 2},
      {"sin", std::sin, portable_sin, -100, 100},
      {"cos", std::cos, portable_cos, -100, 100},
      {"asin", std::asin, portable_asin, -1, 1},
      {"acos", std::acos, portable_acos, -1, 1},
      {"erfc", std::erfc, portable_erfc, -3, 25},
  };
  for (const auto& f : functions) {
    CAPTURE(f.name);
    Function volatile library = f.library;
    CHECK(differing(
              f.from, f.to, [&](double x) { return library(x); }, f.portable) == 0);
  }
  double (*volatile power)(double, double) = std::pow;
  CHECK(differing(
            0, 20, [&](double x) { return power(x, 3 * x - 30); },
            [](double x) { return portable_pow(x, 3 * x - 30); }) == 0);
  void (*volatile both)(double, double*, double*) = sincos;
  CHECK(differing(
            -100, 100,
            [&](double x) {
              double s = 0, c = 0;
              return both(x, &s, &c), s + 2 * c;
            },
            [](double x) { return portable_sin(x) + 2 * portable_cos(x); }) == 0);
}

}  // namespace
}  // namespace premortem
