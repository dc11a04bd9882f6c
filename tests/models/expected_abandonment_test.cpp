#include "premortem/models/expected_abandonment.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "holds_for_all.hpp"
#include "models/curve_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

const LatencyDistribution usual = latency_from_quantiles(p50_p95);

double expected(const AbandonmentCurve& curve, const LatencyDistribution& latency) { return expected_abandonment(curve, latency, .95).value; }
double logit(double p) { return std::log(p / (1 - p)); }
LatencyDistribution at_once(double ms) { return latency_from_quantiles(std::array<LatencyQuantile, 2>{{{.5, ms}, {.9, ms}}}); }

}  // namespace

// mpmath, 50 digits; 9 digits are stated.
TEST_CASE("the average of the curve is not the curve at the average latency") {
  const auto curve = curve_of(CurveFamily::log_logistic, {-20, 2.8, 0});
  CHECK(expected(curve, usual) == Approx(.104534313).epsilon(5e-9));
  CHECK(abandonment(curve, latency_mean(usual)) == Approx(.069179869).epsilon(1e-8));
}

// R 4.2: integrate of plogis and of its gradient by dnorm, rel.tol 1e-12.
TEST_CASE("the floorless fit loses 4.08% of sessions, with the standard error of its covariance") {
  const auto e = expected_abandonment(floorless_fit(), usual, .95);
  CHECK(e.value == Approx(.04078290184860551).epsilon(1e-11));
  REQUIRE(e.se);
  CHECK(*e.se == Approx(.00177751389305605).epsilon(1e-10));
}

TEST_CASE("limits are those of the logit, and the one-sided one leaves all of alpha above") {
  const auto e = expected_abandonment(floorless_fit(), usual, .9);
  const double spread = *e.se / (e.value * (1 - e.value)), z = 1.6448536269514722;
  CHECK(logit(e.limits->low) == Approx(logit(e.value) - z * spread).epsilon(1e-12));
  CHECK(logit(e.limits->high) == Approx(logit(e.value) + z * spread).epsilon(1e-12));
  CHECK(logit(*e.upper) == Approx(logit(e.value) + 1.2815515655446004 * spread).epsilon(1e-12));
  CHECK(expected_abandonment(floorless_fit(), usual, .95).upper == Approx(e.limits->high).epsilon(1e-14));
}

TEST_CASE("limits are absent with their reason, never 0") {
  auto curve = curve_of(CurveFamily::log_logistic, {-20, 2.8, 0});
  CHECK(expected_abandonment(curve, usual, .95).why == "the curve has no covariance, so no limits are known");
  curve.data = LatencyData::published;
  const auto e = expected_abandonment(curve, usual, .95);
  CHECK(e.why == "the points of a study carry no counts, so no limits are known");
  CHECK_FALSE(e.se);
  CHECK_FALSE(e.limits);
  CHECK_FALSE(e.upper);
  CHECK_FALSE(expected_abandonment(floorless_fit(), latency_from_samples(std::array<double, 1>{400}), .95).se);
  CHECK(expected_abandonment(quits_at({500, 900}, 100), at_once(100), .95).why == "the estimate is 0, where it has no limits");
  CHECK(expected_abandonment(steps_of(CurveFamily::isotonic, {{100, .1}, {900, .2}}), usual, .95).why == "the curve carries no band, so no limits are known");
  CHECK(expected_abandonment(steps_of(CurveFamily::kaplan_meier, {{100, .1}, {900, .2}}), usual, .95).why == "the curve carries no counts, so no limits are known");
}

TEST_CASE("a confidence or a delay outside its domain and a law without parts are errors") {
  CHECK_THROWS_AS(expected_abandonment(floorless_fit(), usual, 1), DomainError);
  CHECK_THROWS_AS(expected_abandonment(floorless_fit(), usual, NAN), DomainError);
  CHECK_THROWS_AS(expected_abandonment(floorless_fit(), {}, .95), DomainError);
  CHECK_THROWS_AS(expected_abandonment_later(floorless_fit(), usual, -1), DomainError);
  CHECK_THROWS_AS(expected_abandonment(curve_of(CurveFamily::log_logistic, {NAN, 1, 0}), usual, .95), DomainError);
}

TEST_CASE("measured latencies give the mean of the curve, and add its variance over n") {
  const std::array<double, 4> ms{150, 420, 420, 1900};
  const auto curve = floorless_fit();
  const auto e = expected_abandonment(curve, latency_from_samples(ms), .95);
  double mean = 0, squares = 0;
  CurveVector gradient{};
  for (const double x : ms) {
    mean += abandonment(curve, x) / 4;
    for (std::size_t i = 0; i < 2; ++i) gradient[i] += abandonment_gradient(curve, x)[i] / 4;
  }
  for (const double x : ms) squares += std::pow(abandonment(curve, x) - mean, 2);
  CHECK(e.value == Approx(mean).epsilon(1e-14));
  CHECK(*e.se == Approx(std::sqrt(variance_along(curve, gradient) + squares / 3 / 4)).epsilon(1e-12));
  const auto mixed = expected_abandonment(curve, latency_mixture(latency_from_samples(ms), .25, at_once(420)), .95);
  for (std::size_t i = 0; i < 2; ++i) gradient[i] = gradient[i] / 4 + .75 * abandonment_gradient(curve, 420)[i];
  CHECK(*mixed.se == Approx(std::sqrt(variance_along(curve, gradient) + squares / 3 / 4 / 16)).epsilon(1e-12));
}

TEST_CASE("of quit times at one latency the standard error is Greenwood's") {
  const auto curve = quits_at({100, 300, 500, 900}, 10);
  const auto e = expected_abandonment(curve, at_once(500), .95);  // the third event is at 500 itself
  CHECK(e.value == Approx(.3).epsilon(1e-14));
  CHECK(*e.se == Approx(std::sqrt(.3 * .7 / 10)).epsilon(1e-13));  // without censoring Greenwood's is the binomial one
  CHECK(expected(curve, at_once(499)) == Approx(.2).epsilon(1e-14));
}

TEST_CASE("of quit times over a law the variance is the sum of all covariances") {
  const auto curve = quits_at({100, 300, 500, 900}, 10);
  const std::array<double, 3> ms{200, 600, 5000};
  double variance = 0;  // Greenwood: cov(S(s), S(t)) = S(s) S(t) times the sum of the summands up to the earlier
  for (const double s : ms)
    for (const double t : ms) {
      double sum = 0;
      for (const auto& step : curve.steps)
        if (step.latency_ms <= std::min(s, t)) sum += step.variance_term;
      variance += (1 - abandonment(curve, s)) * (1 - abandonment(curve, t)) * sum / 9;
    }
  auto law = latency_mixture(at_once(200), .5, at_once(600));
  law = latency_mixture(law, 2. / 3, at_once(5000));
  const auto e = expected_abandonment(curve, law, .95);
  CHECK(e.value == Approx((.1 + .3 + .4) / 3).epsilon(1e-14));
  CHECK(*e.se == Approx(std::sqrt(variance)).epsilon(1e-12));
  CHECK(e.slower_share == Approx(1. / 3).epsilon(1e-14));
}

TEST_CASE("when the last at risk leaves, Greenwood's infinite summand adds nothing") {
  auto curve = quits_at({100, 300, 500}, 3);
  REQUIRE(std::isinf(curve.steps.back().variance_term));
  const auto e = expected_abandonment(curve, usual, .95);
  REQUIRE(e.se);
  CHECK(std::isfinite(*e.se));
}

TEST_CASE("half a million quit times are summed, not integrated") {
  std::vector<double> moments;
  constexpr int n = 500'000;
  for (int i = 0; i < n; ++i) moments.push_back(4000. * (i + 1) / n);
  const auto e = expected_abandonment(quits_at(moments, 2. * n), usual, .95);
  // A(t) = t / 8000 up to 4000 ms, to one event: the mean of min(L, 4000) / 8000, a lognormal's limited expected value
  const double sigma = lognormal_fit(p50_p95).sigma, z = std::log(10) / sigma;
  const double limited = latency_mean(usual) * normal_cdf(0, 1, z - sigma) + 4000 * normal_survival(0, 1, z);
  CHECK(e.value == Approx(limited / 8000).epsilon(1e-5));
}

TEST_CASE("limits of an isotonic curve are those of the outermost rising curves in its band") {
  const auto curve = steps_of(CurveFamily::isotonic, {{200, .1, 0, 1, .05, .2, 0}, {600, .2, 0, 1, .1, .3, 0}, {900, .5, 0, 1, .4, .7, 0}});
  const auto limits = [&](double ms) { return *expected_abandonment(curve, at_once(ms), .95).limits; };
  CHECK(limits(100) == Interval{0, .2});    // before the first step nothing bounds from below
  CHECK(limits(200) == Interval{.05, .2});
  CHECK(limits(400) == Interval{.05, .3});  // between steps: the one before and the one after
  CHECK(limits(900) == Interval{.4, .7});
  CHECK(limits(901) == Interval{.4, 1});
  const auto e = expected_abandonment(curve, latency_from_samples(std::array<double, 2>{100, 900}), .95);
  CHECK(e.value == Approx((.1 + .5) / 2).epsilon(1e-15));
  CHECK(e.limits->low == Approx(.2).epsilon(1e-15));
  CHECK(*e.upper == Approx(.45).epsilon(1e-15));
  CHECK_FALSE(e.se);
}

TEST_CASE("requests beyond what was observed are counted, and the fast ones where no floor holds them") {
  auto curve = floorless_fit();
  const auto measured = latency_from_samples(std::array<double, 10>{100, 150, 300, 400, 500, 600, 800, 3000, 3001, 9000});
  auto e = expected_abandonment(curve, measured, .95);
  CHECK(e.slower_share == Approx(.2).epsilon(1e-15));
  CHECK(e.faster_share == Approx(.2).epsilon(1e-15));
  CHECK(e.extrapolated_share == e.slower_share);
  curve = curve_of(CurveFamily::logistic, {-4, .001, 0});
  e = expected_abandonment(curve, measured, .95);
  CHECK(e.extrapolated_share == Approx(.4).epsilon(1e-15));
}

TEST_CASE("every average is that of the curve over many quantiles") {
  CHECK(holds_for_all([] {
    const auto curve = any_curve();
    const auto law = any_law();
    const double later = *rc::gen::arbitrary<bool>() ? 0 : any_between(0, 500);
    constexpr int n = 400;  // midpoints are within half a step of the curve's whole rise
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += abandonment(curve, latency_quantile(law, (i + .5) / n) + later) / n;
    RC_ASSERT(std::abs(expected_abandonment_later(curve, law, later) - sum) <= .5 / n + 1e-12);
  }));
}

TEST_CASE("an average lies between the curve at both ends of the law and rises with every latency") {
  CHECK(holds_for_all([] {
    const auto curve = any_curve();
    const auto law = any_law();
    const double e = expected(curve, law), tail = 1e-4;
    RC_ASSERT(e >= abandonment(curve, latency_quantile(law, tail)) * (1 - tail) - 1e-14);
    RC_ASSERT(e <= abandonment(curve, latency_quantile(law, 1 - tail)) + tail + 1e-14);
    RC_ASSERT(expected(curve, scaled(law, 1.3)) >= e * (1 - 1e-12));
    RC_ASSERT(expected_abandonment_later(curve, law, 50) >= e * (1 - 1e-12));
  }));
}

TEST_CASE("a cache mixes averages in proportion, and two equal parts are one") {
  CHECK(holds_for_all([] {
    const auto curve = any_curve();
    const auto a = any_law(), b = any_law();
    const double hit = any_between(.01, .99), mixed = expected(curve, latency_mixture(a, hit, b));
    const double in_proportion = hit * expected(curve, a) + (1 - hit) * expected(curve, b);
    RC_ASSERT(std::abs(mixed - in_proportion) <= 1e-13 * in_proportion);
    RC_ASSERT(std::abs(expected(curve, latency_mixture(a, hit, a)) - expected(curve, a)) <= 1e-13 * expected(curve, a));
  }));
}

TEST_CASE("latency and curve in another unit give the same share") {
  CHECK(holds_for_all([] {
    auto curve = any_curve();
    const auto law = any_mixture();
    const double e = expected(curve, law), k = std::exp2(*rc::gen::inRange(-6, 7)), ln = std::log(k);
    const bool quits = curve.data == LatencyData::quits;
    auto& [p0, p1, p2] = curve.parameters;
    switch (curve.family) {
      case CurveFamily::logistic: p1 /= k; break;
      case CurveFamily::floor_logistic: p2 /= k; break;
      case CurveFamily::log_logistic:
      case CurveFamily::weibull: p0 += quits ? ln : -p1 * ln; break;
      case CurveFamily::floor_log_logistic:
      case CurveFamily::floor_weibull: p1 -= p2 * ln; break;
      case CurveFamily::hinge: p1 /= k, p2 *= k; break;
      default: for (auto& s : curve.steps) s.latency_ms *= k;
    }
    RC_ASSERT(std::abs(expected(curve, scaled(law, k)) - e) <= 1e-11 * e + 1e-16);
  }));
}

// Jensen: about a mean that stays, a wider law loses more where the curve bends upwards.
TEST_CASE("with the same mean and a wider spread more leave on a curve that bends upwards") {
  const auto curve = curve_of(CurveFamily::hinge, {.04, 1e-5, 300});  // convex: it reaches its cap at 96,300 ms
  double last = 0;
  for (const double sigma : {.1, .3, .5, .7}) {
    const double mu = std::log(500) - sigma * sigma / 2;
    const auto law = latency_from_quantiles(std::array<LatencyQuantile, 2>{{{.5, std::exp(mu)}, {.9, std::exp(mu + sigma * normal_quantile(0, 1, .9))}}});
    REQUIRE(latency_mean(law) == Approx(500).epsilon(1e-12));
    CHECK(expected(curve, law) > last);
    last = expected(curve, law);
  }
}

// A hinge over a lognormal is a constant and a call option: Black (1976), Journal of Financial Economics 3.
TEST_CASE("a hinge over a lognormal is the closed form of a call option") {
  CHECK(holds_for_all([] {
    const double sigma = any_between(.05, 1.5), mu = any_between(4, 8), tau = std::exp(any_between(3, 9)), floor = any_between(0, .1);
    const auto law = latency_from_quantiles(std::array<LatencyQuantile, 2>{{{.5, std::exp(mu)}, {.9, std::exp(mu + sigma * normal_quantile(0, 1, .9))}}});
    const double beta = 1e-12, d = (mu - std::log(tau)) / sigma;
    const double call = std::exp(mu + sigma * sigma / 2) * normal_cdf(0, 1, d + sigma) - tau * normal_cdf(0, 1, d);
    RC_ASSERT(std::abs(expected(curve_of(CurveFamily::hinge, {0, beta, tau}), law) - beta * call) <= 1e-11 * beta * call + 1e-15 * beta * tau);
    RC_ASSERT(std::abs(expected(curve_of(CurveFamily::hinge, {floor, beta, tau}), law) - floor - beta * call) <= 1e-15);
  }));
}

TEST_CASE("no rising curve in the band of an isotonic one has an average beyond its limits") {
  CHECK(holds_for_all([] {
    std::vector<CurveStep> steps;
    double low = 0, high = .1, at = 50;
    for (int i = 0; i < 5; ++i) {
      low += any_between(0, .1), high = std::max(high + any_between(0, .1), low);
      steps.push_back({at *= any_between(1.2, 3), (low + high) / 2, 0, 1, low, high, 0});
    }
    const auto curve = steps_of(CurveFamily::isotonic, steps);
    const auto law = any_law();
    const auto limits = *expected_abandonment(curve, law, .95).limits;
    double last = 0;  // a step function through the band: at each step anything within it that does not fall
    for (auto& s : steps) last = s.value = std::max(last, s.band_low + any_between(0, 1) * (s.band_high - s.band_low));
    const double e = expected(steps_of(CurveFamily::kaplan_meier, steps), law);
    RC_ASSERT(e >= limits.low - 1e-14);
    RC_ASSERT(e <= limits.high + 1e-14);
  }));
}

// Coverage by simulation: the curve is known, its parameters are drawn with the stated covariance.
TEST_CASE("the one-sided limit holds in about 95 of 100 draws of the parameters") {
  const auto truth = floorless_fit();
  const double share = expected(truth, usual), a = std::sqrt(truth.covariance[0][0]), b = truth.covariance[0][1] / a, c = std::sqrt(truth.covariance[1][1] - b * b);
  std::mt19937 random(7);
  int held = 0;
  constexpr int draws = 1000;
  const auto normal = [&] { return normal_quantile(0, 1, (static_cast<double>(random()) + .5) / 4294967296.0); };
  for (int i = 0; i < draws; ++i) {
    auto drawn = truth;
    const double u = normal(), v = normal();
    drawn.parameters[0] += a * u, drawn.parameters[1] += b * u + c * v;
    held += *expected_abandonment(drawn, usual, .95).upper >= share;
  }
  CHECK(held >= draws * .95 - 3 * std::sqrt(draws * .95 * .05));
  CHECK(held <= draws * .95 + 3 * std::sqrt(draws * .95 * .05));
}
