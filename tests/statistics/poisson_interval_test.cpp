#include "premortem/statistics/poisson_interval.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;

TEST_CASE("Garwood's interval agrees with published values") {
  // R 4.2, poisson.test(k)$conf.int, 7 digits.
  CHECK(garwood(0, 1, .95).low == 0);
  CHECK(garwood(0, 1, .95).high == Approx(3.688879).margin(5e-7));
  CHECK(garwood(0, 1, .90).high == Approx(2.995732).margin(5e-7));  // one-sided 95%
  CHECK(garwood(1, 1, .95).low == Approx(.025318).margin(5e-7));
  CHECK(garwood(1, 1, .95).high == Approx(5.571643).margin(5e-7));
  CHECK(garwood(10, 1, .95).low == Approx(4.795389).margin(5e-7));
  CHECK(garwood(10, 1, .95).high == Approx(18.390356).margin(5e-7));
}

TEST_CASE("Garwood's interval covers at least its nominal 95% for every rate") {
  constexpr int most_events = 120;  // P(X > 120) is below 1e-15 for the means below
  std::vector<Interval> intervals;
  for (int k = 0; k <= most_events; ++k) intervals.push_back(garwood(k, 1, .95));
  for (double mean = .01; mean < 50; mean += .0371) {
    double covered = 0;
    for (int k = 0; k <= most_events; ++k) {
      if (intervals[k].contains(mean)) covered += poisson_cdf(mean, k) - poisson_cdf(mean, k - 1);
    }
    INFO("mean " << mean);
    CHECK(covered >= .95);
  }
}

TEST_CASE("twice the exposure halves the rate, bit for bit") {
  CHECK(holds_for_all([] {
    const double events = *rc::gen::inRange(0, 100000);
    const double exposure = *rc::gen::inRange(1, 1000000) / 64.0;
    const Interval one = garwood(events, exposure, .95);
    const Interval two = garwood(events, 2 * exposure, .95);
    RC_ASSERT(two.low == one.low / 2);
    RC_ASSERT(two.high == one.high / 2);
  }));
}

TEST_CASE("the observed rate lies inside and stricter confidence widens") {
  CHECK(holds_for_all([] {
    const double events = *rc::gen::inRange(0, 1000000);
    const double confidence = *rc::gen::inRange(5000, 10000) / 10000.0;
    const Interval narrow = garwood(events, 1, confidence);
    const Interval wide = garwood(events, 1, (1 + confidence) / 2);
    RC_ASSERT(narrow.contains(events));
    RC_ASSERT(narrow.high > 0);
    RC_ASSERT(wide.low <= narrow.low);
    RC_ASSERT(wide.high > narrow.high);
  }));
}

TEST_CASE("events that are no count and exposure that is none are refused") {
  CHECK_THROWS_AS(garwood(-1, 1, .95), DomainError);
  CHECK_THROWS_AS(garwood(1.5, 1, .95), DomainError);
  CHECK_THROWS_AS(garwood(1, 0, .95), DomainError);
  CHECK_THROWS_AS(garwood(1, 1, 0), DomainError);
}
