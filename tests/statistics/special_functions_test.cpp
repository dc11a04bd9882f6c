#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/special_functions.hpp"

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Values of mpmath 50 digits.
TEST_CASE("the normal tail and ln Gamma are those of 50-digit arithmetic") {
  constexpr struct {
    double at, value;
  } tails[] =
      {
          {-6.5, 0.99999999995984},     {-1.0, 0.8413447460685429},  {-0.1, 0.539827837277029},
          {0.5, 0.3085375387259869},    {1.0, 0.15865525393145705},  {1.959963984540054, 0.025000000000000012},
          {5.0, 2.866515718791939e-07}, {14.0, 7.7935368191928e-45}, {37.0, 5.725571222524577e-300},
      },
    logarithms[] = {
        {1e-300, 690.7755278982137},    {0.001, 6.907178885383853},      {0.5, 0.5723649429247001},
        {0.999, 0.0005780385328913802}, {1.25, -0.09827183642181316},    {1.9999, -4.227520877215346e-05},
        {2.01, 0.004260022907098346},   {3.7, 1.428072326665388},        {15.0, 25.19122118273868},
        {171.3, 708.1149470389969},     {1000000.0, 12815504.569147611}, {1e+300, 6.897755278982137e+302},
    };
  for (const auto& r : tails)
    CHECK(standard_normal_survival(r.at) == Approx(r.value).epsilon(1e-15 * (1 + r.at * r.at)));
  for (const auto& r : logarithms) CHECK(log_gamma(r.at) == Approx(r.value).epsilon(1e-15));
}

TEST_CASE("the normal tail is one less that of the other side, and the survival function has its bits") {
  CHECK(holds_for_all([] {
    const double z = *rc::gen::inRange(-8'000'000, 8'000'000) * 1e-6;
    RC_ASSERT(std::abs(standard_normal_survival(z) + standard_normal_survival(-z) - 1) <= 3e-16);
    RC_ASSERT(standard_normal_survival(z) == normal_survival(0, 1, z));
  }));
}

TEST_CASE("ln Gamma of the next number is larger by the logarithm") {
  CHECK(holds_for_all([] {
    const double x = *rc::gen::inRange(1, 80'000'000) * 1e-6;
    const double next = log_gamma(x + 1), step = std::log(x);
    RC_ASSERT(std::abs(next - log_gamma(x) - step) <= 4e-15 * (1 + std::abs(next) + std::abs(step)));
  }));
}

TEST_CASE("the normal tail and ln Gamma have the values of their ends") {
  CHECK(standard_normal_survival(infinity) == 0);
  CHECK(standard_normal_survival(-infinity) == 1);
  CHECK(std::isnan(standard_normal_survival(std::numeric_limits<double>::quiet_NaN())));
  CHECK(log_gamma(0) == infinity);
  CHECK(log_gamma(infinity) == infinity);
  CHECK((log_gamma(1) == 0 && log_gamma(2) == 0));
  CHECK(std::isnan(log_gamma(-0.5)));
}

}  // namespace
}  // namespace premortem
