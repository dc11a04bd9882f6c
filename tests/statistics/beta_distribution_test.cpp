#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

/// From 0.03 to a few million, a half and a whole number among them.
double any_shape() {
  const double anywhere = std::exp(0.01 * *rc::gen::inRange(-350, 1500));
  return *rc::gen::element(anywhere, std::floor(anywhere) + 1, std::floor(anywhere) + 0.5);
}

double any_probability() {
  const double t = std::ldexp(0.5 + 0.01 * *rc::gen::inRange(0, 50), -*rc::gen::inRange(0, 60));
  return *rc::gen::element(0.0, t, 1 - t, 1.0);
}

TEST_CASE("a Beta that is asked often gives the bits of the functions, whatever it was asked before") {
  CHECK(holds_for_all([] {
    const double a = any_shape(), b = any_shape();
    const BetaDistribution beta(a, b), copy = beta;
    for (int i = 0; i < 2; ++i) {
      const double p = any_probability();
      RC_ASSERT(beta.quantile(p) == beta_quantile(a, b, p));
      RC_ASSERT(copy.upper_quantile(p) == beta_upper_quantile(a, b, p));
      RC_ASSERT(beta.density(p) == beta_density(a, b, p));
    }
  }));
}

TEST_CASE("a Beta that several threads ask first gives all of them the same") {
  const double expected = beta_quantile(10, 9990, 0.3);
  const BetaDistribution beta(10, 9990);
  std::vector<double> found(4);
  {
    std::vector<std::jthread> threads;
    for (double& x : found) threads.emplace_back([&beta, &x] { x = beta.quantile(0.3); });
  }
  CHECK(found == std::vector<double>(4, expected));
}

TEST_CASE("a Beta that is asked often refuses what the functions refuse, when it is asked") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(BetaDistribution(0, 1).quantile(0.5), DomainError);
  CHECK_THROWS_AS(BetaDistribution(0, 1).density(0.5), DomainError);
  CHECK_THROWS_AS(BetaDistribution(1, 1).quantile(-0.1), DomainError);
  CHECK_THROWS_AS(BetaDistribution(1, 1).upper_quantile(nan), DomainError);
  CHECK_THROWS_AS(BetaDistribution(1, 1).density(nan), DomainError);
}

}  // namespace
}  // namespace premortem
