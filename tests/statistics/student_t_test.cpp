#include "premortem/statistics/student_t.hpp"

#include <catch2/catch.hpp>

#include "premortem/core/error.hpp"
#include "premortem/statistics/chi_square.hpp"

using namespace premortem;

// mpmath 1.2, 40 digits: half of the regularised incomplete beta at df / (df + t^2).
TEST_CASE("tails of t are those of 40-digit arithmetic, for small and for huge degrees of freedom") {
  CHECK(student_t_survival(7.3, 2.5) == Approx(.019825117332800236).epsilon(1e-12));
  CHECK(student_t_survival(3, 40) == Approx(1.7190340394579264e-5).epsilon(1e-12));
  CHECK(student_t_survival(5, 1e-3) == Approx(.49962039338609883).epsilon(1e-12));
  CHECK(student_t_survival(250'000, 6) == Approx(9.8793728548642741e-10).epsilon(1e-11));
  CHECK(student_t_survival(1e7, 1.96) == Approx(.024997909012657096).epsilon(1e-11));
  CHECK(student_t_survival(7.3, -2.5) == Approx(1 - .019825117332800236).epsilon(1e-14));
}

TEST_CASE("the upper quantile is the inverse of the survival") {
  for (const double df : {1.0, 2.5, 7.3, 100.0, 1e6})
    for (const double q : {1e-6, .025, .3, .5, .9})
      CHECK(student_t_survival(df, student_t_upper_quantile(df, q)) == Approx(q).epsilon(1e-9));
}

// R 4.2: t.test(c(2.0, 2.5, 7.7, 6.1, 4.4, 3.9), c(1.2, 3.4, 2.2, 5.1, 0.3)).
TEST_CASE("Welch's difference is that of R") {
  const auto w = welch_difference({5, 2.44, 3.543}, {6, 26.6 / 6, 4.678666666666667}, .95);
  REQUIRE(w);
  CHECK(w->df == Approx(8.9636476499).epsilon(1e-10));
  CHECK(w->p == Approx(.136850619938).epsilon(1e-10));
  CHECK(w->limits.low == Approx(-.768184879661).epsilon(1e-10));
  CHECK(w->limits.high == Approx(4.754851546328).epsilon(1e-10));
}

TEST_CASE("one value, or no variance anywhere, gives no difference to test") {
  CHECK_FALSE(welch_difference({1, 2, 0}, {50, 2, 1}, .95));
  CHECK_FALSE(welch_difference({9, 2, 0}, {50, 3, 0}, .95));
  CHECK_THROWS_AS(welch_difference({9, 2, -1}, {50, 3, 0}, .95), DomainError);
  CHECK_THROWS_AS(student_t_survival(0, 1), DomainError);
}

// The .95 quantile with one degree of freedom is the square of the normal .975 quantile.
TEST_CASE("chi-square with one degree is the square of a normal") {
  CHECK(chi_square_survival(1, 1.959963984540054 * 1.959963984540054) == Approx(.05).epsilon(1e-13));
  CHECK(chi_square_survival(2, 3) == Approx(.22313016014842982).epsilon(1e-13));  // exp(-3/2)
  CHECK_THROWS_AS(chi_square_survival(0, 1), DomainError);
}
