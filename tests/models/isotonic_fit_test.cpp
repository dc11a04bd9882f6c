#include "models/isotonic_fit.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/delay_arms_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

CurveFit isotonic_of(const std::vector<DelayArm>& arms, double confidence) { return fit_delay_curve(arms, CurveFamily::isotonic, confidence); }

/// max over i <= j of min over k >= j of the mean of i..k: the solution written as its formula (Robertson, Wright & Dykstra 1988).
std::vector<double> max_min(const std::vector<double>& values, const std::vector<double>& weights) {
  std::vector<double> result;
  for (std::size_t j = 0; j < values.size(); ++j) {
    double best = -1e300;
    for (std::size_t i = 0; i <= j; ++i) {
      double least = 1e300, sum = 0, weight = 0;
      for (std::size_t k = i; k < values.size(); ++k) {
        sum += values[k] * weights[k], weight += weights[k];
        if (k >= j) least = std::min(least, sum / weight);
      }
      best = std::max(best, least);
    }
    result.push_back(best);
  }
  return result;
}

struct Coverage {
  std::vector<double> alone;
  double together = 0;
};

double binomial_mass(int n, int y, double p) { return std::exp(std::lgamma(n + 1) - std::lgamma(y + 1) - std::lgamma(n - y + 1)) * std::pow(p, y) * std::pow(1 - p, n - y); }

/// The chance that limits hold the shares p, summed over every outcome of the arms.
Coverage coverage(const std::vector<int>& n, const std::vector<double>& p, double confidence) {
  Coverage c;
  c.alone.resize(n.size());
  std::vector<int> y(n.size(), 0);
  while (true) {
    double mass = 1;
    std::vector<DelayArm> arms;
    for (std::size_t i = 0; i < n.size(); ++i) {
      mass *= binomial_mass(n[i], y[i], p[i]);
      arms.push_back({100.0 * static_cast<double>(i + 1), static_cast<double>(n[i]), static_cast<double>(y[i])});
    }
    const auto fit = isotonic_of(arms, confidence);
    bool all = true;
    for (std::size_t i = 0; i < n.size(); ++i) {
      const auto& s = fit.curve.steps[i];
      if (s.low <= p[i] && p[i] <= s.high) c.alone[i] += mass;
      all = all && s.band_low <= p[i] && p[i] <= s.band_high;
    }
    if (all) c.together += mass;
    std::size_t next = 0;
    while (next < n.size() && ++y[next] > n[next]) y[next++] = 0;
    if (next == n.size()) return c;
  }
}

}  // namespace

TEST_CASE("pool adjacent violators gives the published means") {
  CHECK(isotonic_means(std::vector<double>{1, 0, 4, 3, 3, 5, 4, 2, 0}, std::vector<double>(9, 1)) == std::vector<double>{.5, .5, 3, 3, 3, 3, 3, 3, 3});
  CHECK(isotonic_means(std::vector<double>{3, 1}, std::vector<double>{1, 3}) == std::vector<double>{1.5, 1.5});
  CHECK(isotonic_means({}, {}).empty());
  CHECK_THROWS_AS(isotonic_means(std::vector<double>{1}, std::vector<double>{0}), DomainError);
  CHECK_THROWS_AS(isotonic_means(std::vector<double>{1}, {}), DomainError);
}

TEST_CASE("pool adjacent violators is the max-min formula") {
  std::mt19937_64 random(47);
  for (int run = 0; run < 1000; ++run) {
    std::vector<double> values, weights;
    for (std::uint64_t i = 1 + random() % 12; i-- > 0;) values.push_back(uniform(random, 0, 1)), weights.push_back(uniform(random, .1, 5));
    const auto means = isotonic_means(values, weights), formula = max_min(values, weights);
    for (std::size_t i = 0; i < means.size(); ++i) CHECK(means[i] == Approx(formula[i]).epsilon(1e-12));
  }
}

// R 4.2: isoreg, weighted by hand; 16,000 sessions pool 635, so that one arm is enough and its limits are its own (binom.test).
TEST_CASE("the isotonic curve of the eight arms has the published values") {
  const auto fit = isotonic_of(eight_arms, .95);
  const std::vector<double> expected{.04, .04, .04125, .04125, .056, .1025, .1455, .226};
  REQUIRE(fit.curve.steps.size() == 8);
  for (std::size_t i = 0; i < 8; ++i) {
    const auto& s = fit.curve.steps[i];
    CHECK(s.latency_ms == eight_arms[i].latency_ms);
    CHECK(s.value == Approx(expected[i]).epsilon(1e-14));
    const auto own = clopper_pearson(eight_arms[i].left, 2000, .95);
    CHECK(s.low == own.low);
    CHECK(s.high == own.high);
  }
  CHECK(fit.curve.low_ms == 200);
  CHECK(fit.curve.high_ms == 3000);
  CHECK(fit.curve.steps[7].band_low == clopper_pearson(452, 2000, 1 - .05 / 8).low);
  CHECK(fit.curve.steps[1].band_low == clopper_pearson(82, 2000, 1 - .05 / 8).low);  // of the arm before, which is higher
}

TEST_CASE("limits pool as few neighbours as hold N^(2/3) sessions, below for the low and above for the high") {
  const std::vector<DelayArm> arms{{1, 8, 1}, {2, 8, 2}, {3, 8, 2}, {4, 3, 1}};  // N = 27: 9 sessions
  const auto steps = isotonic_of(arms, .9).curve.steps;
  CHECK(steps[0].low == clopper_pearson(1, 8, .9).low);  // there are no more
  CHECK(steps[0].high == clopper_pearson(3, 16, .9).high);
  CHECK(steps[2].low == clopper_pearson(4, 16, .9).low);
  CHECK(steps[2].high == clopper_pearson(3, 11, .9).high);
  CHECK(steps[3].low == clopper_pearson(3, 11, .9).low);
  CHECK(steps[3].high == clopper_pearson(1, 3, .9).high);
}

// By enumeration of all outcomes of small designs under rising shares, with steps where they hurt.
TEST_CASE("limits of an arm cover with the stated confidence at least, and the band covers all arms together") {
  const std::vector<std::vector<int>> designs{{5, 5, 5}, {2, 9, 4}, {1, 1, 1, 1, 1, 1, 1, 1}, {12, 1, 3}, {7, 7}};
  std::mt19937_64 random(53);
  double least = 1;
  for (const auto& n : designs)
    for (int run = 0; run < 12; ++run) {
      std::vector<double> p;
      for (std::size_t i = 0; i < n.size(); ++i) p.push_back(run == 0 ? .5 : run == 1 ? .02 : uniform(random, 0, 1));
      std::sort(p.begin(), p.end());
      if (run % 3 == 2) p.front() = 0, p.back() = 1;
      for (const double confidence : {.8, .95}) {
        const auto c = coverage(n, p, confidence);
        for (const double alone : c.alone) {
          CHECK(alone >= confidence - 1e-12);
          least = std::min(least, alone - confidence);
        }
        CHECK(c.together >= confidence - 1e-12);
      }
    }
  CHECK(least < .1);  // not by being far too wide
}

TEST_CASE("limits hold the estimate, and the band never falls") {
  std::mt19937_64 random(59);
  for (int run = 0; run < 300; ++run) {
    const auto steps = isotonic_of(random_arms(random), .95).curve.steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto& s = steps[i];
      CHECK((s.low <= s.value && s.value <= s.high));
      CHECK((s.band_low <= s.value && s.value <= s.band_high));
      if (i > 0) CHECK((s.value >= steps[i - 1].value && s.band_low >= steps[i - 1].band_low && s.band_high >= steps[i - 1].band_high));
    }
  }
}

TEST_CASE("nobody, everybody and one delay are curves too") {
  const auto nobody = isotonic_of({{1, 30, 0}, {2, 30, 0}}, .95);
  CHECK(nobody.is_fitted());
  CHECK(nobody.curve.steps[1].value == 0);
  CHECK(nobody.curve.steps[1].high == Approx(1 - std::pow(.025, 1.0 / 30)).epsilon(1e-12));
  CHECK(*nobody.loglik == 0);
  const auto everybody = isotonic_of({{1, 30, 30}, {2, 30, 30}}, .95);
  CHECK(everybody.curve.steps[0].value == 1);
  CHECK(*everybody.loglik == 0);
  CHECK(isotonic_of({{5, 9, 3}}, .95).is_fitted());
  CHECK(isotonic_of({}, .95).problem == FitProblem::too_few);
}

TEST_CASE("a hundred thousand delays of their own take well under a second") {
  std::mt19937_64 random(61);
  std::vector<DelayArm> arms;
  for (int i = 0; i < 100'000; ++i) arms.push_back({100 + i * .1, 1, uniform(random, 0, 1) < .04 + 2e-6 * i ? 1.0 : 0.0});
  const auto fit = isotonic_of(arms, .95);
  int held = 0;
  for (std::size_t i = 0; i < arms.size(); ++i) {
    const double p = .04 + 2e-6 * static_cast<double>(i);
    held += fit.curve.steps[i].band_low <= p && p <= fit.curve.steps[i].band_high ? 1 : 0;
  }
  CHECK(held == 100'000);
}
