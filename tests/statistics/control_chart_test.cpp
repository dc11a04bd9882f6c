#include "premortem/statistics/control_chart.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

CheckLaw normal(double mean) { return NormalCheck{mean}; }
double arl(const ControlChart& chart, const CheckLaw& law) { return mean(run_length(chart, law)); }

struct Known {
  double shift, arl;
};

// R 4.2, package spc: xcusum.arl(k=.5, h=4, mu, sided="two"); Montgomery's table, recomputed.
TEST_CASE("a two-sided CUSUM has its published run lengths") {
  const auto known = GENERATE(Known{0, 167.684}, Known{.25, 74.224}, Known{.5, 26.630}, Known{.75, 13.285}, Known{1, 8.3831}, Known{1.5, 4.7472},
                              Known{2, 3.3428}, Known{2.5, 2.6195}, Known{3, 2.1945}, Known{4, 1.7085});
  CHECK(arl(CusumChart{.5, 4, Sides::two}, normal(known.shift)) == Approx(known.arl).epsilon(3e-5));
}

// spc: xcusum.arl(k=.5, h=4, mu, sided="one").
TEST_CASE("a one-sided CUSUM has the run lengths of the integral equation, to eight digits") {
  const auto known = GENERATE(Known{0, 335.367578}, Known{.5, 26.679162}, Known{1, 8.383202}, Known{2, 3.342770});
  CHECK(arl(CusumChart{.5, 4}, normal(known.shift)) == Approx(known.arl).epsilon(2e-7));
}

// spc: xcusum.crit(k=.5, L0): the limit whose average run length is L0.
TEST_CASE("limits for stated run lengths are those of the literature") {
  const auto known = GENERATE(Known{2.8494058, 100}, Known{4.0822216, 365}, Known{4.3891297, 500}, Known{5.0707039, 1000});
  CHECK(arl(CusumChart{.5, known.shift}, normal(0)) == Approx(known.arl).epsilon(1e-7));
}

/// Brook & Evans (1972): states of equal width t on [0, h] with half a cell at 0, the value of a cell at its middle.
double brook_evans(double k, double h, double shift, int t) {
  const double width = 2 * h / (2 * t - 1);
  std::vector<std::vector<double>> a(static_cast<std::size_t>(t), std::vector<double>(static_cast<std::size_t>(t) + 1, 1.0));
  const auto below = [&](double x) { return 0.5 * std::erfc(-(x + k - shift) / std::sqrt(2.0)); };
  for (int i = 0; i < t; ++i)
    for (int j = 0; j < t; ++j) {
      const double p = j == 0 ? below(width * (0.5 - i)) : below(width * (j - i + 0.5)) - below(width * (j - i - 0.5));
      a[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = (i == j ? 1 : 0) - p;
    }
  for (std::size_t c = 0; c < a.size(); ++c)  // Gauss-Jordan; the matrix is diagonally dominant
    for (std::size_t r = 0; r < a.size(); ++r) {
      if (r == c) continue;
      const double f = a[r][c] / a[c][c];
      for (std::size_t x = c; x <= a.size(); ++x) a[r][x] -= f * a[c][x];
    }
  return a[0].back() / a[0][0];
}

// Brook & Evans (1972), Biometrika 59, k = .5, h = 3: 113.4739, 116.6321, 117.4493, 117.5598 with 5, 10, 25, 50 states.
TEST_CASE("integral equation and Markov chain agree, the chain with more states the more") {
  CHECK(brook_evans(.5, 3, 0, 5) == Approx(113.4739).epsilon(1e-6));
  CHECK(brook_evans(.5, 3, 0, 10) == Approx(116.6321).epsilon(1e-6));
  CHECK(brook_evans(.5, 3, 0, 25) == Approx(117.4493).epsilon(1e-6));
  CHECK(brook_evans(.5, 3, 0, 50) == Approx(117.5598).epsilon(1e-6));
  CHECK(arl(CusumChart{.5, 3}, normal(0)) == Approx(117.5957).epsilon(1e-6));
  CHECK(arl(CusumChart{.5, 3}, normal(1.5)) == Approx(3.7491).epsilon(2e-5));
  for (const double shift : {0.0, 0.5, 1.0}) CHECK(arl(CusumChart{.5, 3}, normal(shift)) == Approx(brook_evans(.5, 3, shift, 200)).epsilon(1e-4));
}

// spc: xewma.arl(l, c, mu, sided="two").
TEST_CASE("a two-sided EWMA has its published run lengths") {
  const auto fast = GENERATE(Known{0, 499.906}, Known{.5, 88.795}, Known{1, 17.477}, Known{2, 3.628});
  CHECK(arl(EwmaChart{.5, 3.071, Sides::two}, normal(fast.shift)) == Approx(fast.arl).epsilon(2e-4));
  const auto slow = GENERATE(Known{0, 499.580}, Known{.5, 31.297}, Known{1, 10.331}, Known{2, 4.362});
  CHECK(arl(EwmaChart{.1, 2.814, Sides::two}, normal(slow.shift)) == Approx(slow.arl).epsilon(1e-4));
}

// spc: xewma.arl.prerun(l=.1, c=2.814, estimated="mu", size=n): the mean run length over baselines estimated from n values.
// Its quadrature leaves the third digit open at n = 50: 317.27 there, 317.49 by 800 trapezoids.
TEST_CASE("a baseline from few values shortens the run length as published") {
  for (const auto& [n, expected] : {std::pair{50.0, 317.27}, std::pair{100.0, 370.23}, std::pair{500.0, 456.45}}) {
    double sum = 0, weights = 0;
    for (int i = -80; i <= 80; ++i) {
      const double z = i * 0.1, weight = std::exp(-z * z / 2);
      sum += weight * arl(EwmaChart{.1, 2.814, Sides::two}, normal(z / std::sqrt(n)));
      weights += weight;
    }
    CHECK(sum / weights == Approx(expected).epsilon(1e-3));
  }
}

// Lucas (1985), recomputed as an exact integer chain; fires at >= h.
TEST_CASE("a Poisson CUSUM has its exact run lengths") {
  const auto known = GENERATE(Known{.25, 438.1249995}, Known{.5, 39.913768}, Known{1, 14.155126});
  CHECK(arl(CusumChart{.25, 10}, poisson_check(known.shift)) == Approx(known.arl).epsilon(5e-8));
}

// Reynolds & Stoumbos (1999), p0 = .01, m = 69.
TEST_CASE("a Bernoulli CUSUM has its exact run lengths") {
  CHECK(arl(CusumChart{1.0 / 69, 3}, binomial_check(1, .01)) == Approx(2300.7431).epsilon(1e-7));
  CHECK(arl(CusumChart{1.0 / 69, 3}, binomial_check(1, .0201423574)) == Approx(368.0898).epsilon(1e-6));
}

// Wald's test of .01 against .10, alpha = .05, beta = .10, enumerated: accepts with .977953 after 30.2127 trials on average, so
// that begun anew after each acceptance it fires every 30.2127 / (1 - .977953) trials.
TEST_CASE("a repeated sequential test has its exact run length") {
  const double odds = std::log(.1 * .99 / (.01 * .9)), slope = std::log(.99 / .9) / odds;
  const double accept = std::log(.95 / .10) / odds, reject = std::log(.90 / .05) / odds;
  CHECK(accept == Approx(.9388616).epsilon(1e-6));
  CHECK(reject == Approx(1.2053786).epsilon(1e-6));
  CHECK(slope == Approx(.0397474).epsilon(1e-5));
  CHECK(arl(SprtChart{slope, accept, reject}, binomial_check(1, .01)) == Approx(30.2127 / (1 - .977953)).epsilon(3e-5));
}

// spc: xgrsr.crit(k=.5, L0=500), which holds log R at 0 from below; without that floor the same limit gives 546.9.
TEST_CASE("Shiryaev-Roberts has spc's run lengths with spc's floor, and longer ones without") {
  const ShiryaevRobertsChart held{1, 5.7236927, 0}, free{1, 5.7236927};
  CHECK(arl(held, normal(0)) == Approx(500).epsilon(1e-4));
  CHECK(arl(held, normal(1)) == Approx(9.86803).epsilon(1e-5));
  CHECK(mean(run_length_after(held, normal(0), normal(1))) == Approx(8.32210).epsilon(2e-5));
  // scipy 1.10: the same integral equation with the floor at -6, 200 nodes: 546.9131602
  CHECK(arl(free, normal(0)) == Approx(546.9131602).epsilon(1e-7));
}

TEST_CASE("Shiryaev-Roberts fires no sooner by chance than its limit says, on average") {
  for (const double a : {20.0, 100.0, 500.0})
    for (const double shift : {0.3, 1.0, 2.0}) CHECK(arl(ShiryaevRobertsChart{shift, std::log(a)}, normal(0)) >= a);
}

TEST_CASE("the delay of a CUSUM has its published quantiles, and creeping changes their run length") {
  const auto delay = run_length(CusumChart{.5, 4}, normal(1));
  CHECK(quantile(delay, .5) == 7);
  CHECK(quantile(delay, .9) == 14);
  CHECK(quantile(delay, .95) == 17);
  // spc: xDcusum.arl(k=.5, h=4, delta=.05, sided="one")
  CHECK(mean(run_length_along(CusumChart{.5, 4}, [](long n) { return CheckLaw(NormalCheck{.05 * static_cast<double>(n)}); }, 2'000)) == Approx(18.16395).epsilon(1e-6));
}

// p = .05: (1 - p^m) / (p^m (1 - p)); m / p; 1 - P(Bin(60, .05) <= 4) by scipy.
TEST_CASE("rules that count exceedances have their closed forms") {
  const double limit = 1.6448536269514722;  // passed with probability .05
  CHECK(arl(ConsecutiveChart{2, limit}, normal(0)) == Approx(420).epsilon(1e-10));
  CHECK(arl(ConsecutiveChart{3, limit}, normal(0)) == Approx(8420).epsilon(1e-10));
  CHECK(arl(CumulativeChart{5, limit}, normal(0)) == Approx(100).epsilon(1e-10));
  CHECK(fired_within(run_length(CumulativeChart{5, limit}, normal(0)), 60) == Approx(.1803).epsilon(1e-3));
  CHECK(fired_within(run_length(BatchChart{5, 60, limit}, normal(0)), 60) == Approx(.1803).epsilon(1e-3));
}

TEST_CASE("a batch that may fail as often as it measures never ends, and one of single checks is a threshold") {
  CHECK(arl(BatchChart{1, 1, 1.5}, normal(0)) == Approx(arl(ConsecutiveChart{1, 1.5}, normal(0))).epsilon(1e-10));
  const double in_batches = arl(BatchChart{3, 50, 1.5}, normal(0)), without_end = arl(CumulativeChart{3, 1.5}, normal(0));
  CHECK(in_batches >= without_end);
}

TEST_CASE("a window of one check is a threshold, and a longer one fires at sums") {
  const auto law = poisson_check(.7);
  CHECK(arl(WindowChart{1, 4}, law) == Approx(arl(ConsecutiveChart{1, 4}, law)).epsilon(1e-12));
  CHECK(arl(WindowChart{5, 4}, law) < arl(WindowChart{3, 4}, law));
  // Two events within two checks, each check an event with p = .1: (1 - p^2) / (p^2 (1 - p)), as for two running.
  CHECK(arl(WindowChart{2, 2}, binomial_check(1, .1)) == Approx(110).epsilon(1e-10));
}

TEST_CASE("charts refuse laws they cannot have") {
  CHECK_THROWS_AS(run_length(WindowChart{2, 2}, normal(0)), DomainError);
  CHECK_THROWS_AS(run_length(CusumChart{.5, 4, Sides::two}, poisson_check(1)), DomainError);
  CHECK_THROWS_AS(run_length(ShiryaevRobertsChart{1, 3}, poisson_check(1)), DomainError);
  CHECK_THROWS_AS(run_length(CusumChart{.5, 0}, normal(0)), DomainError);
  CHECK_THROWS_AS(run_length(WindowChart{30, 30}, poisson_check(1)), Refusal);
  CHECK_THROWS_AS(run_length(BurnRateChart{10, 2, 5, 2}, poisson_check(1)), DomainError);
}

TEST_CASE("a fraction is found where a decimal stands for one") {
  const auto is = [](double x, long largest, long p, long q) {
    const auto f = nearest_fraction(x, largest);
    CHECK((f.numerator == p && f.denominator == q));
  };
  is(0.25, 1000, 1, 4);
  is(1.0 / 69, 1000, 1, 69);
  is(0.0144927536, 1000, 1, 69);
  is(-0.5, 10, -1, 2);
  is(3.14159265, 150, 355, 113);
  is(7, 1000, 7, 1);
  is(0.39, 5, 2, 5);
  is(0.39, 4, 1, 3);
}

}  // namespace
}  // namespace premortem
