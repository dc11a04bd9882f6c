#include "premortem/models/sampled_monitor.hpp"

#include <catch2/catch.hpp>

#include "models/monitor_builder.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

TEST_CASE("a check looks at no more items than come, and a rounding is no difference") {
  const Monitor m = count_monitor();  // 400 a check
  CHECK(sampled_from(m, 49.28).n_per_check == 49);
  CHECK(sampled_from(m, 400) == m);
  CHECK(sampled_from(m, 385) == m);
  CHECK(sampled_from(m, 380).n_per_check == 380);
  CHECK(sampled_from(m, 1).n_per_check == 1);
  CHECK_THROWS_AS(sampled_from(m, 0.9), Refusal);
  CHECK(sampled_from(value_monitor(), 0.5) == value_monitor());
  CHECK(sampled_from(rate_monitor(), 0.5) == rate_monitor());
}

TEST_CASE("what a check sees of the moment is not what came since the last one") {
  Monitor m = count_monitor();
  m.sampling = Sampling::instant;
  CHECK(samples_more_than(m, 49));
  CHECK(sampled_from(m, 49) == m);
}

TEST_CASE("of a smaller check a limit typed as a share is that share, one typed as a count is that count") {
  Monitor m = count_monitor();
  m.rule = rule(RuleKind::threshold, {{"limit", 24}});
  CHECK(sampled_from(m, 50).rule->parameter("limit") == 24.0);
  m.rule->limit_share = 0.06;
  CHECK(sampled_from(m, 50).rule->parameter("limit") == 3.0);
  m.rule = rule(RuleKind::consecutive, {{"times", 2}, {"threshold", 12}});
  m.rule->limit_share = 0.03;
  CHECK(sampled_from(m, 50).rule->parameter("threshold") == 2.0);  // 1.5 of 50
  m.baseline = 0.99, m.bad_level = 0.9;
  m.rule = rule(RuleKind::threshold, {{"limit", 380}});
  m.rule->limit_share = 0.95;
  CHECK(sampled_from(m, 50).rule->parameter("limit") == 47.0);  // or fewer, of 47.5
  m.rule->limit_share.reset();
  CHECK_THROWS_AS(sampled_from(m, 50), Refusal);  // 380 or fewer of 50 would fire at every check
  m.rule = rule(RuleKind::window, {{"count", 60}, {"checks", 5}});
  CHECK(sampled_from(m, 50).rule == m.rule);
}
