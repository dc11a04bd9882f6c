// Samples in which metrics are dated, and in which two windows are compared.
#include <catch2/catch.hpp>

#include <algorithm>
#include <stdexcept>

#include "premortem/analysis/calendar_assessment.hpp"
#include "premortem/analysis/diagnosis_assessment.hpp"
#include "premortem/core/iso_date.hpp"
#include "premortem/input/case_folder.hpp"

using namespace premortem;

namespace {

Case sample(const std::string& name, const std::vector<std::string>& overrides = {}) {
  CaseRequest request;
  request.path = std::string(PREMORTEM_SOURCE_DIR) + "/samples/" + name;
  for (const auto& text : overrides) request.overrides.push_back({text});
  return read_case(request);
}

/// As somebody would have seen it on a day.
CalendarAssessment seen_on(const std::string& name, const std::string& day) {
  auto subject = sample(name);
  std::erase_if(subject.history, [&](const auto& p) { return p.date > day; });
  return assess_calendar(subject, {});
}

const SampleSizeReading& size_named(const CalendarAssessment& a, const std::string& kind) {
  for (const auto& s : a.watch.sizes)
    if (s.kind == kind) return s;
  throw std::out_of_range(kind);
}

CauseVerdict verdict_of(const DiagnosisAssessment& a, const std::string& cause) {
  for (const auto& c : a.causes)
    if (c.cause == cause) return c.verdict;
  throw std::out_of_range(cause);
}

}  // namespace

TEST_CASE("flu-trends-decay: with the data of the time it is stopped a year before the season that ended it, and again months before its peak") {
  // the estimate was furthest off, by 6.04 points, in the week of 2013-01-13: the data
  CHECK(seen_on("flu-trends-decay", "2011-07-31").decision.verdict == Verdict::ship);
  const auto first = seen_on("flu-trends-decay", "2011-10-01");
  CHECK(first.decision.verdict == Verdict::stop);
  CHECK(first.metrics[0].forecast->status == ForecastStatus::breached);
  const auto second = seen_on("flu-trends-decay", "2012-10-01");
  CHECK(second.decision.verdict == Verdict::stop);
  CHECK(iso_date(second.metrics[0].forecast->breached_since.value()) == "2012-09-16");
}

TEST_CASE("baseball-forecasts: where nothing drifts no date is invented, on no day on which somebody could have looked") {
  for (const char* day : {"2017-06-01", "2018-06-01", "2019-06-01", "2020-10-01", "2021-06-01", "2022-10-31"}) {
    const auto a = seen_on("baseball-forecasts", day);
    const auto& m = a.metrics.at(0);
    INFO(day);
    CHECK(m.forecast->status == ForecastStatus::no_date);
    CHECK_FALSE(m.forecast->breach_p50.has_value());
    CHECK_FALSE(m.revalidate_by.has_value());
    CHECK_FALSE(m.retrain_by.has_value());
  }
}

TEST_CASE("birdstrike-drift: accuracy from the scores alone is within its limits of what the labels say") {
  const auto a = assess_calendar(sample("birdstrike-drift"), {});
  const auto& e = a.label_free.value();
  // by the labels of 2001 and 2002, counted with awk: 1,561 of 1,722 right
  CHECK(e.accuracy.actual.value() == Approx(1560.0 / 1722).margin(0.002));
  for (const auto* m : {&e.accuracy, &e.precision, &e.recall}) {
    CHECK(m->limits->low <= m->actual.value());
    CHECK(m->limits->high >= m->actual.value());
  }
  CHECK(e.condition_p.value() > 0.05);
}

TEST_CASE("compounding-bias: the round at which the limit is crossed, with its bounds") {
  const auto f = assess_calendar(sample("compounding-bias"), {}).watch.feedback.value();
  CHECK(f.crosses_at == 7);
  CHECK(f.path.at(1) == Approx(0.03 + 0.2 * 0.03 * 0.97).epsilon(1e-14));  // by hand
  CHECK(f.path.at(7) > 0.1);
  CHECK(f.path.at(6) <= 0.1);
  CHECK(f.crosses_at_earliest == 3);
  // scipy 1.10: 36 of 1200 at 2.5% of error, beta.ppf: 0.0200 to 0.0430; then b += 0.1 b (1 - b) and b += 0.35 b (1 - b)
  CHECK(f.path_high.at(2) <= 0.1);
  CHECK(f.path_high.at(3) > 0.1);
  CHECK(f.path_low.at(17) <= 0.1);
  CHECK(f.path_low.at(18) > 0.1);
}

TEST_CASE("hallucination-shadow: three weeks show a rate of 1%, and six weeks do not show one below half a percent") {
  const auto a = assess_calendar(sample("hallucination-shadow"), {});
  CHECK(size_named(a, "see_one").trials == 299.0);  // ln .05 / ln .99 = 298.07
  CHECK(size_named(a, "see_one").days.value() == Approx(299 / 14.3));
  CHECK(size_named(a, "bound_rate").trials == 598.0);  // ln .05 / ln .995 = 597.6
  CHECK(size_named(a, "observed").share.value() == Approx(0.09));
}

TEST_CASE("drift-or-decay: other items and worse labels are named, with the part of each") {
  const auto a = assess_diagnosis(sample("drift-or-decay"), {});
  CHECK(verdict_of(a, "covariate_drift") == CauseVerdict::likely);
  CHECK(verdict_of(a, "label_consistency") == CauseVerdict::likely);
  const auto& accuracy = a.decomposition.at(0);
  CHECK(accuracy.change.value.value() == Approx(accuracy.mix.value.value() + accuracy.within.value.value()).margin(1e-12));
  CHECK(accuracy.mix.limits->high < 0);
  CHECK(accuracy.label_noise.limits->high < 0);
}

TEST_CASE("moderation-autopsy: the policy is named, not the labels and not the items") {
  const auto a = assess_diagnosis(sample("moderation-autopsy"), {});
  CHECK(a.false_positives_rose);
  CHECK(verdict_of(a, "policy_change") == CauseVerdict::likely);
  CHECK(verdict_of(a, "label_corruption") == CauseVerdict::unlikely);
  CHECK(verdict_of(a, "covariate_drift") == CauseVerdict::unlikely);
}

TEST_CASE("weekend-gap: rows of days that the reference has none of are found") {
  const auto a = assess_calendar(sample("weekend-gap"), {});
  const auto gap = std::find_if(a.gaps.begin(), a.gaps.end(), [](const auto& g) { return g.kind == GapKind::weekdays_missing; });
  REQUIRE(gap != a.gaps.end());
  CHECK(gap->is_alarm);
  CHECK(a.decision.verdict == Verdict::hold);
}
