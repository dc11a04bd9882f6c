#include <catch2/catch.hpp>
#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/value_recall.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;

namespace {

double chance(int n, double p, int k) { return binomial_cdf(n, p, k) - binomial_cdf(n, p, k - 1); }

}  // namespace

// scipy 1.10: beta.ppf(.975, 4, 97) and beta.ppf(.975, 1, 50), weighted 1.4 and 6; hence 1e-12.
TEST_CASE("the certified value-weighted recall weighs each tier's limit by its known share of the value") {
  ValueTier small{100, 3, .7, 2, 2}, large{50, 0, .3, 20, 20};
  const auto constant = certified_value_recall(std::vector{small, large}, .05);
  CHECK(constant.missed_at_most[0] == Approx(0.08517605297428002).epsilon(1e-12));
  CHECK(constant.missed_at_most[1] == Approx(0.07112173646419764).epsilon(1e-12));
  CHECK(constant.at_least == Approx(0.9262193387906517).epsilon(1e-12));
  CHECK(constant.constant_values);
  small.highest = 3;  // values vary: the limit of the misses grows by 3/2
  const auto varying = certified_value_recall(std::vector{small, large}, .05);
  CHECK(varying.at_least == Approx(0.9181621445903819).epsilon(1e-12));
  CHECK_FALSE(varying.constant_values);
}

TEST_CASE("a tier that was not tested may miss all of its value") {
  const auto c = certified_value_recall(std::vector{ValueTier{1000, 0, .5, 1, 1}, ValueTier{0, 0, .5, 9, 9}}, .05);
  CHECK(c.missed_at_most[1] == 1);
  CHECK(c.at_least < .1);
  CHECK(certified_value_recall(std::vector{ValueTier{0, 0, 1, 1, 1}}, .05).at_least == 0);
}

TEST_CASE("one tier of constant value has the certified recall of the count") {
  CHECK(holds_for_all([] {
    const int n = *rc::gen::inRange(1, 500), missed = *rc::gen::inRange(0, n + 1);
    const auto c = certified_value_recall(
        std::vector{ValueTier{static_cast<std::uint64_t>(n), static_cast<std::uint64_t>(missed), 1, 5, 5}}, .1);
    RC_ASSERT(std::abs(c.at_least - (1 - clopper_pearson_upper(missed, n, .9))) < 1e-14);
  }));
}

TEST_CASE("the certified limit is above the truth no more often than delta, by enumeration of two tiers") {
  constexpr int n1 = 20, n2 = 8;
  constexpr double delta = .1;
  double worst = 0;
  const auto tiers = [](int k1, int k2) {
    return std::vector{ValueTier{n1, static_cast<std::uint64_t>(k1), .8, 1, 1},
                       ValueTier{n2, static_cast<std::uint64_t>(k2), .2, 4, 4}};
  };
  for (double m1 = .02; m1 < 1; m1 += .07)
    for (double m2 = .02; m2 < 1; m2 += .07) {
      const double truth = (.8 * (1 - m1) + .8 * (1 - m2)) / 1.6;
      double above = 0;
      for (int k1 = 0; k1 <= n1; ++k1)
        for (int k2 = 0; k2 <= n2; ++k2)
          if (certified_value_recall(tiers(k1, k2), delta).at_least > truth)
            above += chance(n1, m1, k1) * chance(n2, m2, k2);
      worst = std::max(worst, above);
    }
  CHECK(worst <= delta);
}

TEST_CASE("in a tier whose values vary, misses of the dearest items are within the limit") {
  // One in ten is worth 9, the others 1/9 each, so that the mean is 1; only dear ones are missed, with chance d.
  constexpr int n = 40;
  for (const double d : {.1, .5, 1.0}) {
    const double truth = 1 - .1 * 9 * d;
    double above = 0;
    for (int k = 0; k <= n; ++k)
      if (certified_value_recall(std::vector{ValueTier{n, static_cast<std::uint64_t>(k), 1, 1, 9}}, .1).at_least >
          truth)
        above += chance(n, .1 * d, k);
    CHECK(above <= .1);
    // Counted as if values were equal, the limit is nearly always wrong once dear ones are missed often.
    if (d < .5) continue;
    double as_if_equal = 0;
    for (int k = 0; k <= n; ++k)
      if (certified_value_recall(std::vector{ValueTier{n, static_cast<std::uint64_t>(k), 1, 1, 1}}, .1).at_least >
          truth)
        as_if_equal += chance(n, .1 * d, k);
    CHECK(as_if_equal > .8);
  }
}

TEST_CASE("tiers that cannot be are refused") {
  const ValueTier good{10, 1, 1, 1, 1};
  CHECK_THROWS_AS(certified_value_recall(std::vector<ValueTier>{}, .05), DomainError);
  CHECK_THROWS_AS(certified_value_recall(std::vector{good}, 0), DomainError);
  CHECK_THROWS_AS(certified_value_recall(std::vector{good, good}, .05), DomainError);
  CHECK_THROWS_AS(certified_value_recall(std::vector{ValueTier{10, 11, 1, 1, 1}}, .05), DomainError);
  CHECK_THROWS_AS(certified_value_recall(std::vector{ValueTier{10, 1, 1, 2, 1}}, .05), DomainError);
  CHECK_THROWS_AS(certified_value_recall(std::vector{ValueTier{10, 1, 1, 0, 1}}, .05), DomainError);
}
