#include "premortem/statistics/exact_test.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

// Python 3.11, exact fractions of math.comb summed over the tail.
TEST_CASE("hypergeometric tails are the exact sums of binomial coefficients") {
  CHECK(hypergeometric_at_least(50, 12, 20, 7) == Approx(.1257559149607803).epsilon(1e-13));
  CHECK(hypergeometric_at_least(1000, 300, 200, 90) == Approx(3.437191407585494e-07).epsilon(1e-12));
  CHECK(hypergeometric_at_least(5000, 400, 1000, 140) == Approx(1.688743567806512e-13).epsilon(1e-12));
  CHECK(hypergeometric_at_least(10, 8, 7, 5) == 1);
  CHECK(hypergeometric_at_least(10, 3, 7, 4) == 0);
}

TEST_CASE("the chance of k or more marked among drawn is that of k or more drawn among marked") {
  CHECK(holds_for_all([] {
    const int population = *rc::gen::inRange(1, 3000);
    const int marked = *rc::gen::inRange(0, population + 1), drawn = *rc::gen::inRange(0, population + 1);
    const int k = *rc::gen::inRange(0, std::min(marked, drawn) + 1);
    const double a = hypergeometric_at_least(population, marked, drawn, k);
    RC_ASSERT(a >= 0 && a <= 1);
    RC_ASSERT(std::abs(a - hypergeometric_at_least(population, drawn, marked, k)) <= 1e-12 * a);
    // drawing k or more marked is leaving out at most marked - k of them
    if (k > 0) {
      const double rest = hypergeometric_at_least(population, marked, population - drawn, std::min(marked - k + 1, population - drawn));
      if (marked - k + 1 <= population - drawn) RC_ASSERT(std::abs(a + rest - 1) <= 1e-12);
    }
  }));
}

// scipy 1.10: fisher_exact([[8, 12], [4, 26]], 'greater'); binomtest(5, 20); R 4.2: p.adjust(.., "holm").
TEST_CASE("Fisher, McNemar and Holm give the numbers of R and scipy") {
  CHECK(fisher_more_p(8, 20, 4, 30) == Approx(.034758411921004276).epsilon(1e-12));
  CHECK(mcnemar_p(5, 15) == Approx(.04138946533203125).epsilon(1e-12));
  CHECK(mcnemar_p(15, 5) == mcnemar_p(5, 15));
  CHECK(mcnemar_p(0, 0) == 1);
  CHECK(mcnemar_p(7, 7) == 1);
  const auto adjusted = holm_adjusted(std::vector<double>{.01, .04, .03, .005, .5});
  const std::vector<double> expected = {.04, .09, .09, .025, .5};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(adjusted[i] == Approx(expected[i]).epsilon(1e-14));
}

TEST_CASE("counts that are none are refused") {
  CHECK_THROWS_AS(hypergeometric_at_least(10, 11, 2, 1), DomainError);
  CHECK_THROWS_AS(fisher_more_p(3, 2, 1, 2), DomainError);
  CHECK_THROWS_AS(mcnemar_p(1.5, 2), DomainError);
  CHECK_THROWS_AS(holm_adjusted(std::vector<double>{1.1}), DomainError);
}

// The terms by mpmath's log-gamma with 40 digits, summed over the tail: 0.5 to 2.3 standard deviations above the mean.
TEST_CASE("hypergeometric tails of billions of items agree with the sum of their terms to 1e-6, at once") {
  CHECK(hypergeometric_at_least(2e9, 2e8, 4e8, 40'012'000) == Approx(0.012678663378926662).margin(1e-7));
  CHECK(hypergeometric_at_least(1e10, 201e6, 1001e6, 20'125'000) == Approx(0.12237945573890208).margin(1e-7));
  CHECK(hypergeometric_at_least(2e9, 1.5e6, 1.9e9, 1'425'500) == Approx(0.030505812172849422).epsilon(1e-9));  // summed: a variance of 71,000
  CHECK(hypergeometric_at_least(1e12, 5e11, 5e11, 25e10) == Approx(0.5).margin(1e-5));
  CHECK(hypergeometric_at_least(1e12, 5e11, 5e11, 26e10) == 0);
  CHECK(hypergeometric_at_least(1e12, 5e11, 5e11, 24e10) == 1);
  CHECK(hypergeometric_at_least(2e12, 1, 1, 1) == Approx(5e-13).epsilon(1e-12));  // 1 of 2e12
  // fractions.Fraction of CPython 3.11 over the terms
  CHECK(hypergeometric_at_least(1e12 + 1, 5e11 + 1, 2, 1) == Approx(0.75000000000075).epsilon(1e-15));
  CHECK(hypergeometric_at_least(1e12 + 1e6, 1e6 + 7, 1000, 1) == Approx(0.0009995066606275646).epsilon(1e-12));
  CHECK_THROWS_AS(hypergeometric_at_least(2e12 + 1, 1, 1, 1), DomainError);
}
