#include "premortem/analysis/diagnosis_assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "analysis/diagnosis_case.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

KnownEvent event_on(const std::string& date, const std::string& name, EventKind kind) { return {date, name, kind, {}}; }

/// By hand from the rows: the share of rows on the right side of one half.
double accuracy_of(const WindowRows& w) {
  double right = 0;
  for (std::size_t i = 0; i < w.rows; ++i) right += (w.score[i] >= 0.5) == (w.label[i] == 1) ? 1 : 0;
  return right / static_cast<double>(w.rows);
}

const DecaySplit& split_of(const DiagnosisAssessment& a, const std::string& metric, const std::string& by = "cohort") {
  for (const auto& d : a.decomposition)
    if (d.metric == metric && d.by == by) return d;
  throw std::runtime_error("no split of " + metric);
}

}  // namespace

TEST_CASE("where nothing changed, at most one run in twenty names a likely cause") {
  int named = 0;
  constexpr int runs = 40;
  for (std::uint32_t i = 0; i < runs; ++i) {
    Story s;
    s.rows = 500;
    if (!likely_of(assess_diagnosis(case_of_story(s, 500 + i), {})).empty()) ++named;
  }
  CHECK(named <= runs / 20);
}

TEST_CASE("the change of a metric is that of the rows, and its parts add up to it") {
  Story now;
  now.flip = 0.25, now.has_cohorts = true;
  Story before;
  before.has_cohorts = true;
  const auto subject = case_of_story(now, 3, before);
  const auto a = assess_diagnosis(subject, {});
  for (const char* by : {"cohort", "score"}) {
    const auto& d = split_of(a, "accuracy", by);
    CHECK(*d.change.value == Approx(accuracy_of(*subject.current) - accuracy_of(*subject.reference)).margin(1e-12));
    CHECK(*d.mix.value + *d.within.value == Approx(*d.change.value).margin(1e-12));
    CHECK(*d.label_noise.value + *d.decay.value * (1 - *d.label_error_before.value - *d.label_error_after.value) == Approx(*d.within.value).margin(1e-12));
    CHECK(d.change.limits->contains(*d.change.value));
  }
}

TEST_CASE("items that moved to where the model is unsure are covariate drift, and nothing else") {
  Story now;
  now.x_sd = 1;
  CHECK(likely_of(assess_diagnosis(case_of_story(now, 2), {})) == "covariate_drift");
}

TEST_CASE("other outcomes at the same scores are concept drift where labels were audited, and only possible where not") {
  Story now;
  now.flip = 0.25;
  CHECK(likely_of(assess_diagnosis(case_of_story(now, 3), {})) == "concept_drift");
  Story bare;
  bare.audited = now.audited = 0;
  const auto a = assess_diagnosis(case_of_story(now, 3, bare), {});
  CHECK(likely_of(a).empty());
  CHECK(verdict_of(a, "concept_drift") == CauseVerdict::possible);
  CHECK(verdict_of(a, "label_consistency") != CauseVerdict::unlikely);
  CHECK(split_of(a, "accuracy").decay_range);
  CHECK(a.decision.verdict == Verdict::hold);
}

TEST_CASE("labels that err more are found by those who labelled twice, and the model is not blamed") {
  Story now;
  now.label_error = 0.12;
  const auto a = assess_diagnosis(case_of_story(now, 14), {});
  CHECK(verdict_of(a, "label_consistency") == CauseVerdict::likely);
  CHECK(verdict_of(a, "label_corruption") == CauseVerdict::likely);  // false positives, in particular
  CHECK(verdict_of(a, "concept_drift") != CauseVerdict::likely);
  const auto& d = split_of(a, "accuracy");
  CHECK(d.label_error_before.limits->contains(0.03));
  CHECK(d.label_error_after.limits->contains(0.12));
  CHECK(d.decay.limits->contains(0));
  CHECK(d.label_noise.limits->high < 0);
}

TEST_CASE("a feed that is constant now is found, and what it would cause is not called likely beside it") {
  Story now;
  now.z_is_constant = true;
  CHECK(likely_of(assess_diagnosis(case_of_story(now, 5), {})) == "coverage");
}

TEST_CASE("errors among rows that the reference has nothing like are edge cases, not drift") {
  Story now;
  now.far = 0.1;
  CHECK(likely_of(assess_diagnosis(case_of_story(now, 6), {})) == "edge_cases");
}

TEST_CASE("other scores for the same items are another model, even where all scores together look the same") {
  Story now;
  now.logit_scale = -1;
  CHECK(likely_of(assess_diagnosis(case_of_story(now, 7), {})) == "model_change");
}

TEST_CASE("a release between the windows and other outcomes at the same scores cannot be told apart") {
  Story now;
  now.flip = 0.25;
  auto subject = case_of_story(now, 3);
  subject.events.push_back(event_on("2024-11-04", "model 7", EventKind::release));
  const auto a = assess_diagnosis(subject, {});
  CHECK(likely_of(a).empty());
  CHECK(verdict_of(a, "concept_drift") == CauseVerdict::possible);
  CHECK(verdict_of(a, "model_change") == CauseVerdict::possible);
}

TEST_CASE("a step of false positives on the day of a policy is the policy's, and not that of another day") {
  Story now, before;
  now.policy_day = 20'042;  // 2024-11-15
  now.audited = before.audited = 0;
  auto subject = case_of_story(now, 8, before);
  subject.events.push_back(event_on("2024-11-15", "new rule", EventKind::policy));
  const auto a = assess_diagnosis(subject, {});
  CHECK(likely_of(a) == "policy_change");
  REQUIRE(a.policy_steps.size() == 1);
  CHECK(a.policy_steps[0].limits->low > 0);
  CHECK(a.policy_steps[0].has_trend);
  subject.events[0] = event_on("2024-10-20", "another rule", EventKind::policy);
  CHECK(verdict_of(assess_diagnosis(subject, {}), "policy_change") != CauseVerdict::likely);
  subject.events[0] = event_on("2024-11-15", "new rule", EventKind::policy);
  subject.events.push_back(event_on("2024-11-15", "model 7", EventKind::release));
  CHECK(verdict_of(assess_diagnosis(subject, {}), "policy_change") == CauseVerdict::possible);
}

TEST_CASE("bad items that are not known yet look like false positives, and that is a lag") {
  Story now, before;
  now.late_days = before.late_days = 6, now.is_cut_off = true;
  const auto a = assess_diagnosis(case_of_story(now, 9, before), {});
  CHECK(likely_of(a) == "reporting_lag");
  // Exponential with mean 6, in whole days: ln 10 x 6 = 13.8 for nine in ten.
  CHECK(*a.lag.p90_days == Approx(13).margin(1));
  CHECK(*a.lag.young_false_positive_rate > *a.lag.mature_false_positive_rate);
  auto later = DiagnosisSettings{};
  later.as_of = "2025-02-01";  // by then every label is in
  CHECK(assess_diagnosis(case_of_story(now, 9, before), later).lag.young_rows == 0);
}

TEST_CASE("a change that is quoted of mature rows alone says so") {
  Story now, before;
  now.late_days = before.late_days = 6, now.is_cut_off = true;
  const auto words_of = [](const DiagnosisAssessment& a) {
    std::string words;
    for (const auto* name : {"covariate_drift", "concept_drift"})
      for (const auto* side : {&cause_of(a, name).evidence_for, &cause_of(a, name).evidence_against})
        for (const auto& text : *side) words += text + "\n";
    return words;
  };
  const auto a = assess_diagnosis(case_of_story(now, 9, before), {});
  const auto judged = fmt::format(" in the {} labelled current rows that are at least {:g} days old", number_text(static_cast<double>(a.lag.mature_rows), Rounding::nearest), *a.lag.p90_days);
  CHECK_THAT(words_of(a), Catch::Contains("of its") && Catch::Contains(judged));
  CHECK(std::count_if(a.cautions.begin(), a.cautions.end(), [&](const auto& c) { return c.find(judged) != std::string::npos; }) == 1);
  const auto all = assess_diagnosis(case_of_story({}, 9, {}), {});
  CHECK_THAT(words_of(all), !Catch::Contains("labelled current rows"));
}

TEST_CASE("few rows are not called evidence that nothing happened") {
  Story few;
  few.rows = 60;
  const auto a = assess_diagnosis(case_of_story(few, 11, few), {});
  CHECK(likely_of(a).empty());
  CHECK(verdict_of(a, "concept_drift") == CauseVerdict::cannot_tell);
  CHECK(verdict_of(a, "covariate_drift") == CauseVerdict::cannot_tell);
}

TEST_CASE("without labels drift is possible, never likely, and the rest cannot be told") {
  Story now;
  now.x_sd = 1;
  auto reference = window_of({}, 4), current = window_of(now, 5);
  current.label.clear(), current.label_second.clear(), current.label_date.clear();
  const auto a = assess_diagnosis(case_of_windows(reference, current), {});
  CHECK(verdict_of(a, "covariate_drift") == CauseVerdict::possible);
  CHECK(verdict_of(a, "concept_drift") == CauseVerdict::cannot_tell);
  CHECK(verdict_of(a, "label_consistency") == CauseVerdict::cannot_tell);
  CHECK_FALSE(a.decomposition_why.empty());
  CHECK(a.decision.verdict == Verdict::hold);
}

TEST_CASE("the same rows twice, in any order, are refused, and so is nothing to compare") {
  auto rows = window_of({}, 1), turned = rows;
  const auto turn = [](auto& v) { std::reverse(v.begin(), v.end()); };
  turn(turned.score), turn(turned.label), turn(turned.label_second), turn(turned.date), turn(turned.label_date), turn(turned.features[0].number), turn(turned.features[1].number);
  CHECK_THROWS_WITH(assess_diagnosis(case_of_windows(rows, rows), {}), Catch::Matchers::Contains("same rows"));
  CHECK_THROWS_AS(assess_diagnosis(case_of_windows(rows, turned), {}), Refusal);
  Case empty;
  CHECK_THROWS_WITH(assess_diagnosis(empty, {}), Catch::Matchers::Contains("add reference.csv and current.csv"));
  empty.current = std::make_shared<const WindowRows>(rows);
  CHECK_THROWS_WITH(assess_diagnosis(empty, {}), Catch::Matchers::Contains("add reference.csv"));
}

// The reference numbers of Kitagawa's split, as a history of two dates: n is the weight.
TEST_CASE("a history by cohort is split too, without labels to check") {
  Case subject;
  const auto add = [&](const std::string& date, const std::string& cohort, double value, double n) { subject.history.push_back({date, "accuracy", cohort, value, n, {}}); };
  add("2026-01-01", "a", .95, 5000), add("2026-01-01", "b", .85, 3000), add("2026-01-01", "c", .70, 2000);
  add("2026-06-01", "a", .94, 2000), add("2026-06-01", "b", .84, 3000), add("2026-06-01", "c", .66, 5000);
  const auto a = assess_diagnosis(subject, {});
  REQUIRE(a.decomposition.size() == 1);
  const auto& d = a.decomposition[0];
  CHECK(*d.change.value == Approx(-.10).margin(1e-12));
  CHECK(*d.mix.value == Approx(-.0795).margin(1e-12));
  CHECK(*d.within.value == Approx(-.0205).margin(1e-12));
  CHECK(d.mix.limits->high < 0);
  CHECK_FALSE(d.decay.value);
  CHECK(a.worse);
  CHECK(a.decision.verdict == Verdict::hold);
}

TEST_CASE("a metric below its floor holds, by its limits too, and one that is well above ships") {
  auto subject = case_of_story({}, 1);
  CHECK(assess_diagnosis(subject, {}).decision.verdict == Verdict::ship);
  const auto with_floor = [&](double floor) {
    subject.floors = {{"accuracy", "", floor, std::nullopt, std::nullopt, {}}};
    return assess_diagnosis(subject, {}).decision;
  };
  const double now = accuracy_of(*subject.current);
  CHECK(with_floor(now + 0.01).sentence.find("below its floor") != std::string::npos);
  CHECK(with_floor(now - 0.001).verdict == Verdict::hold);
  CHECK(with_floor(now - 0.05).verdict == Verdict::ship);
}

TEST_CASE("the same seed gives the same diagnosis, and another order of rows too") {
  Story now;
  now.flip = 0.1, now.rows = 800;
  const auto subject = case_of_story(now, 12);
  const auto a = assess_diagnosis(subject, {}), b = assess_diagnosis(subject, {});
  REQUIRE(a.causes.size() == b.causes.size());
  for (std::size_t i = 0; i < a.causes.size(); ++i) CHECK(a.causes[i].p == b.causes[i].p);
  auto turned = *subject.current;
  const auto turn = [](auto& v) { std::reverse(v.begin(), v.end()); };
  turn(turned.score), turn(turned.label), turn(turned.label_second), turn(turned.date), turn(turned.label_date), turn(turned.features[0].number), turn(turned.features[1].number);
  const auto c = assess_diagnosis(case_of_windows(*subject.reference, turned), {});
  for (std::size_t i = 0; i < a.causes.size(); ++i) CHECK(a.causes[i].p == c.causes[i].p);
}
