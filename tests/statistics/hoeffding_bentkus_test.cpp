#include "premortem/statistics/hoeffding_bentkus.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;

// scipy 1.10: min(exp(-n h), e binom.cdf(ceil(n r), n, a)), 16 digits; hence 1e-12.
TEST_CASE("Hoeffding-Bentkus agrees with scipy") {
  CHECK(hoeffding_bentkus_p(.08, 1000, .1) == Approx(0.04787322341187467).epsilon(1e-12));
  CHECK(hoeffding_bentkus_p(.05, 1000, .1) == Approx(1.6296555233663317e-08).epsilon(1e-12));
  CHECK(hoeffding_bentkus_p(.2, 1000, .1) == 1.0);
}

TEST_CASE("a mean that only rounding puts above a whole number of events is not rounded up") {
  REQUIRE(.07 * 100 > 7);
  CHECK(hoeffding_bentkus_p(.07, 100, .3) == Approx(std::exp(1) * binomial_cdf(100, .3, 7)).epsilon(1e-12));
}

TEST_CASE("under the hypothesis the p-value is small no more often than it says, for values of 0, 1/2 and 1") {
  for (const int n : {5, 20, 60})
    for (const double limit : {.1, .3}) {
      double worst = 0;
      for (const double half : {0.0, .25, .5, 1.0}) {  // share of the mean that comes from values of 1/2
        const double at_half = 2 * half * limit, at_one = (1 - half) * limit;
        double small = 0;
        for (int ones = 0; ones <= n; ++ones)
          for (int halves = 0; halves + ones <= n; ++halves) {
            const double p = hoeffding_bentkus_p((ones + halves / 2.0) / n, n, limit);
            if (p > .05) continue;
            const double given = at_one < 1 ? at_half / (1 - at_one) : 0;
            const double of_ones = binomial_cdf(n, at_one, ones) - binomial_cdf(n, at_one, ones - 1);
            small += of_ones * (binomial_cdf(n - ones, given, halves) - binomial_cdf(n - ones, given, halves - 1));
          }
        worst = std::max(worst, small);
      }
      INFO("n " << n << " limit " << limit);
      CHECK(worst <= .05);
    }
}

TEST_CASE("for values of 0 and 1 the exact test is at least as sharp") {
  CHECK(holds_for_all([] {
    const int n = *rc::gen::inRange(1, 500), events = *rc::gen::inRange(0, n + 1);
    const double limit = *rc::gen::inRange(1, 100) / 100.0;
    RC_PRE(events <= limit * n);
    RC_ASSERT(hoeffding_bentkus_p(static_cast<double>(events) / n, n, limit) >=
              binomial_cdf(n, limit, events) * (1 - 1e-9));
  }));
}

TEST_CASE("means outside [0, 1] and no values are refused") {
  CHECK_THROWS_AS(hoeffding_bentkus_p(1.1, 10, .1), DomainError);
  CHECK_THROWS_AS(hoeffding_bentkus_p(.1, 0, .1), DomainError);
  CHECK_THROWS_AS(hoeffding_bentkus_p(.1, 10, 0), DomainError);
}
