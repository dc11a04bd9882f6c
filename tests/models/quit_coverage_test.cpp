// How often limits and tests of fitted quit curves are right; independent of the code: the truth that the rows were drawn
// from. Patience has its middle near a minute; half or nearly all are served before.
#include <catch2/catch.hpp>
#include <cmath>

#include "models/quit_builder.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

constexpr double mu = 11, sigma = 1;
constexpr double many_served = 12'000, few_served = 300'000;  // mean ms until served

double true_logit(CurveFamily family, double ms) {
  const double z = (std::log(ms) - mu) / sigma;
  return family == CurveFamily::weibull ? std::log(std::expm1(std::exp(z))) : z;
}

/// Limits on the logit scale by the delta method, 95%.
bool covers(const AbandonmentCurve& curve, CurveFamily family, double ms) {
  constexpr double z = 1.959963984540054;
  const double a = abandonment(curve, ms), spread = z * std::sqrt(variance_along(curve, abandonment_gradient(curve, ms))) / (a * (1 - a));
  return std::abs(std::log(a / (1 - a)) - true_logit(family, ms)) <= spread;
}

}  // namespace

// 1,000 samples each: standard error .007.
TEST_CASE("limits of a fitted quit curve hold as often as they say, with few and with many served") {
  for (const auto family : {CurveFamily::weibull, CurveFamily::log_logistic})
    for (const double mean_wait : {many_served, few_served})
      for (const std::size_t n : {60U, 400U}) {
        std::mt19937_64 random(8);
        int samples = 0, early = 0, middle = 0, late = 0;
        for (int i = 0; i < 1'000; ++i) {
          const auto fit = fit_quit_curve(drawn_quits(random, n, family, mu, sigma, mean_wait).moments(), family, 0.95);
          if (!fit.is_fitted()) continue;
          ++samples;
          early += covers(fit.curve, family, 4'000), middle += covers(fit.curve, family, 15'000), late += covers(fit.curve, family, 60'000);
        }
        INFO(family_name(family) << ", " << n << " rows, served after " << mean_wait);
        CHECK(samples >= 990);
        CHECK(std::min({early, middle, late}) >= 0.93 * samples);
      }
}

// 2,000 samples: standard error .005.
TEST_CASE("the test of fit rejects the right curve as often as its level, and has its df as its mean") {
  for (const auto family : {CurveFamily::weibull, CurveFamily::log_logistic})
    for (const double mean_wait : {many_served, few_served}) {
      std::mt19937_64 random(6);
      double rejected = 0, pearson = 0, df = 0;
      constexpr int samples = 2'000;
      for (int i = 0; i < samples; ++i) {
        const auto fit = fit_quit_curve(drawn_quits(random, 400, family, mu, sigma, mean_wait).moments(), family, 0.95);
        REQUIRE(fit.fit_p);
        rejected += *fit.fit_p < 0.05, pearson += *fit.pearson, df += *fit.df;
        CHECK((fit.overdispersion > 1) == (*fit.fit_p < 0.05));
      }
      INFO(family_name(family) << ", served after " << mean_wait);
      CHECK(rejected / samples > 0.035);
      CHECK(rejected / samples < 0.065);
      CHECK(pearson / df == Approx(1).margin(0.04));
    }
}

TEST_CASE("the test of fit tells the wrong curve from the right one") {
  std::mt19937_64 random(6);
  int wrong = 0, right = 0;
  for (int i = 0; i < 50; ++i) {
    const auto moments = drawn_quits(random, 2'000, CurveFamily::log_logistic, mu, sigma, few_served).moments();
    wrong += *fit_quit_curve(moments, CurveFamily::weibull, 0.95).fit_p < 0.05;
    right += *fit_quit_curve(moments, CurveFamily::log_logistic, 0.95).fit_p < 0.05;
  }
  CHECK(wrong == 50);
  CHECK(right <= 8);
}
