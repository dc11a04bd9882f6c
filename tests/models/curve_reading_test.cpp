#include "premortem/models/curve_reading.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "models/delay_arms_builder.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

AbandonmentCurve fitted(const std::vector<DelayArm>& arms, CurveFamily family) { return fit_delay_curve(arms, family, .95).curve; }

AbandonmentCurve stairs() {
  AbandonmentCurve c;
  c.family = CurveFamily::kaplan_meier, c.data = LatencyData::quits;
  c.low_ms = 100, c.high_ms = 5000;
  c.steps = {{200, .05, .02, .10}, {400, .12, .07, .20}, {1000, .30, .22, .40}};
  return c;
}

AbandonmentCurve lines() {
  AbandonmentCurve c;
  c.family = CurveFamily::isotonic;
  c.low_ms = 200, c.high_ms = 3000;
  c.steps = {{200, .04, .02, .07}, {1000, .10, .08, .13}, {3000, .30, .25, .40}};
  return c;
}

constexpr double infinite = std::numeric_limits<double>::infinity();

}  // namespace

// R 4.2: median effect 1.771720964, SE .003858052, delta interval 1.76415918 to 1.77928275, in which z is 1.96; hence 2e-7.
TEST_CASE("the median effect of the beetles has the published delta interval") {
  const auto reading = latency_at(fitted(beetles, CurveFamily::logistic), .5, .95);
  CHECK(*reading.value_ms == Approx(1.771720964).epsilon(1e-9));
  REQUIRE(reading.limits);
  CHECK(reading.limits->low == Approx(1.76415918).margin(2e-7).epsilon(0));
  CHECK(reading.limits->high == Approx(1.77928275).margin(2e-7).epsilon(0));
  CHECK((reading.limits->high - reading.limits->low) / (2 * 1.959963984540054) == Approx(.003858052).epsilon(1e-6));
  CHECK_FALSE(reading.extrapolated);
}

// Python 3.11 with R's coefficients and vcov of glm(cbind(y, n - y) ~ log(t), binomial), times X2 / 6.
TEST_CASE("shares and latencies of the floorless curve have the limits of R's covariance, inflated") {
  const auto c = fitted(eight_arms, CurveFamily::log_logistic);
  const auto at = abandonment_at(c, 1000, .95), beyond = abandonment_at(c, 5000, .95);
  CHECK(at.value == Approx(0.0783098589808471).epsilon(1e-11));
  CHECK(at.limits->low == Approx(0.06097925536152398).epsilon(1e-9));
  CHECK(at.limits->high == Approx(0.10004115961201383).epsilon(1e-9));
  CHECK_FALSE(at.extrapolated);
  CHECK(beyond.limits->high == Approx(0.39794467175120374).epsilon(1e-9));
  CHECK(beyond.extrapolated);
  const auto tenth = latency_at(c, .1, .95), half = latency_at(c, .5, .95);
  CHECK(*tenth.value_ms == Approx(1323.7144727541277).epsilon(1e-11));
  CHECK(tenth.limits->low == Approx(1027.0839182768766).epsilon(1e-9));
  CHECK(tenth.limits->high == Approx(1706.0144494506462).epsilon(1e-9));
  CHECK_FALSE(tenth.extrapolated);
  CHECK(half.limits->high == Approx(31268.33967338905).epsilon(1e-9));
  CHECK(half.extrapolated);
}

TEST_CASE("a latency read for a share has that share, whatever the family") {
  std::mt19937_64 random(67);
  int read = 0;
  for (int run = 0; run < 200; ++run) {
    const auto arms = random_arms(random);
    for (const auto f : families_with_parameters()) {
      const auto fit = fit_delay_curve(arms, f, .95);
      if (!fit.is_fitted()) continue;
      for (const double share : {.01, .1, .5, .9}) {
        const auto r = latency_at(fit.curve, share, .95);
        CHECK((r.limits ? r.value_ms.has_value() : !r.why.empty()));  // what is absent has its reason
        if (!r.value_ms || *r.value_ms > 1e200) continue;
        ++read;
        CHECK(abandonment(fit.curve, *r.value_ms) == Approx(share).epsilon(1e-8));
        if (r.limits) CHECK((0 <= r.limits->low && r.limits->contains(*r.value_ms)));
        CHECK(r.extrapolated == (*r.value_ms < arms.front().latency_ms || *r.value_ms > arms.back().latency_ms));
      }
    }
  }
  CHECK(read > 1000);
}

TEST_CASE("limits of a share hold it, stay inside 0 and 1 and widen with the confidence") {
  std::mt19937_64 random(71);
  for (int run = 0; run < 200; ++run) {
    const auto arms = random_arms(random);
    for (const auto f : families_with_parameters()) {
      const auto fit = fit_delay_curve(arms, f, .95);
      if (!fit.is_fitted()) continue;
      for (const double t : {1.0, 300.0, 1e5}) {
        const auto narrow = abandonment_at(fit.curve, t, .8), wide = abandonment_at(fit.curve, t, .99);
        CHECK(narrow.limits.has_value() == narrow.why.empty());
        if (!narrow.limits) continue;
        CHECK((narrow.limits->low <= narrow.value * (1 + 1e-12) && narrow.value <= narrow.limits->high * (1 + 1e-12)));
        CHECK((0 <= wide.limits->low && wide.limits->low <= narrow.limits->low));
        CHECK((narrow.limits->high <= wide.limits->high && wide.limits->high <= 1));
      }
    }
  }
}

TEST_CASE("quit curves are inverted through mu and sigma") {
  AbandonmentCurve c;
  c.family = CurveFamily::weibull, c.data = LatencyData::quits;
  c.parameters = {6.2, 1.06, 0}, c.covariance = {{{4e-4, 1e-4, 0}, {1e-4, 9e-4, 0}, {0, 0, 0}}}, c.has_covariance = true;
  c.low_ms = 1, c.high_ms = 1e6;
  const auto r = latency_at(c, 1 - std::exp(-1.0), .95);  // eta 0: x = mu
  CHECK(*r.value_ms == Approx(std::exp(6.2)).epsilon(1e-12));
  CHECK(r.limits->low == Approx(std::exp(6.2 - 1.959963984540054 * .02)).epsilon(1e-10));
  CHECK(r.limits->high == Approx(std::exp(6.2 + 1.959963984540054 * .02)).epsilon(1e-10));
}

TEST_CASE("shares at or below the floor, beyond the curve or without covariance are absent with the reason") {
  auto c = fitted(eight_arms, CurveFamily::hinge);
  CHECK_FALSE(latency_at(c, .03, .95).value_ms);
  CHECK(latency_at(c, .03, .95).why == "4.062% leave however fast it is");
  CHECK(*latency_at(c, .1, .95).value_ms == Approx(c.parameters[2] + (.1 - c.parameters[0]) / c.parameters[1]).epsilon(1e-14));
  CHECK_FALSE(latency_at(fitted(eight_arms, CurveFamily::floor_weibull), .03, .95).value_ms);
  CHECK(latency_at(fitted(eight_arms, CurveFamily::logistic), .01, .95).why == "2.979% leave already at 0 ms");
  AbandonmentCurve slow;
  slow.family = CurveFamily::log_logistic, slow.parameters = {-900, .5, 0};
  CHECK(latency_at(slow, .5, .95).why == "the curve does not reach 50%");
  slow.parameters = {-9, 0, 0};
  CHECK(latency_at(slow, .5, .95).why == "the curve does not rise");
  c.has_covariance = false;
  CHECK(latency_at(c, .1, .95).value_ms);
  CHECK_FALSE(latency_at(c, .1, .95).limits);
  CHECK(abandonment_at(c, 1000, .95).why == "no limits are known of this curve");
  CHECK_FALSE(abandonment_at(fitted(eight_arms, CurveFamily::log_logistic), 0, .95).limits);
  CHECK(abandonment_at(fitted(eight_arms, CurveFamily::log_logistic), 0, .95).value == 0);
  for (const double bad : {0.0, 1.0, -1.0, std::nan("")}) {
    CHECK_THROWS_AS(latency_at(c, bad, .95), DomainError);
    CHECK_THROWS_AS(latency_at(c, .5, bad), DomainError);
    CHECK_THROWS_AS(abandonment_at(c, 100, bad), DomainError);
  }
  CHECK_THROWS_AS(abandonment_at(c, -1, .95), DomainError);
  AbandonmentCurve none;
  none.family = CurveFamily::isotonic;
  CHECK_THROWS_AS(abandonment_at(none, 1, .95), DomainError);
  CHECK_THROWS_AS(latency_at(none, .5, .95), DomainError);
}

TEST_CASE("between two steps of an isotonic curve hold the lower limit of one and the upper limit of the next") {
  const auto c = lines();
  CHECK(abandonment_at(c, 600, .95).limits == Interval{.02, .13});
  CHECK(abandonment_at(c, 1000, .95).limits == Interval{.08, .13});
  CHECK(abandonment_at(c, 100, .95).limits == Interval{0, .07});
  CHECK(abandonment_at(c, 200, .95).limits == Interval{.02, .07});
  CHECK(abandonment_at(c, 9000, .95).limits == Interval{.25, 1});
  CHECK(abandonment_at(c, 9000, .95).extrapolated);
  CHECK(abandonment_at(c, 600, .95).value == Approx(.07).epsilon(1e-14));
}

TEST_CASE("an isotonic curve is inverted along its lines, its limits at the steps") {
  const auto c = lines();
  const auto r = latency_at(c, .07, .95);
  CHECK(*r.value_ms == Approx(600).epsilon(1e-14));
  CHECK(r.limits == Interval{0, 1000});  // the upper limit has .07 at the first step, the lower one not before 1,000 ms
  CHECK(latency_at(c, .12, .95).limits == Interval{200, 3000});
  CHECK(latency_at(c, .3, .95).limits == Interval{1000, infinite});
  CHECK(*latency_at(c, .3, .95).value_ms == 3000);
  CHECK(latency_at(c, .6, .95).why == "the curve does not reach 60%");
  CHECK(latency_at(c, .04, .95).why == "4% leave already at the fastest that was observed");
}

TEST_CASE("limits of an inverted isotonic curve are all latencies whose limits hold the share") {
  const auto c = lines();
  for (double share = .05; share < .3; share += .01) {
    const auto r = latency_at(c, share, .95);
    for (double t = 0; t < 4000; t += 12.5) {
      const auto at = abandonment_at(c, t, .95);
      if (at.limits->contains(share)) CHECK(r.limits->contains(t));
    }
    CHECK(*r.value_ms >= r.limits->low);
  }
}

TEST_CASE("a Kaplan-Meier curve is read at its last step, and before the first there are no limits") {
  const auto c = stairs();
  CHECK(abandonment_at(c, 150, .95).value == 0);
  CHECK(abandonment_at(c, 150, .95).why == "nobody gave up before 200 ms");
  CHECK(abandonment_at(c, 999, .95).limits == Interval{.07, .20});
  CHECK(abandonment_at(c, 1000, .95).value == .30);
  CHECK(abandonment_at(c, 50, .95).extrapolated);
  CHECK_FALSE(abandonment_at(c, 4000, .95).extrapolated);
  CHECK(*latency_at(c, .05, .95).value_ms == 200);
  CHECK(*latency_at(c, .06, .95).value_ms == 400);
  CHECK(latency_at(c, .06, .95).limits == Interval{200, 400});
  CHECK(latency_at(c, .15, .95).limits == Interval{400, 1000});
  CHECK(latency_at(c, .25, .95).limits == Interval{1000, infinite});
  CHECK_FALSE(latency_at(c, .31, .95).value_ms);
}
