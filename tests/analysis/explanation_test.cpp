#include <catch2/catch.hpp>

#include "analysis/case_builder.hpp"
#include "premortem/analysis/explanation.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using namespace testing;

/// One mode of every kind: data, limits, beliefs, shares of everyone, incidents alone and beside a chain, an unknown.
Case case_of_all_kinds() {
  Case subject;
  subject.leaves = {exact_leaf("n", 1e6), counted_leaf("count", 1, 100), between_leaf("range", Shape::range, .1, .2),
                    between_leaf("belief", Shape::lognormal, .1, .2), unknown_leaf("unknown"), counted_leaf("incidents", 2, 5000),
                    counted_leaf("noticed", 8, 10), exact_leaf("price", 9), unknown_leaf("unknown amount", UnitKind::amount)};
  const auto add = [&](const char* name, const std::vector<std::pair<std::size_t, Given>>& stages) {
    subject.failure_modes.push_back(mode_of(name, stages));
  };
  const Given p = Given::previous, m = Given::marginal, i = Given::incidents, s = Given::noticed;
  add("data", {{0, p}, {1, p}});
  add("limits and belief", {{0, p}, {2, p}, {3, p}});
  add("of everyone", {{0, p}, {1, m}, {3, m}});
  add("incidents alone", {{0, p}, {5, i}, {6, s}});
  add("both", {{0, p}, {4, p}, {5, i}, {6, s}});
  add("no bound", {{8, p}, {1, p}});
  subject.failure_modes[0].cost_leaf = 7;
  subject.failure_modes[0].harm_cap = 100;
  subject.failure_modes[4].harm_cap = 1e6;
  return subject;
}

TEST_CASE("every name there is explains itself: a value or the reason for none, a formula and its leaves") {
  const Case subject = case_of_all_kinds();
  const auto a = assess_harm(subject, quick());
  const auto names = explainable_names(subject, a);
  CHECK(names.size() == 6 * 38);  // nine each of harmed, with mitigation, with planned and cost; the cap's chance; the exposure
  for (const auto& name : names) {
    INFO(name);
    const Explanation e = explain_number(subject, a, name);
    CHECK(e.name == name);
    CHECK(e.value.has_value() == e.why.empty());
    CHECK_FALSE(e.formula.empty());
    CHECK_FALSE(e.notes.empty());
    CHECK_FALSE(e.leaves.empty());
    for (const auto& leaf : e.leaves) CHECK_FALSE(leaf.taken.empty());
  }
}

Explanation explained(const std::string& name) {
  const Case subject = case_of_all_kinds();
  return explain_number(subject, assess_harm(subject, quick()), name);
}

TEST_CASE("the explanation carries the number of the assessment") {
  const Case subject = case_of_all_kinds();
  const auto a = assess_harm(subject, quick());
  const auto value = [&](const char* name) { return *explain_number(subject, a, name).value; };
  const auto& m = a.failure_modes.front();
  CHECK(value("harm.data.harmed.point") == *m.harmed.point);
  CHECK(value("harm.data.harmed.bound.low") == m.harmed.bound.interval->low);
  CHECK(value("harm.data.harmed.bound.high") == m.harmed.bound.interval->high);
  CHECK(value("harm.data.harmed.one_period.high") == *m.harmed.one_period_high);
  CHECK(value("harm.data.harmed.independent.mean") == m.harmed.independent->mean);
  CHECK(value("harm.data.harmed.independent.p05") == m.harmed.independent->p05.value);
  CHECK(value("harm.data.harmed.independent.p50") == m.harmed.independent->p50.value);
  CHECK(value("harm.data.harmed.independent.p95") == m.harmed.independent->p95.value);
  CHECK(value("harm.data.harmed.independent.p95_se") == m.harmed.independent->p95.standard_error);
  CHECK(value("harm.data.cost.bound.high") == m.cost->bound.interval->high);
  CHECK(value("harm.data.exceeds_cap.independent") == *m.exceeds_cap.independent);
  CHECK(value("harm.data.exposure_limit.share") == m.exposure_limit->share);
}

TEST_CASE("a leaf is shown at the error at which it entered") {
  const auto e = explained("harm.both.harmed.bound.high");
  REQUIRE(e.leaves.size() == 4);
  CHECK(e.leaves[0].method == "taken as exact");
  CHECK(e.leaves[1].method == "unknown share: 0 to 1");
  CHECK(e.leaves[2].method == "Clopper-Pearson, 97.5%");  // two sampled
  CHECK(explained("harm.data.harmed.bound.high").leaves[1].method == "Clopper-Pearson, 95%");
  CHECK(explained("harm.limits and belief.harmed.bound.high").leaves[2].method == "quantiles 0.025 and 0.975 of the stated belief");
}

TEST_CASE("the formula says what the number was made from") {
  CHECK(explained("data.harmed.point").formula == "\"stage 2\" x \"stage 3\"");
  CHECK(explained("data.cost.point").formula == "\"stage 2\" x \"stage 3\", times the cost of one harm");
  CHECK(explained("incidents alone.harmed.point").formula == "\"stage 2\" x incidents \"stage 3\" / noticed \"stage 4\"");
  CHECK(explained("both.harmed.point").formula == "\"stage 2\" x \"stage 3\"");
  CHECK(explained("both.harmed.point").leaves.size() == 2);
  CHECK(explained("both.harmed.bound.high").formula ==
        "what both \"stage 2\" x \"stage 3\" and \"stage 2\" x incidents \"stage 4\" / noticed \"stage 5\" allow");
  CHECK(explained("both.exceeds_cap.independent").formula == "\"stage 2\" x \"stage 3\"");
}

TEST_CASE("an unknown is explained as unknown, in every reading") {
  CHECK(explained("both.harmed.bound.high").leaves[1].taken == "0 to 1");
  CHECK_THAT(explained("both.harmed.independent.mean").leaves[1].taken, Catch::StartsWith("nothing: "));
  CHECK(explained("both.harmed.point").leaves[1].taken == "no best value");
  CHECK_THAT(explained("no bound.harmed.bound.high").leaves[0].taken, Catch::StartsWith("nothing: "));
}

TEST_CASE("harm. may be left out, and blanks written as underscores") {
  CHECK(explained("limits_and_belief.harmed.bound.low").name == "harm.limits and belief.harmed.bound.low");
  CHECK(explained("harm.incidents_alone.harmed.point").name == "harm.incidents alone.harmed.point");
}

TEST_CASE("an unknown name is refused with the nearest there is") {
  CHECK_THROWS_AS(explained("harm.data.harmed.pont"), UsageError);
  CHECK_THROWS_WITH(explained("harm.data.harmed.pont"), Catch::Contains("did you mean \"harm.data.harmed.point\"?"));
  CHECK_THROWS_WITH(explained("something else entirely"), Catch::Contains("names look like"));
  CHECK_THROWS_AS(explained(""), UsageError);
}

TEST_CASE("without a failure mode every name is refused") {
  Case subject;
  subject.gates.push_back({});
  const auto a = assess_harm(subject, quick());
  CHECK_THROWS_WITH(explain_number(subject, a, "x"), Catch::Contains("the case states no failure mode"));
}

}  // namespace
}  // namespace premortem
