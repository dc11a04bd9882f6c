#include "premortem/statistics/empirical_bounds.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;

namespace {

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// A distribution on [0, 1] that is unkind to a normal approximation: its quantile function and mean.
struct Hostile {
  const char* name;
  double (*quantile)(double u);
  double mean;
};

const std::vector<Hostile> hostile{
    {"almost never 1", [](double u) { return u < .999 ? 0.0 : 1.0; }, .001},
    {"almost always 1", [](double u) { return u < .01 ? 0.0 : 1.0; }, .99},
    {"two points", [](double u) { return u < .5 ? .25 : .75; }, .5},
    {"ties and a far value", [](double u) { return u < .95 ? .01 : 1.0; }, .95 * .01 + .05},
    {"square", [](double u) { return u * u; }, 1.0 / 3},
};

/// How many of `repetitions` intervals from n values hold the mean; fixed seed.
int covered(const Hostile& distribution, int n, int repetitions) {
  std::vector<double> u(n);
  int count = 0;
  for (int r = 0; r < repetitions; ++r) {
    fill_uniform({20, variable_id(distribution.name)}, static_cast<std::uint64_t>(r) * n, u);
    std::transform(u.begin(), u.end(), u.begin(), distribution.quantile);
    std::sort(u.begin(), u.end());
    count += anderson_mean(u, {0, 1}, .95).contains(distribution.mean);
  }
  return count;
}

std::vector<double> any_sorted(double low, double high) {
  const auto raw = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1001)));
  std::vector<double> values;
  for (const int i : raw) values.push_back(low + (high - low) * (i / 1000.0));
  std::sort(values.begin(), values.end());
  return values;
}

}  // namespace

TEST_CASE("the half-width of the band is sqrt(ln(2/alpha)/(2n))") {
  // Closed form with Massart's constant, 9 digits.
  CHECK(dkw_half_width(100, .95) == Approx(.135810152).epsilon(5e-9));
  CHECK(dkw_half_width(1000, .95) == Approx(.042946941).epsilon(2e-8));
}

TEST_CASE("the median of 100 values lies between ranks 40 and 61 with .96480") {
  // R 4.2: qbinom(.025, 100, .5) = 40, 1 - 2 pbinom(39, 100, .5) = .9647998.
  const QuantileRanks ranks = quantile_ranks(100, .5, .95);
  CHECK(ranks.low == 40);
  CHECK(ranks.high == 61);
  CHECK(ranks.coverage == Approx(.9647998).margin(5e-8));
}

TEST_CASE("59, 93 and 124 values bound the 95th percentile at 95% by their first, second and third greatest") {
  // Wilks (1941): the least n with P(Binomial(n, .05) >= order) >= .95; 99/95 needs 299.
  const auto enough = [](double n, double beyond, int order) { return binomial_survival(n, beyond, order - 1) >= .95; };
  CHECK((enough(59, .05, 1) && !enough(58, .05, 1)));
  CHECK((enough(93, .05, 2) && !enough(92, .05, 2)));
  CHECK((enough(124, .05, 3) && !enough(123, .05, 3)));
  CHECK((enough(299, .01, 1) && !enough(298, .01, 1)));
}

TEST_CASE("the upper rank of the 95th percentile is finite once .95^n is at most the tail") {
  // Two-sided 90% leaves .05 above: .95^59 = .0485, .95^58 = .0510.
  CHECK(quantile_ranks(59, .95, .90).high == 59);
  CHECK(quantile_ranks(58, .95, .90).high == 59);  // n + 1: no finite limit
  CHECK(quantile_ranks(5, .5, .95).low == 0);
}

TEST_CASE("the ranks keep their confidence and are not needlessly wide") {
  CHECK(holds_for_all([] {
    const long n = *rc::gen::inRange(1, 3000);
    const double p = *rc::gen::inRange(1, 1000) / 1000.0;
    const double confidence = *rc::gen::inRange(1, 1000) / 1000.0;
    const QuantileRanks ranks = quantile_ranks(n, p, confidence);
    const auto size = static_cast<double>(n);
    const double tail = (1 - confidence) / 2;
    RC_ASSERT(ranks.coverage >= confidence - 1e-12);
    RC_ASSERT(ranks.low < ranks.high);
    RC_ASSERT(binomial_cdf(size, p, static_cast<double>(ranks.low)) > tail);
    RC_ASSERT(ranks.high == 1 || binomial_survival(size, p, static_cast<double>(ranks.high) - 2) > tail);
  }));
}

TEST_CASE("the certified mean covers on hostile distributions") {
  // At least the nominal 95% of 2,000 repetitions; the bound is conservative, so no allowance is made.
  for (const auto& distribution : hostile) {
    for (const int n : {5, 30, 200}) {
      INFO(distribution.name << ", n = " << n);
      CHECK(covered(distribution, n, 2000) >= 1900);
    }
  }
}

TEST_CASE("the certified mean covers at least its nominal 95% by enumeration of yes/no values") {
  // Values 0 and 1: the interval depends on the count of ones alone, so coverage is a sum over a binomial.
  constexpr int n = 40;
  std::vector<Interval> intervals;
  for (int ones = 0; ones <= n; ++ones) {
    std::vector<double> values(n, 0.0);
    std::fill(values.end() - ones, values.end(), 1.0);
    intervals.push_back(anderson_mean(values, {0, 1}, .95));
  }
  for (int i = 1; i < 1000; ++i) {
    const double p = i / 1000.0;
    double sum = 0;
    for (int k = 0; k <= n; ++k) {
      if (intervals[k].contains(p)) sum += binomial_cdf(n, p, k) - binomial_cdf(n, p, k - 1);
    }
    REQUIRE(sum >= .95);
  }
}

TEST_CASE("the certified mean is never wider than Hoeffding's interval and holds the sample mean") {
  CHECK(holds_for_all([] {
    const double low = *rc::gen::inRange(-100, 100);
    const double high = low + *rc::gen::inRange(1, 1000);
    const auto values = any_sorted(low, high);
    const Interval bound = anderson_mean(values, {low, high}, .95);
    const double reach = (high - low) * dkw_half_width(static_cast<double>(values.size()), .95);
    const double mean = mean_of(values);
    const double rounding = 1e-13 * (std::abs(low) + std::abs(high));
    RC_ASSERT(bound.low >= std::max(low, mean - reach) - rounding);
    RC_ASSERT(bound.high <= std::min(high, mean + reach) + rounding);
    RC_ASSERT(bound.low <= mean + rounding);
    RC_ASSERT(bound.high >= mean - rounding);
  }));
}

TEST_CASE("another unit scales the certified mean, bit for bit") {
  CHECK(holds_for_all([] {
    auto values = any_sorted(-3, 50);
    const Interval one = anderson_mean(values, {-3, 50}, .9);
    for (double& x : values) x *= 8;
    const Interval eight = anderson_mean(values, {-24, 400}, .9);
    RC_ASSERT(eight.low == 8 * one.low);
    RC_ASSERT(eight.high == 8 * one.high);
  }));
}

TEST_CASE("a missing hard limit leaves that side unbounded") {
  const std::vector<double> values{1, 2, 3};
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(anderson_mean(values, {0, infinity}, .95).high == infinity);
  CHECK(anderson_mean(values, {0, infinity}, .95).low >= 0);
}

TEST_CASE("values out of order, out of limits or missing are refused") {
  const std::vector<double> values{1, 2, 3};
  const std::vector<double> unsorted{2, 1};
  const std::vector<double> with_nan{1, std::numeric_limits<double>::quiet_NaN()};
  CHECK_THROWS_AS(anderson_mean({}, {0, 1}, .95), DomainError);
  CHECK_THROWS_AS(anderson_mean(values, {0, 2}, .95), DomainError);
  CHECK_THROWS_AS(anderson_mean(values, {1.5, 4}, .95), DomainError);
  CHECK_THROWS_AS(anderson_mean(unsorted, {0, 4}, .95), DomainError);
  CHECK_THROWS_AS(anderson_mean(with_nan, {0, 4}, .95), DomainError);
  CHECK_THROWS_AS(quantile_ranks(0, .5, .95), DomainError);
  CHECK_THROWS_AS(quantile_ranks(10, 1, .95), DomainError);
  CHECK_THROWS_AS(dkw_half_width(0, .95), DomainError);
}
