#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/portable_math.hpp"
#include "units_between.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Nearest doubles to values of mpmath 90 digits; an error of 0.51 to 0.72 units may round to the neighbour.
struct Reference {
  double x, y, value;
};

constexpr Reference exponentials[] = {
    {1.0, 0.0, 2.718281828459045},
    {-1.0, 0.0, 0.36787944117144233},
    {0.1, 0.0, 1.1051709180756477},
    {1e-10, 0.0, 1.0000000001},
    {-36.7, 0.0, 1.1518409493076097e-16},
    {700.5, 0.0, 1.6721859620674984e+304},
    {-700.25, 0.0, 7.678723813110872e-305},
    {0.34657359027997264, 0.0, 1.414213562373095},
    {-0.3465735902799727, 0.0, 0.7071067811865475},
};
constexpr Reference logarithms[] = {
    {2.0, 0.0, 0.6931471805599453},
    {0.5, 0.0, -0.6931471805599453},
    {10.0, 0.0, 2.302585092994046},
    {1.0000001, 0.0, 9.999999505838704e-08},
    {0.999999, 0.0, -1.000000500029089e-06},
    {1e-300, 0.0, -690.7755278982137},
    {3e+307, 0.0, 707.9922358378401},
    {5e-324, 0.0, -744.4400719213812},
    {1.4142135623730951, 0.0, 0.3465735902799727},
    {0.7071067811865475, 0.0, -0.34657359027997275},
};
constexpr Reference powers[] = {
    {1.1, 10.0, 2.5937424601000023},
    {2.5, -0.3, 0.7596577929323739},
    {0.999999, 1000000.0, 0.36787925722106646},
    {1.0000001, 1000000000.0, 2.6881038582144647e+43},
    {10.0, -300.0, 1e-300},
    {3.0, 0.5, 1.7320508075688772},
    {1e-05, 60.5, 3.162277660168395e-303},
    {0.3, 1.7, 0.12915348607498026},
};
constexpr Reference sines[] = {
    {1e-08, 0.0, 1e-08},
    {0.5, 0.0, 0.479425538604203},
    {0.7853981633974483, 0.0, 0.7071067811865475},
    {1.5707963267948966, 0.0, 1.0},
    {3.141592653589793, 0.0, 1.2246467991473532e-16},
    {-4.0, 0.0, 0.7568024953079282},
    {355.0, 0.0, -3.014435335948845e-05},
    {1000000.0, 0.0, -0.34999350217129294},
    {1000000000000000.0, 0.0, 0.8582727931702359},
};
constexpr Reference cosines[] = {
    {1e-08, 0.0, 1.0},
    {0.5, 0.0, 0.8775825618903728},
    {0.7853981633974483, 0.0, 0.7071067811865476},
    {1.5707963267948966, 0.0, 6.123233995736766e-17},
    {3.141592653589793, 0.0, -1.0},
    {-4.0, 0.0, -0.6536436208636119},
    {355.0, 0.0, -0.999999999545659},
    {1000000.0, 0.0, 0.9367521275331447},
    {1000000000000000.0, 0.0, -0.5131937377869703},
};

TEST_CASE("portable functions are within one unit of 90-digit arithmetic") {
  for (const auto& r : exponentials) CHECK(units_between(portable_exp(r.x), r.value) <= 1);
  for (const auto& r : logarithms) CHECK(units_between(portable_log(r.x), r.value) <= 1);
  for (const auto& r : powers) CHECK(units_between(portable_pow(r.x, r.y), r.value) <= 1);
  for (const auto& r : sines) CHECK(units_between(portable_sin(r.x), r.value) <= 1);
  for (const auto& r : cosines) CHECK(units_between(portable_cos(r.x), r.value) <= 1);
}

// The test itself calls the portable functions where it says std::exp; those of long double are the system's.
TEST_CASE("sines and cosines differ from those of the system by a unit at most") {
  CHECK(holds_for_all([] {
    const double x = *rc::gen::inRange(-600'000, 600'000) / 1024.0 + *rc::gen::inRange(0, 1'000'000) * 1e-9;
    RC_ASSERT(units_between(portable_sin(x), static_cast<double>(std::sin(static_cast<long double>(x)))) <= 1);
    RC_ASSERT(units_between(portable_cos(x), static_cast<double>(std::cos(static_cast<long double>(x)))) <= 1);
    const SineCosine both = portable_sin_cos(x);
    RC_ASSERT((both.sine == portable_sin(x) && both.cosine == portable_cos(x)));
  }));
}

TEST_CASE("a power that is a whole number is that number") {
  for (int base = -12; base <= 12; ++base) {
    double product = 1;
    for (int exponent = 0; exponent <= 14; ++exponent) {
      CHECK(portable_pow(base, exponent) == product);
      product *= base;
    }
  }
  CHECK(portable_pow(1e-3, 0) == 1);
  CHECK(portable_pow(6.25, 0.5) == 2.5);
}

TEST_CASE("portable functions have the special values of the standard") {
  CHECK(portable_exp(0) == 1);
  CHECK(portable_exp(710) == infinity);
  CHECK(portable_exp(-746) == 0);
  CHECK(portable_exp(-745) == std::numeric_limits<double>::denorm_min());
  CHECK(std::isfinite(portable_exp(709.78)));
  CHECK(portable_log(1) == 0);
  CHECK(portable_log(0) == -infinity);
  CHECK(std::isnan(portable_log(-1)));
  CHECK(portable_sin(0) == 0);
  CHECK(portable_cos(0) == 1);
  CHECK(std::isnan(portable_sin(2e15)));
  CHECK(std::isnan(portable_cos(infinity)));
  CHECK(std::isnan(portable_pow(-2, 0.5)));
  for (const double base : {-infinity, -3.0, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 3.0, infinity})
    for (const double exponent : {-infinity, -1e300, -3.0, -2.0, 0.0, 2.0, 3.0, 1e300, infinity})
      CHECK(portable_pow(base, exponent) ==
            static_cast<double>(std::pow(static_cast<long double>(base), static_cast<long double>(exponent))));
}

}  // namespace
}  // namespace premortem
