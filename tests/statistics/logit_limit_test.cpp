#include "premortem/statistics/logit_limit.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "premortem/core/error.hpp"

using namespace premortem;

TEST_CASE("limits on the logit scale are those of R's plogis") {
  // R 4.2: plogis(qlogis(.2) + c(-1.96, 1.96) * .04 / (.2 * .8))
  CHECK(logit_limit(0.2, 0.04, -1.96) == Approx(0.132815090977).epsilon(1e-11));
  CHECK(logit_limit(0.2, 0.04, 1.96) == Approx(0.289812602171).epsilon(1e-11));
}

TEST_CASE("limits of a share and of its complement mirror each other, and none leaves 0 to 1") {
  for (const double share : {1e-12, 0.003, 0.5, 0.97, 1 - 1e-9})
    for (const double z : {0.0, 0.5, 2.0, 40.0}) {
      const double se = 0.1 * share * (1 - share);
      CHECK(logit_limit(share, se, z) == Approx(1 - logit_limit(1 - share, se, -z)).epsilon(1e-6).margin(1e-13));
      CHECK(logit_limit(share, se, z) >= share * (1 - 1e-15));
      CHECK(logit_limit(share, se, z) <= 1);
      CHECK(logit_limit(share, se, -z) >= 0);
    }
  CHECK(logit_limit(0.5, 1, 1e6) == 1);
  CHECK(logit_limit(0.5, 1, -1e6) == 0);
}

TEST_CASE("a share of 0 or 1 has no logit") {
  for (const double share : {0.0, 1.0, -0.1, std::nan("")}) CHECK_THROWS_AS(logit_limit(share, 0.1, 1), DomainError);
  CHECK_THROWS_AS(logit_limit(0.5, -0.1, 1), DomainError);
}
