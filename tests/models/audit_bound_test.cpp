#include "premortem/models/audit_bound.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "premortem/core/error.hpp"

using namespace premortem;

// R 4.2: binom.test(0, 300, alternative = "less") gives .009936082.
TEST_CASE("an audit of 300 passed rows without a find still leaves as many as its upper limit allows") {
  const auto bound = audit_bound({100'000, 300, 0, 900.0}, .95);
  REQUIRE(bound);
  CHECK(bound->missed_about == 0);
  CHECK(bound->missed_at_most == Approx(993.6082).epsilon(1e-6));
  CHECK(*bound->recall_at_least == Approx(900 / (900 + 993.6082)).epsilon(1e-6));
  CHECK(audit_bound({300, 300, 4, {}}, .95)->missed_at_most == 4);  // all were looked at
  CHECK_FALSE(audit_bound({300, 0, 0, {}}, .95));
  CHECK_THROWS_AS(audit_bound({300, 301, 0, {}}, .95), DomainError);
}

TEST_CASE("the limit of an audit holds the true number missed at least as often as it says") {
  // Every possible find of a draw of 40 from 200 with D positives, weighted by its hypergeometric chance.
  for (const int positives : {0, 1, 5, 20, 60, 120, 200}) {
    double held = 0, term = 1;
    for (int i = 0; i < 40; ++i) term *= std::max(0.0, 200.0 - positives - i) / (200 - i);
    if (positives > 160) continue;  // a draw of 40 always finds some: the recurrence from 0 does not start
    for (int found = 0; found <= std::min(40, positives); ++found) {
      if (audit_bound({200, 40, static_cast<double>(found), {}}, .95)->missed_at_most >= positives) held += term;
      term *= static_cast<double>(positives - found) / (found + 1) * (40 - found) / (200 - positives - 40 + found + 1);
    }
    CHECK(held >= .95);
  }
}
