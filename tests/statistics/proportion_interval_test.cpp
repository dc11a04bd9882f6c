#include "premortem/statistics/proportion_interval.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;

namespace {

struct Published {
  double events, trials;
  Interval clopper_pearson, wilson;
};

// Newcombe (1998), table I; 8 digits from R 4.2, binom.test and prop.test(correct = FALSE); hence 5e-9.
const std::vector<Published> published{
    {81, 263, {.25273675, .36762192}, {.25528852, .36620958}},
    {15, 148, {.05784401, .16165049}, {.06238640, .16048724}},
    {0, 20, {0, .16843347}, {0, .16112516}},
    {1, 29, {.00087265, .17764430}, {.00611321, .17175522}},
};
constexpr double half_a_digit = 5.1e-9;

void check_near(const Interval& found, const Interval& expected) {
  CHECK(std::abs(found.low - expected.low) < half_a_digit);
  CHECK(std::abs(found.high - expected.high) < half_a_digit);
}

using Method = Interval (*)(double, double, double);

/// Least probability, over p = .0005, .001, ..., .9995, that the interval holds p: by exact enumeration.
double least_coverage(Method method, int trials) {
  std::vector<Interval> intervals;
  for (int k = 0; k <= trials; ++k) intervals.push_back(method(k, trials, .95));
  double least = 1;
  for (int i = 1; i < 2000; ++i) {
    const double p = i / 2000.0;
    double covered = 0;
    for (int k = 0; k <= trials; ++k) {
      if (!intervals[k].contains(p)) continue;
      covered += binomial_cdf(trials, p, k) - binomial_cdf(trials, p, k - 1);
    }
    least = std::min(least, covered);
  }
  return least;
}

struct Counts {
  int events, trials;
};

Counts any_counts() {
  const int trials = *rc::gen::inRange(1, 5000);
  return {*rc::gen::inRange(0, trials + 1), trials};
}

double any_confidence() { return *rc::gen::inRange(1, 10000) / 10000.0; }

}  // namespace

TEST_CASE("Clopper-Pearson and Wilson agree with the published intervals") {
  for (const auto& row : published) {
    INFO(row.events << " of " << row.trials);
    check_near(clopper_pearson(row.events, row.trials, .95), row.clopper_pearson);
    check_near(wilson(row.events, row.trials, .95), row.wilson);
  }
}

TEST_CASE("no event in n trials leaves the one-sided limit 1 - alpha^(1/n)") {
  // Closed form, so to the accuracy of the quantile. 0 of 3000: .00099808; 299 trials certify less than 1%, 298 do not.
  for (const double n : {1.0, 30.0, 100.0, 300.0, 3000.0, 1e6}) {
    CHECK(clopper_pearson_upper(0, n, .95) == Approx(-std::expm1(std::log(1 - .95) / n)).epsilon(1e-12).margin(0));
  }
  CHECK(clopper_pearson_upper(0, 3000, .95) == Approx(.00099808).epsilon(5e-6));
  CHECK(clopper_pearson_upper(0, 300, .95) == Approx(.009936082).epsilon(1e-7));
  CHECK(clopper_pearson_upper(0, 299, .95) < .01);
  CHECK(clopper_pearson_upper(0, 298, .95) > .01);
}

TEST_CASE("Clopper-Pearson covers at least its nominal 95% for every p") {
  // R 4.2, enumeration: .9509, .9504; at least .95 is the certificate.
  CHECK(least_coverage(clopper_pearson, 50) == Approx(.9509).margin(5e-5));
  CHECK(least_coverage(clopper_pearson, 100) == Approx(.9504).margin(5e-5));
}

TEST_CASE("Wilson covers only .839 at its worst, which is why it certifies nothing") {
  // R 4.2, enumeration.
  CHECK(least_coverage(wilson, 50) == Approx(.839).margin(5e-4));
  CHECK(least_coverage(wilson, 100) == Approx(.861).margin(5e-4));
}

TEST_CASE("no event never bounds a proportion at 0, and only events never at 1") {
  CHECK(holds_for_all([] {
    const double n = *rc::gen::inRange(1, 1000000);
    const double confidence = any_confidence();
    RC_ASSERT(clopper_pearson(0, n, confidence).low == 0.0);
    RC_ASSERT(clopper_pearson(0, n, confidence).high > 0.0);
    RC_ASSERT(clopper_pearson(n, n, confidence).high == 1.0);
    RC_ASSERT(clopper_pearson(n, n, confidence).low < 1.0);
    RC_ASSERT(wilson(0, n, confidence).high > 0.0);
  }));
}

TEST_CASE("the observed rate lies inside its interval") {
  CHECK(holds_for_all([] {
    const auto [events, trials] = any_counts();
    const double confidence = std::max(.5, any_confidence());
    const double rate = static_cast<double>(events) / trials;
    RC_ASSERT(clopper_pearson(events, trials, confidence).contains(rate));
    RC_ASSERT(wilson(events, trials, confidence).high >= rate * (1 - 1e-15));
    RC_ASSERT(wilson(events, trials, confidence).low <= rate * (1 + 1e-15));
  }));
}

TEST_CASE("stricter confidence widens the interval") {
  CHECK(holds_for_all([] {
    const auto [events, trials] = any_counts();
    const double confidence = any_confidence();
    const double stricter = confidence + (1 - confidence) / 2;
    for (const Method method : {clopper_pearson, wilson}) {
      const Interval narrow = method(events, trials, confidence);
      const Interval wide = method(events, trials, stricter);
      RC_ASSERT(wide.low <= narrow.low);
      RC_ASSERT(wide.high >= narrow.high);
    }
  }));
}

TEST_CASE("more evidence at the same rate narrows the interval") {
  CHECK(holds_for_all([] {
    const auto [events, trials] = any_counts();
    const int times = *rc::gen::inRange(2, 6);
    const double confidence = std::max(.5, any_confidence());
    const Interval few = clopper_pearson(events, trials, confidence);
    const Interval many = clopper_pearson(times * events, times * trials, confidence);
    RC_ASSERT(many.high - many.low < few.high - few.low);
  }));
}

TEST_CASE("counting the other label turns the interval round") {
  CHECK(holds_for_all([] {
    const auto [events, trials] = any_counts();
    const double confidence = any_confidence();
    for (const Method method : {clopper_pearson, wilson}) {
      const Interval one = method(events, trials, confidence);
      const Interval other = method(trials - events, trials, confidence);
      RC_ASSERT(std::abs(one.low - (1 - other.high)) < 1e-14);
      RC_ASSERT(std::abs(one.high - (1 - other.low)) < 1e-14);
    }
  }));
}

TEST_CASE("counts that are no counts are refused") {
  for (const Method method : {clopper_pearson, wilson}) {
    CHECK_THROWS_AS(method(3, 2, .95), DomainError);
    CHECK_THROWS_AS(method(-1, 2, .95), DomainError);
    CHECK_THROWS_AS(method(.5, 2, .95), DomainError);
    CHECK_THROWS_AS(method(0, 0, .95), DomainError);
    CHECK_THROWS_AS(method(1, 2, 1), DomainError);
    CHECK_THROWS_AS(method(1, 2, std::numeric_limits<double>::quiet_NaN()), DomainError);
  }
  CHECK_THROWS_WITH(clopper_pearson(3, 2, .95), Catch::Contains("events=3, trials=2"));
}
