#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/portable_math.hpp"
#include "units_between.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Nearest doubles to values of mpmath 90 digits; an error of 0.51 to 0.60 units may round to the neighbour.
struct Reference {
  double x, value;
};

constexpr Reference less_one[] = {
    {1e-20, 1e-20},
    {-1e-10, -9.999999999500001e-11},
    {0.0625, 0.06449445891785943},
    {-0.0626, -0.06068087379589682},
    {0.3, 0.3498588075760031},
    {-0.6931471805599453, -0.5},
    {1.0, 1.7182818284590453},
    {-5.5, -0.995913228561536},
    {40.0, 2.3538526683702e+17},
    {300.0, 1.9424263952412558e+130},
    {-60.0, -1.0},
};
constexpr Reference of_one_more[] = {
    {1e-20, 1e-20},
    {-1e-10, -1.00000000005e-10},
    {0.00390625, 0.003898640415657323},
    {-0.002, -0.0020020026706730775},
    {0.1, 0.09531017980432487},
    {-0.5, -0.6931471805599453},
    {-0.9999999, -16.118095651484676},
    {3.0, 1.3862943611198906},
    {1e10, 23.025850930040455},
    {1e300, 690.7755278982137},
};
constexpr Reference decimal_logarithms[] = {
    {2.0, 0.3010299956639812},
    {1.0000001, 4.3429446044209946e-08},
    {5e-324, -323.3062153431158},
    {3e307, 307.47712125471963},
};
constexpr Reference binary_powers[] = {
    {0.5, 1.4142135623730951},         {-0.1, 0.9330329915368074},        {10.3, 1260.691879265195},
    {-1000.7, 5.744911450491315e-302}, {1023.9, 1.6773070034857416e+308}, {1e-9, 1.000000000693147},
};
constexpr Reference arcsines[] = {
    {1e-9, 1e-9},
    {0.3, 0.3046926540153975},
    {0.5, 0.5235987755982989},
    {-0.51, -0.5351847902755998},
    {0.9, 1.1197695149986342},
    {0.999999, 1.5693821131146521},
    {1.0, 1.5707963267948966},
    {-1.0, -1.5707963267948966},
};
constexpr Reference arccosines[] = {
    {1e-9, 1.5707963257948967},      {0.3, 1.2661036727794992},  {0.5, 1.0471975511965979},
    {-0.51, 2.1059811170704963},     {0.9, 0.45102681179626236}, {0.9999999, 0.00044721359910904126},
    {-0.999999, 3.1401784399095485}, {-1.0, 3.141592653589793},
};

TEST_CASE("portable functions near one and of other bases are within one unit of 90-digit arithmetic") {
  for (const auto& r : less_one) CHECK(units_between(portable_expm1(r.x), r.value) <= 1);
  for (const auto& r : of_one_more) CHECK(units_between(portable_log1p(r.x), r.value) <= 1);
  for (const auto& r : decimal_logarithms) CHECK(units_between(portable_log10(r.x), r.value) <= 1);
  for (const auto& r : binary_powers) CHECK(units_between(portable_exp2(r.x), r.value) <= 1);
  for (const auto& r : arcsines) CHECK(units_between(portable_asin(r.x), r.value) <= 1);
  for (const auto& r : arccosines) CHECK(units_between(portable_acos(r.x), r.value) <= 1);
}

TEST_CASE("the decimal logarithm of a power of ten is its exponent") {
  for (int n = -307; n <= 308; ++n) CHECK(portable_log10(std::stod("1e" + std::to_string(n))) == n);
}

TEST_CASE("portable functions near one undo each other, and the arcs are those of the sines") {
  CHECK(holds_for_all([] {
    const double x = *rc::gen::inRange(-2'000'000, 2'000'000) * 1e-6 * std::ldexp(1, *rc::gen::inRange(-40, 1));
    RC_ASSERT(units_between(portable_log1p(portable_expm1(x)), x) <= 4 * std::exp(std::abs(x)));
    RC_ASSERT(units_between(portable_expm1(x), static_cast<double>(std::expm1(static_cast<long double>(x)))) <= 1);
    RC_ASSERT(std::abs(portable_sin(portable_asin(x / 4)) - x / 4) <= std::abs(x) * 1e-15);
    RC_ASSERT(std::abs(portable_asin(x / 4) + portable_acos(x / 4) - std::acos(0.0)) <= 1e-15);
  }));
}

TEST_CASE("portable functions near one have the special values of the standard") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK((portable_expm1(0) == 0 && portable_log1p(0) == 0));
  CHECK((std::signbit(portable_expm1(-0.0)) && std::signbit(portable_log1p(-0.0)) &&
         std::signbit(portable_asin(-0.0)) && std::signbit(portable_sin(-0.0))));
  CHECK((portable_expm1(infinity) == infinity && portable_expm1(-infinity) == -1 && portable_expm1(800) == infinity));
  CHECK((portable_log1p(-1) == -infinity && std::isnan(portable_log1p(-1.5)) && portable_log1p(infinity) == infinity));
  CHECK((portable_log10(0) == -infinity && std::isnan(portable_log10(-1)) && portable_log10(infinity) == infinity));
  CHECK((portable_exp2(-1074) == std::numeric_limits<double>::denorm_min() && portable_exp2(1024) == infinity));
  CHECK((portable_acos(1) == 0 && std::isnan(portable_acos(1.5)) && std::isnan(portable_asin(-1.5))));
  for (auto* function : {portable_expm1, portable_log1p, portable_log10, portable_exp2, portable_asin, portable_acos})
    CHECK(std::isnan(function(none)));
}

}  // namespace
}  // namespace premortem
