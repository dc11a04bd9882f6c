#include "premortem/models/proxy_outcome.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

#include "models/scored_rows_builder.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// Two arms of `each` rows: the score is higher by `proxy`, the outcome happens more often by `outcome`.
ScoredRows two_arms(int each, double proxy, double outcome) {
  Draws draws(9);
  ScoredRows rows;
  rows.arm.names = {"new", "old"};
  for (int i = 0; i < 2 * each; ++i) {
    const bool treated = i % 2 == 0;
    rows.arm.index.push_back(treated ? 0 : 1), rows.label.push_back(0);
    rows.score.push_back(draws.uniform() + (treated ? proxy : 0));
    rows.outcome.push_back(draws.chance(.4 + (treated ? outcome : 0)));
  }
  return rows;
}

ProxyVerdict verdict(double proxy, double outcome) {
  return proxy_check(two_arms(4000, proxy, outcome), ProxyColumn::score, "old", "new", .95).verdict;
}

}  // namespace

TEST_CASE("a proxy that moved without its outcome is told from one that did not move, and from one that leads") {
  CHECK(verdict(.06, 0) == ProxyVerdict::moved_alone);
  CHECK(verdict(.06, .06) == ProxyVerdict::moved_together);
  CHECK(verdict(.06, -.06) == ProxyVerdict::moved_against);
  CHECK(verdict(0, .06) == ProxyVerdict::not_moved);
}

// R 4.2: t.test(c(2.0, 2.5, 7.7, 6.1, 4.4, 3.9), c(1.2, 3.4, 2.2, 5.1, 0.3)); lift over the control's mean 2.44.
TEST_CASE("the difference of the arms is treatment less control, with its lift over the control") {
  ScoredRows rows;
  rows.arm = {{"a", "b", "c"}, {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2}};
  rows.score = {1.2, 3.4, 2.2, 5.1, 0.3, 2.0, 2.5, 7.7, 6.1, 4.4, 3.9, 99};
  rows.label.assign(12, 0), rows.outcome.assign(12, 1);
  rows.outcome[0] = 3, rows.outcome[6] = rows.outcome[2] = std::numeric_limits<double>::quiet_NaN();
  const auto check = proxy_check(rows, ProxyColumn::score, "a", "b", .95);
  REQUIRE(check.proxy.difference);
  CHECK(check.proxy.difference->limits.low == Approx(-.768184879661).epsilon(1e-10));
  CHECK(*check.proxy.lift == Approx(1.99333333333 / 2.44).epsilon(1e-11));
  CHECK(check.proxy.lift_limits->high == Approx(4.754851546328 / 2.44).epsilon(1e-10));
  CHECK(check.outcomes_unknown == 2);
  CHECK(check.outcome.control.n == 4);
  CHECK(check.outcome.treatment.n == 5);
}

TEST_CASE("the order of rows changes no bit") {
  auto rows = two_arms(300, .1, 0);
  const auto before = proxy_check(rows, ProxyColumn::score, "old", "new", .95);
  std::reverse(rows.score.begin(), rows.score.end()), std::reverse(rows.outcome.begin(), rows.outcome.end());
  std::reverse(rows.arm.index.begin(), rows.arm.index.end());
  const auto after = proxy_check(rows, ProxyColumn::score, "old", "new", .95);
  CHECK(before.proxy.difference->limits == after.proxy.difference->limits);
  CHECK(before.proxy.treatment.variance == after.proxy.treatment.variance);
}

TEST_CASE("an outcome that never varies, or an arm of one row, is not told") {
  auto rows = two_arms(50, .5, 0);
  std::fill(rows.outcome.begin(), rows.outcome.end(), 1.0);
  const auto check = proxy_check(rows, ProxyColumn::score, "old", "new", .95);
  CHECK_FALSE(check.outcome.difference);
  CHECK_FALSE(check.outcome.lift);
  CHECK(check.verdict == ProxyVerdict::unknown);
  CHECK(moments_of({}).n == 0);
  CHECK(moments_of({4}).variance == 0);
}

TEST_CASE("a column or an arm that is missing is refused by its name") {
  auto rows = two_arms(50, .5, 0);
  CHECK_THROWS_WITH(proxy_check(rows, ProxyColumn::score, "old", "newer", .95), "no row is of the arm \"newer\"");
  CHECK_THROWS_WITH(proxy_check(rows, ProxyColumn::value, "old", "new", .95), "the rows have no value");
  rows.outcome.clear();
  CHECK_THROWS_WITH(proxy_check(rows, ProxyColumn::score, "old", "new", .95), "the rows have no outcome");
}
