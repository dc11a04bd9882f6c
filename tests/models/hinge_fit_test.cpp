#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>

#include "models/delay_arms_builder.hpp"
#include "models/hinge_profile.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/delay_arms.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

CurveFit hinge_of(const std::vector<DelayArm>& arms) { return fit_delay_curve(arms, CurveFamily::hinge, .95); }

double flat_loglik_of(const std::vector<DelayArm>& arms) {
  double n = 0, y = 0;
  for (const auto& a : arms) n += a.sessions, y += a.left;
  return y * std::log(y / n) + (n - y) * std::log1p(-y / n);
}

/// The best of a grid of kinks, floors and slopes, refined around it: knows nothing of segments or derivatives.
double brute_force_loglik(const std::vector<DelayArm>& arms) {
  AbandonmentCurve c, best;
  c.family = best.family = CurveFamily::hinge;
  const double first = arms.front().latency_ms, width = arms.back().latency_ms - first;
  double loglik = -1e300;
  CurveVector centre{.5, .5, .5}, half{.5, .5, .5};  // floor, share at the end, place of the kink
  for (int level = 0; level < 40; ++level) {
    CurveVector next = centre;
    const int parts = level == 0 ? 24 : 4;
    for (int i = -parts; i <= parts; ++i)
      for (int j = -parts; j <= parts; ++j)
        for (int k = -parts; k <= parts; ++k) {
          const auto at = [&](std::size_t d, int n) { return std::clamp(centre[d] + half[d] * n / parts, 1e-12, 1 - 1e-9); };
          const double floor = at(0, i), end = at(1, j), kink = at(2, k);
          if (end < floor) continue;
          c.parameters = {floor, (end - floor) / (width * (1 - kink)), first + width * kink};
          const double here = loglik_of(c, arms);
          if (here > loglik) loglik = here, next = {floor, end, kink};
        }
    for (std::size_t d = 0; d < 3; ++d) half[d] *= level == 0 ? .12 : next[d] == centre[d] ? .5 : .9;
    centre = next;
  }
  return loglik;
}

}  // namespace

// R 4.2, profile on whole ms: tau 803 (705 to 920), there floor .04062651, slope .08563734 a second, log-likelihood -4350.74447. The
// top lies between two ms; the floor there is the share of the first four arms, 325 of 8,000.
TEST_CASE("the hinge of the eight arms is the published one") {
  const HingeArms scaled(eight_arms);
  const auto at_803 = hinge_line(scaled, (803 - scaled.origin()) / scaled.scale());
  CHECK(at_803.floor == Approx(.04062651).epsilon(2e-7));
  CHECK(at_803.slope / scaled.scale() * 1000 == Approx(.08563734).epsilon(1e-7));
  CHECK(at_803.loglik == Approx(-4350.74447).epsilon(2e-9));
  const auto fit = hinge_of(eight_arms);
  REQUIRE(fit.is_fitted());
  CHECK(fit.curve.parameters[0] == Approx(325.0 / 8000).epsilon(1e-10));
  CHECK(std::round(fit.curve.parameters[2]) == 803);
  CHECK(*fit.loglik > at_803.loglik);
  CHECK(fit.overdispersion == 1);
  CHECK(*fit.df == 5);
  const auto reading = hinge_reading(eight_arms, .95);
  REQUIRE(reading);
  REQUIRE(reading->interval);
  CHECK(std::ceil(reading->interval->low) == 705);
  CHECK(std::floor(reading->interval->high) == 920);
  CHECK(reading->likelihood_ratio == Approx(2 * (*fit.loglik - flat_loglik_of(eight_arms))).epsilon(1e-12));
  CHECK(hinge_likelihood_ratio(eight_arms) == Approx(reading->likelihood_ratio).epsilon(1e-12));
}

// scipy 1.10: profile over tau by Nelder-Mead (xatol 1e-12) of the log-likelihood written out, tops at 366 and about 622 ms, then
// minimize_scalar and brentq; X2 12.4817 on 4 df, so that the interval is that of 3.12 times the quantile.
TEST_CASE("of a profile with two tops the higher one is found, and its interval covers both") {
  const auto fit = hinge_of(two_tops);
  REQUIRE(fit.is_fitted());
  CHECK(fit.curve.parameters[0] == Approx(0.0385714286).epsilon(1e-8));
  CHECK(fit.curve.parameters[1] == Approx(0.15910145e-3).epsilon(1e-7));
  CHECK(fit.curve.parameters[2] == Approx(365.552831).epsilon(1e-7));
  CHECK(*fit.loglik == Approx(-949.306949177).epsilon(1e-12));
  CHECK(*fit.pearson == Approx(12.481707386).epsilon(1e-7));
  CHECK(fit.overdispersion == Approx(12.481707386 / 4).epsilon(1e-7));
  const auto reading = hinge_reading(two_tops, .95);
  REQUIRE(reading->interval);
  CHECK(reading->interval->low == 0);  // a straight line from the first delay is within it
  CHECK(reading->interval->high == Approx(810.8323192907).epsilon(1e-9));
}

TEST_CASE("no kink, floor and slope of a brute-force search are more likely") {
  std::mt19937_64 random(29);
  int compared = 0;
  for (int run = 0; run < 12; ++run) {
    const auto arms = random_arms(random);
    const auto fit = hinge_of(arms);
    if (!fit.is_fitted()) continue;
    ++compared;
    const double brute = brute_force_loglik(arms);
    CHECK(brute <= *fit.loglik + 1e-9);
    CHECK(brute >= *fit.loglik - .05);  // it is near, or it would prove nothing
  }
  CHECK(compared >= 5);
}

TEST_CASE("between its places the profile is never above the higher of two neighbours") {
  std::mt19937_64 random(31);
  for (int run = 0; run < 300; ++run) {
    const auto arms = random_arms(random);
    const HingeArms scaled(merged_arms(arms));
    const auto points = hinge_profile(scaled);
    for (std::size_t i = 1; i < points.size(); ++i)
      for (int k = 1; k < 10; ++k) {
        const double tau = points[i - 1].tau + (points[i].tau - points[i - 1].tau) * k / 10;
        const auto line = hinge_line(scaled, tau);
        CHECK(line.loglik <= std::max(points[i - 1].line.loglik, points[i].line.loglik) + 1e-9);
        CHECK(line.loglik >= std::min(points[i - 1].line.loglik, points[i].line.loglik) - 1e-9);  // monotone between them
      }
  }
}

// Pinned by the definition: inside the interval the profile is within the quantile, just outside it is not.
TEST_CASE("the interval of the kink ends where its profile falls by half a quantile of chi-square") {
  std::mt19937_64 random(37);
  int ends = 0;
  for (int run = 0; run < 300; ++run) {
    const auto arms = drawn_arms(random, {100, 300, 500, 800, 1200, 1600, 2500}, 250, [](double t) { return .05 + 1e-4 * std::max(0.0, t - 700); });
    const auto fit = hinge_of(arms);
    const auto reading = hinge_reading(arms, .9);
    CHECK(fit.is_fitted() == reading.has_value());
    if (!reading || !reading->interval) continue;
    const HingeArms scaled(arms);
    const auto fall = [&](double ms) { return 2 * (*fit.loglik - hinge_line(scaled, (ms - scaled.origin()) / scaled.scale()).loglik) / fit.overdispersion; };
    const double quantile = 2.705543454095404;  // scipy: chi2.ppf(.9, 1)
    CHECK(reading->interval->contains(reading->tau_ms));
    if (reading->interval->low > 0) {
      CHECK(fall(reading->interval->low) == Approx(quantile).epsilon(1e-8));
      ++ends;
    }
    if (reading->interval->high < 2500) {
      CHECK(fall(reading->interval->high) == Approx(quantile).epsilon(1e-8));
      ++ends;
    }
  }
  CHECK(ends > 300);
}

TEST_CASE("a hinge is refused where the data do not hold one") {
  const std::vector<DelayArm> last{{1, 90, 9}, {2, 90, 9}, {3, 90, 8}, {4, 90, 40}};
  CHECK(hinge_of(last).problem == FitProblem::too_few);
  CHECK_FALSE(hinge_reading(last, .95));
  CHECK(hinge_likelihood_ratio(last) > 0);
  CHECK(hinge_of(std::vector<DelayArm>{{1, 9, 2}, {2, 9, 5}}).problem == FitProblem::too_few);
  CHECK(hinge_of(beetles).problem == FitProblem::outside_domain);  // 60 of 60 at the end: the line would pass 100%
  const std::vector<DelayArm> flat{{1, 90, 9}, {2, 90, 9}, {3, 90, 9}, {4, 90, 9}};
  CHECK(hinge_likelihood_ratio(flat) == 0);
  CHECK(hinge_likelihood_ratio({}) == 0);
  CHECK(hinge_likelihood_ratio(std::vector<DelayArm>{{5, 10, 3}}) == 0);
  CHECK_THROWS_AS(hinge_reading(eight_arms, 1), DomainError);
}

TEST_CASE("a floor of nobody is held at 0, and the kink still has an error") {
  const auto fit = hinge_of(std::vector<DelayArm>{{100, 50, 0}, {200, 50, 0}, {300, 50, 0}, {500, 50, 6}, {800, 50, 13}, {1000, 50, 20}});
  REQUIRE(fit.is_fitted());
  CHECK(fit.curve.parameters[0] == 0);
  CHECK(fit.curve.covariance[0] == CurveVector{0, 0, 0});
  CHECK(fit.curve.covariance[1][1] > 0);
  CHECK(fit.curve.covariance[2][2] > 0);
}

TEST_CASE("where a straight line does as well as any hinge, no interval claims a kink") {
  const auto reading = hinge_reading(std::vector<DelayArm>{{1, 90, 9}, {2, 90, 9}, {3, 90, 10}, {4, 90, 11}}, .95);
  REQUIRE(reading);
  CHECK_FALSE(reading->interval);
  CHECK_FALSE(reading->why.empty());
}

TEST_CASE("thousands of delays of their own are searched, and the kink is found") {
  std::mt19937_64 random(41);
  std::vector<double> ms;
  for (int i = 0; i < 3000; ++i) ms.push_back(uniform(random, 100, 4000));
  const auto arms = drawn_arms(random, ms, 1, [](double t) { return .05 + 2e-4 * std::max(0.0, t - 1500); });
  const auto reading = hinge_reading(arms, .99);
  REQUIRE(reading);
  REQUIRE(reading->interval);
  CHECK(reading->interval->contains(1500));
  const HingeArms scaled(merged_arms(arms));
  const double best = *hinge_of(arms).loglik;
  for (int k = 0; k < 300; ++k) CHECK(hinge_line(scaled, k / 300.0).loglik <= best + .02);  // a grid that was not that of the search
}

TEST_CASE("a thousand samples for a bootstrap of 30 arms take a second at most") {
  std::mt19937_64 random(43);
  std::vector<double> ms;
  for (int i = 1; i <= 30; ++i) ms.push_back(100.0 * i);
  const auto arms = drawn_arms(random, ms, 200, [](double) { return .06; });
  const auto before = std::chrono::steady_clock::now();
  double sum = 0;
  for (int i = 0; i < 100; ++i) sum += hinge_likelihood_ratio(arms);
  CHECK(sum >= 0);
  CHECK(std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count() < .1 * 10);  // ten times slower machines
}
