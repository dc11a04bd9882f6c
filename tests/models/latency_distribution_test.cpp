#include "premortem/models/latency_distribution.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "holds_for_all.hpp"
#include "models/latency_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;
using namespace premortem::testing;

// Closed forms of the lognormal through p50 400 ms and p95 1200 ms, mpmath 50 digits; 9 digits are stated.
TEST_CASE("two quantiles give the lognormal through them") {
  const auto law = lognormal_fit(p50_p95);
  CHECK(law.mu == Approx(std::log(400)).epsilon(1e-14));
  CHECK(law.sigma == Approx(.667908847).epsilon(1e-9));
  const auto latency = latency_from_quantiles(p50_p95);
  CHECK(latency_quantile(latency, .5) == Approx(400).epsilon(1e-14));
  CHECK(latency_quantile(latency, .95) == Approx(1200).epsilon(1e-14));
  CHECK(latency_quantile(latency, .99) == Approx(1891.741).epsilon(3e-7));
  CHECK(latency_quantile(latency, .999) == Approx(3150.946).epsilon(2e-7));
  CHECK(latency_mean(latency) == Approx(499.95378).epsilon(1e-8));
}

// scipy 1.10.1: PchipInterpolator(norm.ppf([.5, .95, .99]), log([400, 1200, 2000])); least squares: numpy.polyfit of the same.
TEST_CASE("three quantiles give the monotone cubic through them, with the last secant as its tail") {
  const auto latency = latency_from_quantiles(p50_p95_p99);
  for (const auto& q : p50_p95_p99) CHECK(latency_quantile(latency, q.share) == Approx(q.ms).epsilon(1e-14));
  CHECK(latency_quantile(latency, .9) == Approx(928.97336).epsilon(1e-8));
  CHECK(latency_quantile(latency, .999) == Approx(3545.679).epsilon(2e-7));
  const auto fit = lognormal_fit(p50_p95_p99);
  CHECK(fit.mu == Approx(5.98419564).epsilon(1e-9));
  CHECK(fit.sigma == Approx(.68741335).epsilon(1e-8));
}

TEST_CASE("below the first quantile the first secant goes on") {
  const auto latency = latency_from_quantiles(p50_p95_p99);
  const double sigma = lognormal_fit(p50_p95).sigma;
  CHECK(latency_quantile(latency, .01) == Approx(400 * std::exp(sigma * normal_quantile(0, 1, .01))).epsilon(1e-13));
}

// Each way from its definition: the fit's 5.98419564 and .68741335, and the reference's line and power.
TEST_CASE("p99.9 is bracketed by the lognormal fit, the straight tail and the power tail") {
  const auto bracket = tail_bracket(p50_p95_p99);
  REQUIRE(bracket);
  CHECK(bracket->lognormal == Approx(std::exp(5.98419564 + .68741335 * 3.090232306)).epsilon(1e-7));
  CHECK(bracket->straight == Approx(3545.679).epsilon(2e-7));
  CHECK(bracket->pareto == Approx(4153.592).epsilon(2e-7));
  CHECK_FALSE(tail_bracket(p50_p95));
  CHECK_FALSE(tail_bracket(std::array<LatencyQuantile, 2>{{{.5, 400}, {.99, 2000}}}));
}

TEST_CASE("quantiles that are not those of one latency are refused by their names") {
  using Three = std::vector<LatencyQuantile>;
  CHECK_THROWS_AS(latency_from_quantiles(Three{{.5, 400}}), Refusal);
  CHECK_THROWS_AS(latency_from_quantiles(Three{}), Refusal);
  CHECK_THROWS_WITH(latency_from_quantiles(Three{{.5, 400}, {.95, 399}}), Catch::Contains("p50 of 400 ms") && Catch::Contains("p95 of 399 ms"));
  for (const auto& q : {Three{{.95, 400}, {.5, 500}}, Three{{.5, 400}, {.5, 500}}, Three{{.5, 400}, {1, 500}}, Three{{0, 400}, {.5, 500}}, Three{{.5, 0}, {.9, 500}}, Three{{.5, 400}, {.9, INFINITY}},
                        Three{{NAN, 400}, {.9, 500}}})
    CHECK_THROWS_AS(latency_from_quantiles(q), DomainError);
}

TEST_CASE("a timeout is a point mass: the cdf jumps over all of its quantiles") {
  const auto latency = latency_from_quantiles(std::array<LatencyQuantile, 4>{{{.5, 300}, {.9, 900}, {.95, 1500}, {.99, 1500}}});
  CHECK(latency_cdf(latency, 1500 * (1 - 1e-9)) == Approx(.95).epsilon(1e-5));  // the cubic is level there: a square root of 1e-9
  CHECK(latency_cdf(latency, 1500) == 1);  // the last secant is flat: nothing takes longer
  CHECK(latency_quantile(latency, .97) == Approx(1500).epsilon(1e-14));
  CHECK(latency_quantile(latency, .9999) == Approx(1500).epsilon(1e-14));
  const auto doubled = scaled(latency, 2);
  CHECK(latency_cdf(doubled, 3000) == 1);
  CHECK(latency_cdf(doubled, 2990) < .95);
}

TEST_CASE("equal quantiles are one latency") {
  const auto latency = latency_from_quantiles(std::array<LatencyQuantile, 2>{{{.5, 250}, {.99, 250}}});
  CHECK(latency_mean(latency) == Approx(250).epsilon(1e-14));
  CHECK(latency_cdf(latency, 249.999) == 0);
  CHECK(latency_cdf(latency, 250) == 1);
}

TEST_CASE("measured latencies count those that take at most so long, ties too") {
  const auto latency = latency_from_samples(std::array<double, 5>{100, 200, 200, 400, 900});
  CHECK(latency_cdf(latency, 99.9) == 0);
  CHECK(latency_cdf(latency, 200) == .6);
  CHECK(latency_cdf(latency, 900) == 1);
  CHECK(latency_quantile(latency, .2) == 100);
  CHECK(latency_quantile(latency, .2000001) == 200);
  CHECK(latency_quantile(latency, .6) == 200);
  CHECK(latency_quantile(latency, .999) == 900);
  CHECK(latency_mean(latency) == Approx(360).epsilon(1e-15));
  CHECK_THROWS_AS(latency_from_samples({}), Refusal);
  CHECK_THROWS_AS(latency_from_samples(std::array<double, 2>{200, 100}), DomainError);
  CHECK_THROWS_AS(latency_from_samples(std::array<double, 2>{0, 100}), DomainError);
  CHECK_THROWS_AS(latency_from_samples(std::array<double, 1>{NAN}), DomainError);
}

TEST_CASE("a cache answers its share, and one that answers all or nothing leaves one law") {
  const auto cached = latency_from_quantiles(std::array<LatencyQuantile, 2>{{{.5, 20}, {.99, 60}}}), other = latency_from_quantiles(p50_p95);
  const auto mixture = latency_mixture(cached, .4, other);
  for (const double ms : {10.0, 30.0, 100.0, 400.0, 2000.0}) CHECK(latency_cdf(mixture, ms) == Approx(.4 * latency_cdf(cached, ms) + .6 * latency_cdf(other, ms)).epsilon(1e-14));
  CHECK(latency_mean(mixture) == Approx(.4 * latency_mean(cached) + .6 * latency_mean(other)).epsilon(1e-14));
  CHECK(latency_mixture(cached, 0, other).parts.size() == 1);
  CHECK(latency_mean(latency_mixture(cached, 0, other)) == latency_mean(other));
  CHECK(latency_mean(latency_mixture(cached, 1, other)) == latency_mean(cached));
  CHECK_THROWS_AS(latency_mixture(cached, 1.1, other), DomainError);
  CHECK_THROWS_AS(latency_mixture(cached, NAN, other), DomainError);
}

TEST_CASE("the quantile of a mixture with measured latencies is one of them where the law jumps") {
  const auto measured = latency_from_samples(std::array<double, 3>{100, 300, 700});
  const auto mixture = latency_mixture(measured, .9, latency_from_quantiles(p50_p95));
  CHECK(latency_quantile(mixture, .5) == 300);
  CHECK(latency_quantile(mixture, .8) == 700);
}

// mpmath 1.2, 50 digits: quad of exp(g(z)) phi(z), g as in tests/references/generate_expected_abandonment.py; hence 1e-13.
TEST_CASE("the mean of the monotone cubic is the integral of its quantiles") {
  const auto latency = latency_from_quantiles(p50_p95_p99);
  double sum = 0;  // midpoint rule over 200,000 quantiles; its error is that of the last few, less than 1e-5
  constexpr int n = 200'000;
  for (int i = 0; i < n; ++i) sum += latency_quantile(latency, (i + .5) / n);
  CHECK(latency_mean(latency) == Approx(sum / n).epsilon(1e-5));
  CHECK(latency_mean(latency) == Approx(499.20956626048420).epsilon(1e-13));
}

TEST_CASE("cdf and quantile of a mixture undo each other to 1e-12") {
  CHECK(holds_for_all([] {
    const auto law = any_mixture();
    const double share = any_between(.001, .999), ms = latency_quantile(law, share);
    RC_ASSERT(std::abs(latency_cdf(law, ms) - share) <= 1e-12);
    RC_ASSERT(latency_cdf(law, ms * (1 - 1e-12)) <= share);
    RC_ASSERT(latency_cdf(law, ms * (1 + 1e-12)) >= share);
  }));
}

TEST_CASE("a quantile lies between those of the parts, and rises with the share") {
  CHECK(holds_for_all([] {
    const auto a = any_law(), b = any_law();
    const auto mixture = latency_mixture(a, any_between(.01, .99), b);
    const double share = any_between(.001, .99), ms = latency_quantile(mixture, share), of_a = latency_quantile(a, share), of_b = latency_quantile(b, share);
    RC_ASSERT(ms >= std::min(of_a, of_b));
    RC_ASSERT(ms <= std::max(of_a, of_b));
    RC_ASSERT(latency_quantile(mixture, share + .005) >= ms);
  }));
}

TEST_CASE("a latency times k has k times the quantiles and the mean") {
  CHECK(holds_for_all([] {
    const auto law = any_mixture();
    const double k = std::exp(any_between(-3, 3)), share = any_between(.01, .99);
    RC_ASSERT(std::abs(latency_quantile(scaled(law, k), share) / (k * latency_quantile(law, share)) - 1) < 1e-12);
    RC_ASSERT(std::abs(latency_mean(scaled(law, k)) / (k * latency_mean(law)) - 1) < 1e-12);
  }));
  CHECK_THROWS_AS(scaled(latency_from_quantiles(p50_p95), 0), DomainError);
}

TEST_CASE("the cubic never falls between its quantiles and stays within them") {
  CHECK(holds_for_all([] {
    const auto quantiles = any_quantiles();
    const auto law = latency_from_quantiles(quantiles);
    double last = 0;
    for (double share = .004; share < 1; share += .004) {
      const double ms = latency_quantile(law, share);
      RC_ASSERT(ms >= last * (1 - 1e-14));
      last = ms;
    }
    for (std::size_t i = 1; i < quantiles.size(); ++i) {
      const double ms = latency_quantile(law, (quantiles[i - 1].share + quantiles[i].share) / 2);
      RC_ASSERT(ms >= quantiles[i - 1].ms * (1 - 1e-13));
      RC_ASSERT(ms <= quantiles[i].ms * (1 + 1e-13));
    }
  }));
}
