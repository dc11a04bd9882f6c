#include "premortem/models/first_passage.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/gauss_legendre.hpp"

namespace premortem {
namespace {

const PassagePath weekly{.margin = .04, .drift = .002, .volatility = .004};

/// The share of simulated paths that are beyond at a check by the n-th; 3 standard errors at 200,000 paths are at most .0034.
double simulated(const PassagePath& p, int checks) {
  std::mt19937_64 bits(20260101);
  std::normal_distribution<double> normal;
  constexpr int paths = 200'000;
  int passed = 0;
  const double step = p.volatility * std::sqrt(p.check_every);
  for (int i = 0; i < paths; ++i) {
    const double u = normal(bits), level = p.level_error * u;
    const double slope = p.level_error > 0 ? p.level_drift_covariance / p.level_error : 0;
    const double drift = p.drift + slope * u + std::sqrt(p.drift_error * p.drift_error - slope * slope) * normal(bits);
    double at = level;
    bool beyond = at >= p.margin;
    for (int k = 0; k < checks && !beyond; ++k) at += drift * p.check_every + step * normal(bits), beyond = at >= p.margin;
    passed += beyond;
  }
  return passed / static_cast<double>(paths);
}

}  // namespace

// Inverse Gaussian of mean a/mu and shape (a/sigma)^2, Cox & Miller (1965) 5.7, by mpmath at 50 digits.
TEST_CASE("a first passage watched all the time is inverse Gaussian") {
  const PassagePath p{.margin = 10, .drift = 1, .volatility = 2};
  CHECK(passed_by(p, 5) == Approx(.1908617552).margin(6e-11));
  CHECK(passed_by(p, 10) == Approx(.6161631472).margin(6e-11));
  CHECK(passed_by(p, 20) == Approx(.9273092779).margin(6e-11));
  CHECK(*passage_quantile(p, .05, 1000) == Approx(3.27934).margin(6e-6));
  CHECK(*passage_quantile(p, .5, 1000) == Approx(8.36558).margin(6e-6));
  CHECK(*passage_quantile(p, .95, 1000) == Approx(22.29063).margin(6e-6));
  CHECK(passed_by(p, 7) == Approx(inverse_gaussian_cdf(10, 25, 7)).epsilon(1e-12));
}

// The same formulas for a metric that loses .002 a week, by mpmath at 50 digits.
TEST_CASE("a floor .04 below is passed when the inverse Gaussian says, and is stood below less often than it was ever passed") {
  CHECK(*passage_quantile(weekly, .1, 1000) == Approx(10.5217).margin(6e-5));
  CHECK(*passage_quantile(weekly, .5, 1000) == Approx(18.2043).margin(6e-5));
  CHECK(*passage_quantile(weekly, .9, 1000) == Approx(31.7672).margin(6e-5));
  CHECK(passed_by(weekly, 12) == Approx(.1666134).margin(6e-8));
  CHECK(passed_by(weekly, 16) == Approx(.3833763).margin(6e-8));
  CHECK(beyond_at(weekly, 12) == Approx(.1241065).margin(6e-8));
}

TEST_CASE("an uncertain drift makes early and late passages likelier") {
  auto p = weekly;
  p.drift_error = .0008;
  CHECK(passed_by(p, 12) == Approx(.2120740).margin(6e-8));
  CHECK(passed_by(p, 16) == Approx(.4080125).margin(6e-8));
  CHECK(passed_by(p, 20) == Approx(.5647793).margin(6e-8));
  CHECK(passed_by(p, 30) == Approx(.7842098).margin(6e-8));
}

// Exact .1363 and .3384 by propagating the density between checks; a barrier merely shifted by b gives .1263 and .3261.
TEST_CASE("weekly checks see fewer passages, by the formula and nearly by the exact chain") {
  auto p = weekly;
  p.check_every = 1;
  CHECK(passed_by(p, 12) == Approx(.13836).margin(6e-6));
  CHECK(passed_by(p, 16) == Approx(.34122).margin(6e-6));
  CHECK(passed_by(p, 12) == Approx(.1363).margin(.004));
  CHECK(passed_by(p, 16) == Approx(.3384).margin(.004));
  CHECK(passed_by(p, 12.9) == passed_by(p, 12));
  CHECK(passed_by(p, .9) == 0);
  CHECK(passed_by(p, 1) == beyond_at(p, 1));  // the first check is exact
  CHECK(*passage_quantile(p, .3, 100) == 16);
}

TEST_CASE("checks with uncertain level and drift agree with brute force") {
  PassagePath p{.margin = .03, .drift = .002, .volatility = .004, .drift_error = .001, .check_every = 1, .level_error = .006, .level_drift_covariance = 3e-6};
  for (const int checks : {4, 13, 26}) {
    INFO("checks " << checks);
    CHECK(passed_by(p, checks) == Approx(simulated(p, checks)).margin(.0075));  // .004 of the formula, .0034 of the simulation
  }
}

// Nodes on 8 standard errors of the drift, of the formula for a known drift.
TEST_CASE("the closed form for an uncertain drift is the average over the drift") {
  for (const double every : {0.0, 1.0})
    for (const double t : {3.0, 12.0, 40.0}) {
      PassagePath p{.margin = .04, .drift = .001, .volatility = .004, .drift_error = .0015, .check_every = every}, known = p;
      known.drift_error = 0;
      double mean = 0;
      for (const auto& node : gauss_legendre(80, -8, 8)) {
        known.drift = p.drift + node.at * p.drift_error;
        mean += node.weight * normal_density(0, 1, node.at) * passed_by(known, t);
      }
      CHECK(passed_by(p, t) == Approx(mean).margin(1e-10));
    }
}

TEST_CASE("without volatility a path is a line, and without any doubt it passes at margin over drift") {
  const PassagePath line{.margin = .04, .drift = .002};
  CHECK(passed_by(line, 19.99) == 0);
  CHECK(passed_by(line, 20.01) == 1);
  CHECK(*passage_quantile(line, .5, 100) == Approx(20).epsilon(1e-12));
  const PassagePath doubtful{.margin = .04, .drift = .002, .drift_error = .001};
  CHECK(passed_by(doubtful, 20) == Approx(.5).epsilon(1e-14));
  auto nearly = doubtful;
  nearly.volatility = 1e-9;
  CHECK(passed_by(nearly, 15) == Approx(passed_by(doubtful, 15)).margin(1e-6));
  CHECK_FALSE(passage_quantile(PassagePath{.margin = 1, .drift = -1}, .1, 1e6));
}

TEST_CASE("first passages fall in time by no more than the error of the formula, stay in [0, 1], and are at least as likely as to be beyond at a check", "[property]") {
  CHECK(holds_for_all([](unsigned a, int m, unsigned sigma, unsigned s, unsigned l, unsigned every) {
    PassagePath p{.margin = a % 100 / 1000.0, .drift = m % 100 / 1e4, .volatility = sigma % 60 / 1e3, .drift_error = s % 30 / 1e4, .check_every = every % 4 / 1.0, .level_error = l % 20 / 1e3};
    double before = 0;
    for (double t = 0; t <= 60; t += 6) {
      const double now = passed_by(p, t);
      RC_ASSERT(now >= before - (p.check_every > 0 ? 1e-3 : 1e-9));
      RC_ASSERT(now <= 1);
      if (p.check_every == 0 || std::fmod(t, p.check_every) == 0) RC_ASSERT(now >= beyond_at(p, t) - 1e-3);  // nodes of the level
      before = now;
    }
  }));
}

TEST_CASE("what is not finite or negative where it may not be is refused") {
  CHECK_THROWS_AS(passed_by({.margin = NAN, .drift = 1, .volatility = 1}, 1), DomainError);
  CHECK_THROWS_AS(passed_by({.margin = 1, .drift = 1, .volatility = -1}, 1), DomainError);
  CHECK_THROWS_AS(beyond_at(weekly, -1), DomainError);
  CHECK_THROWS_AS(passage_quantile(weekly, 1, 10), DomainError);
}

}  // namespace premortem
