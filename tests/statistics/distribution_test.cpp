#include "premortem/statistics/distribution.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// A positive number over `decades` powers of ten from 10^first.
double any_size(int first, int decades) {
  return std::pow(10.0, first + decades * (*rc::gen::inRange(0, 1000001) / 1e6));
}

/// A probability in (0, 1/2], often deep in the tail.
double any_tail() { return 0.5 * std::pow(10.0, -*rc::gen::inRange(0, 120) * 0.25); }

double relative(double found, double expected) { return std::abs(found / expected - 1); }

/// What a rounding of x to a double does to a tail with this density, besides the promised 1e-12 twice over.
double allowance(double x, double density, double tail) { return 2e-12 + 4e-16 * x * density / tail; }

}  // namespace

TEST_CASE("the inverse Gaussian agrees with the first passage of a drift of 1 with noise 2 at 10") {
  // mpmath, 50 digits, textbook form: mean 10, shape 25; 10 and 7 digits.
  CHECK(inverse_gaussian_cdf(10, 25, 5) == Approx(.1908617552).epsilon(5e-10));
  CHECK(inverse_gaussian_cdf(10, 25, 10) == Approx(.6161631472).epsilon(5e-10));
  CHECK(inverse_gaussian_cdf(10, 25, 20) == Approx(.9273092779).epsilon(5e-10));
  CHECK(inverse_gaussian_quantile(10, 25, .05) == Approx(3.27934).epsilon(2e-6));
  CHECK(inverse_gaussian_quantile(10, 25, .50) == Approx(8.36558).epsilon(2e-6));
  CHECK(inverse_gaussian_quantile(10, 25, .95) == Approx(22.29063).epsilon(2e-6));
}

TEST_CASE("the inverse Gaussian stays finite where exp(2 shape/mean) does not") {
  for (const double ratio : {354.0, 356.0, 1e4, 1e8, 1e12}) {
    const double below = inverse_gaussian_cdf(1, ratio, 1);
    CHECK(below > .5);  // the median lies below the mean
    CHECK(below < .52);
    CHECK(below + inverse_gaussian_survival(1, ratio, 1) == Approx(1).epsilon(1e-15));
  }
}

TEST_CASE("the beta quantile leads back to its probability in either tail") {
  CHECK(holds_for_all([] {
    const double a = any_size(-1, 6);
    const double b = any_size(-1, 6);
    const double p = any_tail();
    const double x = beta_quantile(a, b, p);
    RC_PRE(x > 1e-300 && x < 1);
    RC_ASSERT(relative(beta_cdf(a, b, x), p) < allowance(x, beta_density(a, b, x), p));
    const double z = beta_upper_quantile(a, b, p);
    RC_PRE(z > 1e-300 && z < 1);
    RC_ASSERT(relative(beta_survival(a, b, z), p) < allowance(z, beta_density(a, b, z), p));
  }));
}

TEST_CASE("the gamma quantile leads back to its probability in either tail") {
  CHECK(holds_for_all([] {
    const double shape = any_size(-1, 6);
    const double scale = any_size(-3, 6);
    const double p = any_tail();
    const double x = gamma_quantile(shape, scale, p);
    RC_PRE(x > 1e-300);
    RC_ASSERT(relative(gamma_cdf(shape, scale, x), p) < allowance(x, gamma_density(shape, scale, x), p));
    const double z = gamma_upper_quantile(shape, scale, p);
    RC_PRE(z > 1e-300);
    RC_ASSERT(relative(gamma_survival(shape, scale, z), p) < allowance(z, gamma_density(shape, scale, z), p));
  }));
}

TEST_CASE("the inverse Gaussian quantile leads back to its probability in either tail") {
  CHECK(holds_for_all([] {
    const double mean = any_size(-3, 6);
    const double shape = mean * any_size(-5, 11);
    const double p = any_tail();
    // x f(x)/F(x) is at most sqrt(shape/mean) times the depth of the tail in standard deviations, below 40.
    const double tolerance = 2e-12 + 4e-16 * 40 * (1 + std::sqrt(shape / mean));
    RC_ASSERT(relative(inverse_gaussian_cdf(mean, shape, inverse_gaussian_quantile(mean, shape, p)), p) < tolerance);
    if (p < 1e-9) return;  // 1 - p would be another probability
    const double upper = inverse_gaussian_quantile(mean, shape, 1 - p);
    RC_ASSERT(relative(inverse_gaussian_survival(mean, shape, upper), 1 - (1 - p)) < tolerance);
  }));
}

TEST_CASE("the normal quantile leads back to its probability in either tail") {
  CHECK(holds_for_all([] {
    const double p = any_tail();
    RC_ASSERT(relative(normal_cdf(0, 3, normal_quantile(0, 3, p)), p) < 2e-12);
    RC_ASSERT(normal_upper_quantile(0, 3, p) == -normal_quantile(0, 3, p));
  }));
}

TEST_CASE("the Poisson quantile is the least count that reaches its probability") {
  CHECK(holds_for_all([] {
    const double mean = any_size(-4, 10);
    const double p = *rc::gen::inRange(1, 100000) / 100000.0;
    const double k = poisson_quantile(mean, p);
    RC_ASSERT(poisson_cdf(mean, k) >= p * (1 - 1e-12));
    RC_ASSERT(k == 0 || poisson_cdf(mean, k - 1) < p * (1 + 1e-12));
  }));
  CHECK(poisson_quantile(0, .999) == 0);
}

TEST_CASE("the expected shortfall of a Poisson count is the mean of its worst outcomes") {
  CHECK(holds_for_all([] {
    const double mean = any_size(-4, 3);
    const double tail = *rc::gen::inRange(1, 100000) / 100000.0;
    const double q = poisson_quantile(mean, 1 - tail);
    double beyond = 0;  // sum of P(X > k) from q on is E max(X - q, 0)
    for (double k = q, p = 1; p > 1e-18 * tail; ++k) beyond += p = poisson_survival(mean, k);
    RC_ASSERT(relative(poisson_expected_shortfall(mean, tail), q + beyond / tail) < 1e-9);
  }));
  CHECK(poisson_expected_shortfall(0, .025) == 0);
  CHECK(poisson_expected_shortfall(.001, .025) == Approx(.04));  // none in 97.5% of outcomes
  CHECK_THROWS_AS(poisson_expected_shortfall(1, 1), DomainError);
}

TEST_CASE("both tails of a count sum to one and step down with the count") {
  CHECK(holds_for_all([] {
    const double n = *rc::gen::inRange(1, 100000);
    const double p = any_tail();
    const double k = *rc::gen::inRange(0, static_cast<int>(n) + 1);
    RC_ASSERT(std::abs(binomial_cdf(n, p, k) + binomial_survival(n, p, k) - 1) < 1e-12);
    RC_ASSERT(binomial_survival(n, p, k) <= binomial_survival(n, p, k - 1) * (1 + 1e-12));
    RC_ASSERT(binomial_cdf(n, p, k + .5) == binomial_cdf(n, p, k));
  }));
}

TEST_CASE("a density is the slope of its distribution function") {
  CHECK(holds_for_all([] {
    const double a = any_size(0, 3);
    const double b = any_size(0, 3);
    const double x = beta_quantile(a, b, *rc::gen::inRange(1, 100) / 100.0);
    const double h = 1e-5 * x * (1 - x) / std::sqrt(a + b);
    const double slope = (beta_cdf(a, b, x + h) - beta_cdf(a, b, x - h)) / (2 * h);
    RC_ASSERT(std::abs(slope / beta_density(a, b, x) - 1) < 1e-4);
  }));
  CHECK(beta_density(1, 4, 0) == 4);
  CHECK(beta_density(.5, 4, 0) == infinity);
  CHECK(beta_density(2, 4, 1) == 0);
  CHECK(gamma_density(1, 2, 0) == .5);
  CHECK(normal_density(0, 1, 0) == Approx(.3989422804014327).epsilon(1e-15));
}

TEST_CASE("outside the support the tails are 0 and 1") {
  CHECK(beta_cdf(2, 3, -1) == 0);
  CHECK(beta_survival(2, 3, 2) == 0);
  CHECK(gamma_cdf(2, 3, -infinity) == 0);
  CHECK(gamma_cdf(2, 3, infinity) == 1);
  CHECK(gamma_survival(2, 1e-300, 1e300) == 0);
  CHECK(gamma_upper_quantile(2, 3, 0) == infinity);
  CHECK(normal_cdf(0, 1, -infinity) == 0);
  CHECK(normal_survival(0, 1, -infinity) == 1);
  CHECK(binomial_cdf(5, .3, -1) == 0);
  CHECK(binomial_cdf(5, 0, 0) == 1);
  CHECK(binomial_survival(5, 1, 4) == 1);
  CHECK(binomial_survival(0, .3, 0) == 0);
  CHECK(poisson_cdf(0, 0) == 1);
  CHECK(poisson_survival(3, infinity) == 0);
  CHECK(inverse_gaussian_cdf(1, 1, 0) == 0);
  CHECK(inverse_gaussian_survival(1, 1, infinity) == 0);
  CHECK(beta_quantile(2, 3, 0) == 0);
  CHECK(beta_quantile(2, 3, 1) == 1);
  CHECK(beta_quantile(.001, 1, 1e-12) == 0);  // 1e-12000 is no double
}

TEST_CASE("parameters outside the domain are refused by name") {
  CHECK_THROWS_WITH(beta_cdf(-1, 2, .5), Catch::Contains("beta_cdf(a=-1, b=2)"));
  CHECK_THROWS_WITH(gamma_quantile(1, 1, 1.5), Catch::Contains("p=1.5"));
  CHECK_THROWS_AS(beta_cdf(1, 1, not_a_number), DomainError);
  CHECK_THROWS_AS(beta_density(1, infinity, .5), DomainError);
  CHECK_THROWS_AS(gamma_survival(0, 1, 1), DomainError);
  CHECK_THROWS_AS(gamma_density(1, 1, not_a_number), DomainError);
  CHECK_THROWS_AS(normal_cdf(0, 0, 1), DomainError);
  CHECK_THROWS_AS(normal_quantile(0, 1, 0), DomainError);
  CHECK_THROWS_AS(normal_density(not_a_number, 1, 0), DomainError);
  CHECK_THROWS_AS(binomial_cdf(2.5, .5, 1), DomainError);
  CHECK_THROWS_AS(binomial_survival(2, 1.5, 1), DomainError);
  CHECK_THROWS_AS(poisson_cdf(-1, 1), DomainError);
  CHECK_THROWS_AS(poisson_quantile(1e16, .5), DomainError);
  CHECK_THROWS_AS(inverse_gaussian_cdf(1, 0, 1), DomainError);
  CHECK_THROWS_AS(inverse_gaussian_quantile(1, 1, 1), DomainError);
}
