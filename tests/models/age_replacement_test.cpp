#include "premortem/models/age_replacement.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

double weibull(double t) { return -std::expm1(-(t / 100) * (t / 100)); }
double exponential(double t) { return -std::expm1(-t / 30); }

}  // namespace

// SciPy 1.10: minimize_scalar of the ratio with quad: 51.065523202 and 0.040852417944.
TEST_CASE("a Weibull law of shape 2 is replaced at the age that scipy finds, at its cost") {
  const auto plan = age_replacement(weibull, 400, 1, 5);
  CHECK(*plan.age == Approx(51.0655232).epsilon(1e-7));
  CHECK(*plan.cost_rate == Approx(0.04085241794363573).epsilon(1e-12));
  CHECK(plan.why.empty());
}

TEST_CASE("the optimal age is where hazard and cost rate balance") {
  CHECK(holds_for_all([] {  // C(T) = (failure - planned) hazard(T): the condition of Barlow and Hunter
    const double scale = *rc::gen::inRange(5, 200), failure = *rc::gen::inRange(2, 40), shape = 1.5 + *rc::gen::inRange(0, 30) / 10.0;
    const auto plan = age_replacement([&](double t) { return -std::expm1(-std::pow(t / scale, shape)); }, 4 * scale, 1, failure);
    if (!plan.age) return;  // too near to never
    RC_ASSERT(std::abs((failure - 1) * shape / scale * std::pow(*plan.age / scale, shape - 1) / *plan.cost_rate - 1) < 1e-5);
  }));
}

TEST_CASE("a constant hazard is never worth a planned replacement, nor is a falling one or a cheap failure") {
  for (const double horizon : {20.0, 100.0, 1000.0, 10'000.0}) CHECK_FALSE(age_replacement(exponential, horizon, 1, 5).age);
  CHECK_FALSE(age_replacement([](double t) { return -std::expm1(-std::sqrt(t)); }, 100, 1, 5).age);
  CHECK_FALSE(age_replacement(weibull, 400, 5, 5).age);
  CHECK_FALSE(age_replacement(weibull, 40, 1, 5).age);  // known only until before the optimum
  CHECK_FALSE(age_replacement(exponential, 100, 1, 5).why.empty());
}

TEST_CASE("age replacement refuses what is no law or no cost") {
  CHECK_THROWS_AS(age_replacement(weibull, 0, 1, 5), DomainError);
  CHECK_THROWS_AS(age_replacement(weibull, 10, 0, 5), DomainError);
  CHECK_THROWS_AS(age_replacement(weibull, 10, 1, -5), DomainError);
  CHECK_THROWS_AS(age_replacement([](double t) { return t / 5; }, 10, 1, 5), DomainError);
  CHECK_THROWS_AS(age_replacement([](double t) { return 1 / (1 + t); }, 10, 1, 5), DomainError);
}
