#include "premortem/models/delay_arms.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/delay_arms_builder.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

CurveFit fit_of(const std::vector<DelayArm>& arms, CurveFamily family) { return fit_delay_curve(arms, family, .95); }

}  // namespace

TEST_CASE("fits are ranked by AIC, then comes isotonic, then what was refused") {
  const auto fits = fit_delay_curves(eight_arms, .95);
  REQUIRE(fits.size() == 8);
  CHECK(fits[0].curve.family == CurveFamily::hinge);
  CHECK(fits[1].curve.family == CurveFamily::floor_log_logistic);
  for (std::size_t i = 1; i < 7; ++i) CHECK(*fits[i - 1].aic <= *fits[i].aic);
  CHECK(fits[7].curve.family == CurveFamily::isotonic);
  CHECK_FALSE(fits[7].aic);
  const auto refused = fit_delay_curves(std::vector<DelayArm>{{100, 50, 9}, {200, 50, 5}, {400, 50, 2}, {900, 50, 1}}, .95);
  CHECK(refused[0].curve.family == CurveFamily::isotonic);
  for (std::size_t i = 1; i < 8; ++i) CHECK(refused[i].problem == FitProblem::not_rising);
  CHECK(refused[1].curve.family == CurveFamily::logistic);
}

TEST_CASE("an arm of more sessions than left, of parts of a session or before 0 ms is outside the domain") {
  for (const DelayArm bad : {DelayArm{-1, 5, 1}, {1, 5, 6}, {1, 5, -1}, {1, 0, 0}, {1, 2.5, 1}, {1, 5, .5}, {std::nan(""), 5, 1}, {1, std::nan(""), 1}})
    CHECK_THROWS_AS(merged_arms(std::vector{bad}), DomainError);
  for (const double confidence : {0.0, 1.0, std::nan("")}) CHECK_THROWS_AS(fit_delay_curve(eight_arms, CurveFamily::logistic, confidence), DomainError);
  CHECK_THROWS_AS(fit_delay_curve(eight_arms, CurveFamily::kaplan_meier, .95), DomainError);
}

// scipy 1.10: mannwhitneyu(left, stayed, use_continuity = False, alternative = "greater", method = "asymptotic") on the sessions.
TEST_CASE("the trend test is Wilcoxon's with ties, one-sided") {
  const std::vector<DelayArm> few{{100, 10, 1}, {200, 20, 3}, {300, 15, 2}, {400, 12, 5}};
  CHECK(abandonment_trend(few, 1).z == Approx(1.714320827742).epsilon(1e-11));
  CHECK(abandonment_trend(few, 1).p == Approx(0.04323491001934).epsilon(1e-11));
  CHECK(abandonment_trend(few, 4).z == Approx(1.714320827742 / 2).epsilon(1e-11));
  CHECK(abandonment_trend(eight_arms, 1).z == Approx(24.828225414774693).epsilon(1e-12));
  CHECK(abandonment_trend(eight_arms, 1).p == Approx(2.222535528321e-136).epsilon(1e-9));
  auto log = few;
  for (auto& a : log) a.latency_ms = std::log(a.latency_ms);
  CHECK(abandonment_trend(log, 1).z == abandonment_trend(few, 1).z);  // only the order counts
  for (const auto& none : {std::vector<DelayArm>{{1, 5, 0}, {2, 5, 0}}, {{1, 5, 5}, {2, 5, 5}}, {{1, 5, 2}, {1, 7, 3}}, {}}) {
    CHECK(abandonment_trend(none, 1).z == 0);
    CHECK(abandonment_trend(none, 1).p == 1);
  }
  CHECK_THROWS_AS(abandonment_trend(few, .5), DomainError);
}

// The hypergeometric variance is exact: by enumeration of the ways in which two of these seven sessions can be the ones that left.
TEST_CASE("the variance of the trend test is that of all ways in which as many could have left") {
  const std::vector<double> ranks{1.5, 1.5, 4, 4, 4, 6.5, 6.5};
  double sum = 0, square = 0, ways = 0;
  for (std::size_t i = 0; i < 7; ++i)
    for (std::size_t j = i + 1; j < 7; ++j) sum += ranks[i] + ranks[j], square += (ranks[i] + ranks[j]) * (ranks[i] + ranks[j]), ways += 1;
  const double mean = sum / ways, sd = std::sqrt(square / ways - mean * mean);
  const std::vector<DelayArm> arms{{10, 2, 0}, {20, 3, 1}, {30, 2, 1}};
  CHECK(abandonment_trend(arms, 1).z == Approx((4 + 6.5 - mean) / sd).epsilon(1e-12));
}

TEST_CASE("groups of one curve rarely differ, groups of two do, and the statistic is the likelihood ratio over the scatter") {
  const std::vector<DelayArm> a{{200, 500, 20}, {500, 500, 40}, {1000, 500, 61}, {2000, 500, 130}}, b{{200, 500, 25}, {500, 500, 70}, {1000, 500, 120}, {2000, 500, 220}};
  std::vector<DelayArm> both = a;
  both.insert(both.end(), b.begin(), b.end());
  const auto d = curve_difference(std::vector{a, b}, CurveFamily::log_logistic, .95);
  REQUIRE(d);
  const auto fa = fit_of(a, CurveFamily::log_logistic), fb = fit_of(b, CurveFamily::log_logistic), all = fit_of(both, CurveFamily::log_logistic);
  CHECK(d->df == 2);
  CHECK(d->statistic == Approx(2 * (*fa.loglik + *fb.loglik - *all.loglik)).epsilon(1e-12));  // these fits lack nothing
  CHECK(d->p == Approx(std::exp(-d->statistic / 2)).epsilon(1e-10));                          // chi-square of 2 df
  CHECK(curve_difference(std::vector{a, a}, CurveFamily::log_logistic, .95)->p == Approx(1).epsilon(1e-9));
  CHECK_FALSE(curve_difference(std::vector<std::vector<DelayArm>>{a}, CurveFamily::log_logistic, .95));
  CHECK_FALSE(curve_difference(std::vector{a, b}, CurveFamily::isotonic, .95));
  CHECK_FALSE(curve_difference(std::vector<std::vector<DelayArm>>{a, {{1, 9, 0}, {2, 9, 0}}}, CurveFamily::log_logistic, .95));
  const auto overdispersed = curve_difference(std::vector{eight_arms, eight_arms}, CurveFamily::log_logistic, .95);
  CHECK(overdispersed->statistic < 1e-8);
  std::mt19937_64 random(23);
  int found = 0;
  for (int run = 0; run < 1000; ++run) {
    const auto share = [](double t) { return 1 / (1 + std::exp(9 - 1.1 * std::log(t))); };
    const std::vector<double> ms{200, 400, 800, 1600, 3200};
    found += curve_difference(std::vector{drawn_arms(random, ms, 300, share), drawn_arms(random, ms, 200, share)}, CurveFamily::log_logistic, .95)->p < .05 ? 1 : 0;
  }
  CHECK(found < 75);  // .05 of 1,000, with four standard errors
  CHECK(found > 20);
}
