#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/portable_math.hpp"
#include "units_between.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Nearest doubles to values of mpmath 90 digits.
constexpr struct {
  double x, value;
} references[] = {
    {1e-10, 0.999999999887162},       {-0.3, 1.3286267594591274},     {0.25, 0.7236736098317631},
    {0.49999999, 0.4795001309747793}, {0.5, 0.4795001221869535},      {0.53125, 0.45247155460045535},
    {-0.6, 1.6038560908479258},       {0.99999, 0.1573033581667702},  {1.0, 0.15729920705028513},
    {1.9, 0.0072095707647425325},     {2.0, 0.004677734981047266},    {-2.5, 1.999593047982555},
    {3.7, 1.6715105790914599e-07},    {5.0, 1.537459794428035e-12},   {8.25, 1.8735664705504997e-31},
    {12.0, 1.3562611692059042e-64},   {17.5, 3.198863812343481e-135}, {25.9, 1.0202833184732667e-293},
    {26.2, 1.643250792438946e-300},
};

TEST_CASE("the complementary error function is within one unit of 90-digit arithmetic") {
  for (const auto& r : references) {
    CAPTURE(r.x);
    CHECK(units_between(portable_erfc(r.x), r.value) <= 1);
  }
}

// 64 bits of the system's, at most 2 units of them wrong.
TEST_CASE("the complementary error function is that of the system to 0.8 units, of a negative number to 1.2") {
  if (std::numeric_limits<long double>::digits < 64) return;
  CHECK(holds_for_all([] {
    const double x = *rc::gen::inRange(0, 26'000'000) * 1e-6, near = x / 13;
    for (const double at : {x, near, -near}) {
      const long double truth = std::erfc(static_cast<long double>(at));
      const double value = portable_erfc(at);
      const long double unit = std::nextafter(value, infinity) - value;
      RC_ASSERT(std::abs(value - truth) <= (at < 0 ? 1.2L : 0.8L) * unit);
    }
  }));
}

TEST_CASE("the complementary error function has the values of its ends") {
  CHECK(portable_erfc(0) == 1);
  CHECK(portable_erfc(infinity) == 0);
  CHECK(portable_erfc(-infinity) == 2);
  CHECK(portable_erfc(30) == 0);
  CHECK(portable_erfc(-7) == 2);
  CHECK(std::isnan(portable_erfc(std::numeric_limits<double>::quiet_NaN())));
  CHECK(portable_erfc(27) > 0);  // 5.2e-319, a subnormal number
}

}  // namespace
}  // namespace premortem
