#include "premortem/models/trigger_replay.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "models/monitor_builder.hpp"
#include "premortem/models/trigger_example.hpp"
#include "premortem/statistics/running_chart.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

std::vector<HistoryPoint> history(const std::vector<double>& values, std::optional<double> n = {}) {
  std::vector<HistoryPoint> points;
  for (std::size_t i = 0; i < values.size(); ++i) points.push_back({fmt::format("2026-01-{:02}", i + 1), "accuracy", "", values[i], n, {}});
  return points;
}

TriggerCandidate judged(const Monitor& m, const TriggerRule& r) { return candidate(m, r, 1); }

}  // namespace

TEST_CASE("a replayed rule fires where a person would have seen it, and hindsight tells true from false") {
  const Monitor m = value_monitor();
  const auto c = judged(m, rule(RuleKind::threshold, {{"limit", 2}}));  // at 0.88 or below
  //                          false alarm on the 3rd, then true from the 10th on
  const auto r = replayed(m, c, history({.92, .93, .87, .92, .93, .92, .91, .92, .92, .87, .86, .87, .86, .87, .86, .88}), 1);
  REQUIRE(r.alarms.size() == 2);
  CHECK(r.alarms[0].date == "2026-01-03");
  CHECK(r.alarms[0].hindsight == Hindsight::by_chance);
  CHECK(r.alarms[1].date == "2026-01-10");
  CHECK(r.alarms[1].level == .87);
  CHECK(r.alarms[1].hindsight == Hindsight::real);
  CHECK(r.alarms[1].repeats == 6);
  CHECK(r.fires_now);
  CHECK(r.missed == 0);
  CHECK(r.checks == 16);
}

TEST_CASE("a stretch at the bad level without an alarm is missed, and too few checks leave an alarm undecided") {
  const Monitor m = value_monitor();
  const auto deaf = judged(m, rule(RuleKind::threshold, {{"limit", 5}}));
  auto quiet = deaf;
  quiet.delay = {{1}, .9, 0};  // hindsight looks at 3 checks
  const auto r = replayed(m, quiet, history({.92, .92, .87, .88, .87, .92, .92}), 1);
  CHECK(r.alarms.empty());
  CHECK(r.missed == 1);
  CHECK_FALSE(r.fires_now);
  const auto late = replayed(m, judged(m, rule(RuleKind::threshold, {{"limit", 2}})), history({.92, .92, .92, .87}), 1);
  REQUIRE(late.alarms.size() == 1);
  CHECK(late.alarms[0].hindsight == Hindsight::undecided);
}

TEST_CASE("a failure that lasts is one stretch, though its first checks look good, and a false alarm before it is another") {
  const Monitor m = value_monitor();
  auto c = judged(m, rule(RuleKind::threshold, {{"limit", 2}}));
  c.delay = {{1}, .9, 0};  // hindsight looks at 3 checks
  //  two checks just nearer to the baseline follow the first alarm; then it lasts
  const auto lasting = replayed(m, c, history({.92, .92, .87, .912, .912, .88, .88, .87, .88, .87, .88}), 1);
  REQUIRE(lasting.alarms.size() == 1);
  CHECK(lasting.alarms[0].hindsight == Hindsight::real);
  CHECK(lasting.alarms[0].repeats == 6);
  //  a false alarm, two good checks, and then a failure
  const auto before = replayed(m, c, history({.92, .92, .88, .92, .92, .88, .87, .88, .87, .88, .87}), 1);
  REQUIRE(before.alarms.size() == 2);
  CHECK(before.alarms[0].hindsight == Hindsight::by_chance);
  CHECK(before.alarms[0].repeats == 0);
  CHECK(before.alarms[1].date == "2026-01-06");
  CHECK(before.alarms[1].hindsight == Hindsight::real);
  CHECK(before.alarms[1].repeats == 5);
  //  the first alarm, and nothing after it
  const auto alone = replayed(m, c, history({.92, .92, .87, .912, .912, .90, .92, .92, .92, .92, .92}), 1);
  REQUIRE(alone.alarms.size() == 1);
  CHECK(alone.alarms[0].hindsight == Hindsight::by_chance);
  //  alarms that keep coming at the baseline stay false, and one stretch
  const auto noisy = replayed(m, c, history({.92, .92, .88, .93, .92, .88, .93, .93, .88, .93, .92}), 1);
  REQUIRE(noisy.alarms.size() == 1);
  CHECK(noisy.alarms[0].repeats == 2);
  CHECK(noisy.alarms[0].hindsight == Hindsight::by_chance);
  //  a short failure that was mended
  const auto mended = replayed(m, c, history({.92, .92, .88, .87, .88, .88, .92, .92, .92, .92, .92}), 1);
  REQUIRE(mended.alarms.size() == 1);
  CHECK(mended.alarms[0].hindsight == Hindsight::real);
}

TEST_CASE("a check of other size is scaled to the usual one, and said") {
  const Monitor m = count_monitor();
  const auto c = judged(m, rule(RuleKind::threshold, {{"limit", 4}}));
  const auto r = replayed(m, c, history({0.001, 0.01, 0.001}, 200), 1);  // 2 of 200 are 4 of 400
  CHECK(r.scaled == 3);
  REQUIRE(r.alarms.size() == 1);
  CHECK(r.alarms[0].date == "2026-01-02");
}

TEST_CASE("a whitened rule is replayed on what the last check leaves unexplained") {
  Monitor m = value_monitor();
  m.phi = 0.5;
  const auto c = judged(m, rule(RuleKind::threshold, {{"limit", 2}, {"phi", 0.5}}));
  // Deviations 1.8, 2.4, 2.6: the first is 1.8; then (2.4 - .9)/.866 = 1.73, (2.6 - 1.2)/.866 = 1.62: no alarm.
  CHECK(replayed(m, c, history({.884, .872, .868}), 1).alarms.empty());
  // A jump from 0 to 1.8: 1.8/.866 = 2.08.
  CHECK(replayed(m, c, history({.92, .884}), 1).alarms.size() == 1);
}

TEST_CASE("an example of each rule fires and clears, where it can") {
  const auto works = [](const Monitor& m, const TriggerRule& r) {
    INFO(text_of(r));
    const auto example = trigger_example(m, r, 1);
    REQUIRE(example);
    CHECK(example->fires_at >= 3);
    CHECK(example->clears_at > example->fires_at);
    CHECK(example->values.size() == example->clears_at + 1);
  };
  works(value_monitor(), rule(RuleKind::threshold, {{"limit", 3}}));
  works(value_monitor(), rule(RuleKind::consecutive, {{"times", 3}, {"threshold", 2}}));
  works(value_monitor(), rule(RuleKind::cusum, {{"k", .5}, {"h", 5}}));
  works(value_monitor(), rule(RuleKind::cusum, {{"k", .5}, {"h", 5}}, Sides::two));
  works(value_monitor(), rule(RuleKind::ewma, {{"lambda", .1}, {"L", 2.814}}));
  works(value_monitor(), rule(RuleKind::sprt, {{"alpha", .05}, {"beta", .1}}));
  works(value_monitor(), rule(RuleKind::shiryaev_roberts, {{"A", 500}}));
  works(count_monitor(), rule(RuleKind::window, {{"count", 10}, {"checks", 5}}));
  works(count_monitor(), rule(RuleKind::cusum, {{"k", 1.3}, {"h", 4}}));
  works(rate_monitor(), rule(RuleKind::burn_rate, {{"factor", 2}, {"long", 72}, {"short", 24}, {"slo", .99}}));
  CHECK_FALSE(trigger_example(value_monitor(), rule(RuleKind::cumulative, {{"times", 5}, {"threshold", 2}}), 1));
}
