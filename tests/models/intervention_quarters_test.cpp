#include "premortem/models/intervention_quarters.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

Intervention on(const std::string& date, InterventionKind kind, std::optional<double> low = {}, std::optional<double> best = {}, std::optional<double> high = {}) {
  return {date, "f", "", kind, low, best, high, {}};
}

}  // namespace

TEST_CASE("a quarter begins with January, April, July and October") {
  for (const auto& [date, quarter] : {std::pair{"2026-01-01", "2026 Q1"}, {"2026-03-31", "2026 Q1"}, {"2026-04-01", "2026 Q2"}, {"2026-06-30", "2026 Q2"},
                                      {"2026-07-01", "2026 Q3"}, {"2026-09-30", "2026 Q3"}, {"2026-10-01", "2026 Q4"}, {"2025-12-31", "2025 Q4"}})
    CHECK(quarter_of(date) == quarter);
  for (const char* date : {"", "2026-13-01", "2026-00-01", "2026/01/01", "26-01-01", "2026-1-01"}) CHECK_THROWS_AS(quarter_of(date), DomainError);
}

TEST_CASE("interventions are counted by kind and quarter, and their harm is added within its limits") {
  const auto q = interventions_by_quarter(std::vector{on("2026-07-02", InterventionKind::killed, 40, 120, 300), on("2026-04-02", InterventionKind::guarded), on("2026-09-30", InterventionKind::paused, {}, 5, {})});
  REQUIRE(q.size() == 2);
  CHECK(q[0].quarter == "2026 Q2");
  CHECK(q[0].guarded == 1);
  CHECK(q[0].harm.unstated == 1);
  CHECK_FALSE(q[0].harm.low);
  CHECK(q[1].killed == 1);
  CHECK(q[1].paused == 1);
  CHECK(q[1].harm.low == 45);
  CHECK(q[1].harm.best == 125);
  CHECK(q[1].harm.high == 305);
}

TEST_CASE("a range without a best value leaves no best sum, and does not count as zero") {
  const auto all = all_interventions(std::vector{on("2026-07-02", InterventionKind::killed, 20, {}, 50), on("2026-07-03", InterventionKind::killed, {}, 10, {})});
  CHECK(all.harm.stated == 2);
  CHECK(all.harm.without_best == 1);
  CHECK(all.harm.low == 30);
  CHECK_FALSE(all.harm.best);
  CHECK(all.harm.high == 60);
}

TEST_CASE("the quarters add up to all, and the order of the rows changes no bit") {
  CHECK(holds_for_all([] {
    std::vector<Intervention> rows(*rc::gen::inRange<std::size_t>(0, 30));
    for (auto& r : rows) {
      const double low = *rc::gen::inRange(0, 100) / 7.0;
      r = on("2026-0" + std::to_string(*rc::gen::inRange(1, 10)) + "-15", static_cast<InterventionKind>(*rc::gen::inRange(0, 3)));
      if (*rc::gen::arbitrary<bool>()) r.harm_low = low, r.harm_best = low * 2, r.harm_high = low * 3;
    }
    const auto all = all_interventions(rows);
    std::size_t n = 0, unstated = 0;
    for (const auto& q : interventions_by_quarter(rows)) n += q.killed + q.paused + q.guarded, unstated += q.harm.unstated;
    RC_ASSERT(n == rows.size() && unstated == all.harm.unstated && all.harm.stated + all.harm.unstated == rows.size());
    std::reverse(rows.begin(), rows.end());
    RC_ASSERT(all_interventions(rows).harm.best == all.harm.best && all_interventions(rows).harm.high == all.harm.high);
    RC_ASSERT(!all.harm.low || (*all.harm.low <= *all.harm.best && *all.harm.best <= *all.harm.high));
  }));
}
