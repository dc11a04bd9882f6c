#include "analysis/times_drawn.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

TEST_CASE("rows are drawn as often as Poisson's quantile says") {
  const TimesDrawn times_drawn;
  CHECK(holds_for_all([&] {
    const double count = *rc::gen::inRange(1, 51);
    const double u = std::ldexp(static_cast<double>(*rc::gen::arbitrary<std::uint32_t>()) + 0.5, -32);
    const double k = times_drawn(count, u);
    constexpr double rounding = 1e-14;  // of sums of at most 200 terms
    RC_ASSERT(poisson_cdf(count, k) >= u * (1 - rounding));
    RC_ASSERT(k == 0 || poisson_cdf(count, k - 1) <= u + rounding);
  }));
}

TEST_CASE("where a cell of the search begins the quantile is Poisson's too, and the largest uniform has one") {
  const TimesDrawn times_drawn;
  for (const double count : {1.0, 7.0, 50.0}) {
    for (int cell = 1; cell < 256; ++cell) {
      const double u = cell / 256.0, k = times_drawn(count, u);
      CHECK(poisson_cdf(count, k) >= u - 1e-14);
      CHECK((k == 0 || poisson_cdf(count, k - 1) < u + 1e-14));
    }
    CHECK(times_drawn(count, 1 - 0x1p-53) < 20 * count + 20);
    CHECK(times_drawn(count, 0x1p-53) <= count);
  }
}

TEST_CASE("no row is drawn of none, and many as often as the normal law says") {
  const TimesDrawn times_drawn;
  CHECK(times_drawn(0, 0.99) == 0);
  CHECK(times_drawn(100, 0.5) == 100);
  CHECK(times_drawn(100, 0.975) == 120);  // 100 + 10 * 1.96
  CHECK(times_drawn(51, 0x1p-53) == 0);   // 51 - 7.14 * 8.2 is below 0
}

}  // namespace
}  // namespace premortem
