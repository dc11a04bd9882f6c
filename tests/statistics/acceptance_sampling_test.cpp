#include "premortem/statistics/acceptance_sampling.hpp"

#include <catch2/catch.hpp>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"

using namespace premortem;

// Wilks (1941): 95/95 tolerance limits by the first, second and third order statistic; 99/95: 299.
TEST_CASE("the trials needed are Wilks' numbers") {
  CHECK(trials_needed(0, .05, .05) == 59);
  CHECK(trials_needed(1, .05, .05) == 93);
  CHECK(trials_needed(2, .05, .05) == 124);
  CHECK(trials_needed(0, .01, .05) == 299);
}

TEST_CASE("one trial fewer lets one event fewer pass") {
  CHECK(acceptance_number(59, .05, .05) == 0.0);
  CHECK_FALSE(acceptance_number(58, .05, .05));
  CHECK(acceptance_number(93, .05, .05) == 1.0);
  CHECK(acceptance_number(92, .05, .05) == 0.0);
  CHECK_FALSE(acceptance_number(0, .5, .5));
}

TEST_CASE("the acceptance number is where the one-sided Clopper-Pearson limit crosses the limit") {
  CHECK(holds_for_all([] {
    const double trials = *rc::gen::inRange(1, 3000), limit = *rc::gen::inRange(1, 1000) / 1000.0;
    const double delta = *rc::gen::inRange(1, 500) / 1000.0;
    const auto most = acceptance_number(trials, limit, delta);
    if (most) RC_ASSERT(clopper_pearson_upper(*most, trials, 1 - delta) <= limit * (1 + 1e-9));
    RC_ASSERT(clopper_pearson_upper(most ? *most + 1 : 0, trials, 1 - delta) > limit * (1 - 1e-9));
  }));
}

TEST_CASE("trials needed at a rate are the fewest that a search over all counts finds") {
  for (const double limit : {.1, .3, .5})
    for (const double rate : {.0, .02, .05, .2, .35}) {
      if (rate >= limit) {
        CHECK_FALSE(trials_needed_at_rate(rate, limit, .05));
        continue;
      }
      double fewest = 0;
      for (double n = 1; fewest == 0; ++n)
        if (binomial_cdf(n, limit, std::ceil(rate * n - 1e-9)) <= .05) fewest = n;
      INFO("rate " << rate << " limit " << limit);
      CHECK(trials_needed_at_rate(rate, limit, .05) == fewest);
    }
}

TEST_CASE("a rate that is almost the limit needs more trials than anybody has") {
  CHECK(trials_needed_at_rate(.0499, .05, .05).value() > 1e7);
  CHECK_FALSE(trials_needed_at_rate(.05 * (1 - 1e-9), .05, .05));
}

TEST_CASE("what is no test is refused") {
  CHECK_THROWS_AS(acceptance_number(10, 0, .05), DomainError);
  CHECK_THROWS_AS(acceptance_number(10.5, .1, .05), DomainError);
  CHECK_THROWS_AS(trials_needed(-1, .1, .05), DomainError);
  CHECK_THROWS_AS(trials_needed(0, .1, 1), DomainError);
  CHECK_THROWS_AS(trials_needed_at_rate(1.1, .1, .05), DomainError);
}
