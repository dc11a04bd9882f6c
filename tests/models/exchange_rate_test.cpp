#include <catch2/catch.hpp>
#include <cmath>

#include "holds_for_all.hpp"
#include "models/curve_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/expected_abandonment.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

const LatencyDistribution usual = latency_from_quantiles(p50_p95);

double share_at(const AbandonmentCurve& curve, const LatencyDistribution& law, double k) { return expected_abandonment_later(curve, scaled(law, k), 0); }

}  // namespace

// mpmath, 50 digits (tests/references/expected_abandonment.csv, log_logistic -20/2.8): E = .10453431276890875542,
// E' = .19243729170407063855, E[A(L + 100)] = .1369683966594020535; the rest is the formula by hand with .9 x 2 - .1 x 5 = 1.3.
TEST_CASE("the rate is the loss of sessions over what a point of accuracy gains") {
  const auto rate = exchange_rate(curve_of(CurveFamily::log_logistic, {-20, 2.8, 0}), usual, .9, 2, 5);
  const double kept = 1 - .10453431276890875542;
  CHECK(*rate.points_per_10pct == Approx(100 * .1 * .19243729170407063855 * 1.3 / (kept * 7)).epsilon(1e-11));
  CHECK(*rate.points_per_100ms == Approx(100 * (.1369683966594020535 - .10453431276890875542) * 1.3 / (kept * 7)).epsilon(1e-11));
}

TEST_CASE("accuracy that rises by the rate keeps the value of a session to first order") {
  CHECK(holds_for_all([] {
    const auto curve = any_curve();
    if (!has_parameters(curve.family)) return;
    const auto law = any_mixture();
    const double accuracy = any_between(.5, .99), value = any_between(.1, 10), cost = value * any_between(0, .9);
    const auto rate = exchange_rate(curve, law, accuracy, value, cost);
    RC_PRE(rate.points_per_10pct.has_value());
    const auto worth = [&](double ln_k) {
      const double a = accuracy + *rate.points_per_10pct / 100 * ln_k / .1;
      return (1 - share_at(curve, law, std::exp(ln_k))) * (a * value - (1 - a) * cost);
    };
    constexpr double step = 1e-4;  // the central difference errs by step^2 times a third derivative of at most about 20^3
    RC_ASSERT(std::abs(worth(step) - worth(-step)) / (2 * step) <= 1e-3 * value);
  }));
}

TEST_CASE("per 100 ms the rate takes what 100 ms more lose, of measured latencies too") {
  const auto curve = floorless_fit();
  const std::array<double, 3> ms{100, 500, 2500};
  double now = 0, later = 0;
  for (const double x : ms) now += abandonment(curve, x) / 3, later += abandonment(curve, x + 100) / 3;
  CHECK(*exchange_rate(curve, latency_from_samples(ms), .8, 1, 0).points_per_100ms == Approx(100 * (later - now) * .8 / (1 - now)).epsilon(1e-12));
}

TEST_CASE("of quit times the rate is the rise about the latency as it is") {
  const auto curve = quits_at({100, 300, 500, 900, 1500, 4000}, 20);
  const double rise = share_at(curve, usual, std::exp(.05)) - share_at(curve, usual, std::exp(-.05));
  REQUIRE(rise > 0);
  CHECK(*exchange_rate(curve, usual, 1, 1, 0).points_per_10pct == Approx(100 * rise / (1 - share_at(curve, usual, 1))).epsilon(1e-12));
}

TEST_CASE("a curve that does not rise asks for nothing") {
  const auto rate = exchange_rate(curve_of(CurveFamily::hinge, {.05, 0, 800}), usual, .9, 1, 1);
  CHECK(*rate.points_per_10pct == 0);
  CHECK(*rate.points_per_100ms == Approx(0).margin(1e-13));
}

TEST_CASE("no rate is given where accuracy buys nothing or a session is not worth keeping") {
  const auto curve = floorless_fit();
  CHECK(exchange_rate(curve, usual, .9, 0, 0).why == "neither a right answer nor a wrong one has a value, so accuracy buys nothing");
  const auto rate = exchange_rate(curve, usual, .75, 1, 3);  // .75 = .25 x 3, exact in binary
  CHECK_FALSE(rate.points_per_10pct);
  CHECK_FALSE(rate.points_per_100ms);
  CHECK(exchange_rate(curve, usual, .75, 1, 4).why == "a session is not worth keeping: at an accuracy of 75% its right answers are worth 0.75 and its wrong ones cost 1");
  CHECK(exchange_rate(curve_of(CurveFamily::hinge, {1, 0, 1}), usual, .9, 1, 0).why == "everybody leaves, so accuracy buys nothing");
}

TEST_CASE("an accuracy, a value or a cost outside its domain is an error") {
  const auto curve = floorless_fit();
  CHECK_THROWS_AS(exchange_rate(curve, usual, 1.1, 1, 0), DomainError);
  CHECK_THROWS_AS(exchange_rate(curve, usual, NAN, 1, 0), DomainError);
  CHECK_THROWS_AS(exchange_rate(curve, usual, .9, -1, 0), DomainError);
  CHECK_THROWS_AS(exchange_rate(curve, usual, .9, 1, INFINITY), DomainError);
}

TEST_CASE("retention loses what those who gave up do not come back for") {
  CHECK(retention_with(.9, .5, .1) == Approx(.855).epsilon(1e-15));
  CHECK(retention_with(.9, 0, 1) == .9);
  CHECK(retention_with(.9, 1, 1) == 0);
  CHECK_THROWS_AS(retention_with(1.1, .5, .1), DomainError);
  CHECK_THROWS_AS(retention_with(.9, -.1, .1), DomainError);
  CHECK_THROWS_AS(retention_with(.9, .5, NAN), DomainError);
}

TEST_CASE("a lifetime's value is the discounted margin of all periods that follow") {
  for (const double r : {0.0, .3, .8, .95}) {
    double sum = 0, kept = 1;
    for (int t = 1; t < 3000; ++t) sum += 12 * (kept *= r / 1.1);
    CHECK(lifetime_value(12, r, .1) == Approx(sum).epsilon(1e-12));
  }
  CHECK(lifetime_value(10, 1, .05) == Approx(200).epsilon(1e-12));
  CHECK_THROWS_AS(lifetime_value(10, 1, 0), DomainError);
  CHECK_THROWS_AS(lifetime_value(10, .9, -.1), DomainError);
  CHECK_THROWS_AS(lifetime_value(10, 1.1, .5), DomainError);
  CHECK_THROWS_AS(lifetime_value(NAN, .9, .1), DomainError);
}
