#include <catch2/catch.hpp>

#include "analysis/case_builder.hpp"
#include "premortem/analysis/incident.hpp"

namespace premortem {
namespace {

using namespace testing;

/// 876,600 a year (100 an hour), of which 10% to 30%, about 20%.
Case hourly_case() {
  Case subject = case_of({exact_leaf("n", 876600), peaked_leaf("p", Shape::pert, .1, .2, .3)});
  subject.leaves[0].unit = "people per year";
  subject.failure_modes[0].cost_leaf = 2;
  subject.leaves.push_back(exact_leaf("price", 5));
  return subject;
}

TEST_CASE("six hours and one more are six and one times the hourly rate") {
  const Case subject = hourly_case();
  const auto incident = during_incident(subject, assess_harm(subject, quick()), 6);
  const auto& r = incident.failure_modes.at(0);
  CHECK(r.so_far.point.value() == Approx(120).epsilon(1e-12));
  CHECK(r.so_far.high.value() == Approx(180).epsilon(1e-12));
  CHECK(r.so_far.counted_high.value() == 207);  // scipy 1.10: poisson.ppf(.975, 180)
  CHECK(r.so_far.cost_high.value() == Approx(900).epsilon(1e-12));
  CHECK(r.next_hour.point.value() == Approx(20).epsilon(1e-12));
  CHECK(r.next_hour.high.value() == Approx(30).epsilon(1e-12));
  CHECK(r.next_hour.cost_point.value() == Approx(100).epsilon(1e-12));
}

TEST_CASE("without a period of known length no hour can be counted, and the reason says what to write") {
  Case subject = hourly_case();
  subject.leaves[0].unit = "people";
  CHECK_THAT(during_incident(subject, assess_harm(subject, quick()), 6).failure_modes.at(0).why, Catch::Contains("no period is stated; write one in feature.csv"));
  subject.feature.period = "sprint";
  CHECK_THAT(during_incident(subject, assess_harm(subject, quick()), 6).failure_modes.at(0).why, Catch::Contains("\"sprint\" has no known length"));
}

}  // namespace
}  // namespace premortem
