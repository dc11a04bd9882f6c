#include "premortem/models/feedback_loop.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

double share(int least, int most) { return *rc::gen::inRange(least, most) / 1000.0; }

}  // namespace

// By hand, in fractions: 1/10 -> 1/10 + 1/2 x 9/100 = 29/200 -> 29/200 + 1/2 x 4959/40000 = 16559/80000.
TEST_CASE("a bias of a tenth with a gain of one half grows as exact fractions do") {
  const auto path = feedback_path({.1, .5}, 2);
  REQUIRE(path.size() == 3);
  CHECK(path[1] == Approx(29.0 / 200).epsilon(1e-15));
  CHECK(path[2] == Approx(16559.0 / 80000).epsilon(1e-15));
  CHECK(*limit_round({.1, .5}, .2).round == 2);
  CHECK(*limit_round({.1, .5}, .145001).round == 2);
  CHECK(*limit_round({.1, .5}, .144).round == 1);
  CHECK(*limit_round({.1, .5}, .05).round == 0);
}

// With a gain of 1, 1 - b(n) = (1 - b(0))^(2^n) exactly.
TEST_CASE("a gain of 1 squares what is left unbiased") {
  const auto path = feedback_path({.01, 1}, 10);
  for (int n = 0; n <= 10; ++n) CHECK(1 - path[static_cast<std::size_t>(n)] == Approx(std::pow(.99, std::pow(2, n))).epsilon(1e-10));
  CHECK(*limit_round({.01, 1}, .5).round == 7);  // .99^64 = .526, .99^128 = .276
}

TEST_CASE("without a gain the limit is never crossed, unless it is from the beginning") {
  const auto never = limit_round({.1, 0}, .2);
  CHECK_FALSE(never.round);
  CHECK(never.why.find("never") == 0);
  CHECK(*limit_round({.3, 0}, .2).round == 0);
  CHECK_FALSE(limit_round({.2, 0}, .2).round);  // reached and not crossed
  CHECK(limit_round({.1, 1e-9}, .2).why == "not within 1000000 rounds");
}

TEST_CASE("the path never falls, stays below 1, and the odds grow by 1 + gain to 1 / (1 - gain) a round") {
  CHECK(holds_for_all([] {
    const FeedbackLoop loop{share(1, 900), share(0, 900)};
    const auto path = feedback_path(loop, 10);
    for (std::size_t n = 0; n + 1 < path.size(); ++n) {
      RC_ASSERT(path[n + 1] >= path[n]);
      RC_ASSERT(path[n + 1] <= 1);
      if (path[n + 1] > .999) continue;  // 1 - b has lost its digits
      const double growth = path[n + 1] / (1 - path[n + 1]) * (1 - path[n]) / path[n];
      RC_ASSERT(growth >= (1 + loop.gain) * (1 - 1e-9));
      RC_ASSERT(growth <= (1 + 1e-9) / (1 - loop.gain));
    }
  }));
}

TEST_CASE("a larger bias or gain is never behind, so that the rounds lie between those of the corners") {
  CHECK(holds_for_all([] {
    const Interval bias{share(1, 400), share(400, 999)}, gain{share(5, 500), share(500, 1001)};
    const FeedbackLoop inside{bias.low + (bias.high - bias.low) * share(0, 1001), gain.low + (gain.high - gain.low) * share(0, 1001)};
    const double limit = share(100, 999);
    const auto low = feedback_path({bias.low, gain.low}, 40), middle = feedback_path(inside, 40), high = feedback_path({bias.high, gain.high}, 40);
    for (std::size_t n = 0; n < middle.size(); ++n) RC_ASSERT(low[n] <= middle[n] + 1e-14 && middle[n] <= high[n] + 1e-14);
    const auto rounds = limit_rounds(bias, gain, limit);
    const auto n = limit_round(inside, limit).round;
    RC_ASSERT(n && rounds.earliest.round && rounds.latest.round);
    RC_ASSERT(*rounds.earliest.round <= *n && *n <= *rounds.latest.round);
  }));
}

TEST_CASE("where the gain may be 0 there is an earliest round and no latest one") {
  const auto rounds = limit_rounds({.01, .05}, {0, .3}, .2);
  CHECK(*rounds.earliest.round == 6);  // Python 3.11 from .05 with .3: b(5) = .1677, b(6) = .2096
  CHECK_FALSE(rounds.latest.round);
  CHECK_FALSE(limit_rounds({.01, .05}, {0, 0}, .2).earliest.round);
}

TEST_CASE("shares outside their domain are refused") {
  CHECK_THROWS_AS(feedback_path({0, .5}, 3), DomainError);
  CHECK_THROWS_AS(feedback_path({1, .5}, 3), DomainError);
  CHECK_THROWS_AS(feedback_path({.1, 1.1}, 3), DomainError);
  CHECK_THROWS_AS(feedback_path({.1, -.1}, 3), DomainError);
  CHECK_THROWS_AS(feedback_path({.1, .1}, -1), DomainError);
  CHECK_THROWS_AS(limit_round({.1, .1}, 1), DomainError);
  CHECK_THROWS_AS(limit_rounds({.2, .1}, {.1, .2}, .5), DomainError);
  CHECK_THROWS_AS(limit_round({std::nan(""), .1}, .5), DomainError);
}
