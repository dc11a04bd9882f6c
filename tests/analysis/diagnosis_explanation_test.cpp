#include "premortem/analysis/diagnosis_explanation.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "analysis/diagnosis_case.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

Case drifted() {
  Story before, now;
  before.has_cohorts = now.has_cohorts = true, before.rows = now.rows = 800;
  now.flip = 0.25;
  return case_of_story(now, 3, before);
}

}  // namespace

TEST_CASE("every name of the diagnosis explains itself: a value, a verdict or the reason for none, and a formula") {
  const auto subject = drifted();
  const auto a = assess_diagnosis(subject, {});
  const auto names = explainable_diagnosis_names(subject, &a, {});
  CHECK(std::set(names.begin(), names.end()).size() == names.size());
  for (const auto& name : names) {
    INFO(name);
    const auto e = explain_diagnosis(subject, &a, {}, name);
    CHECK(e.name == name);
    CHECK((e.value.has_value() || !e.text.empty()) == e.why.empty());
    CHECK_FALSE(e.formula.empty());
  }
}

TEST_CASE("an explained part of a change is that of the diagnosis, by cohort and by score") {
  const auto subject = drifted();
  const auto a = assess_diagnosis(subject, {});
  for (const auto& d : a.decomposition) {
    const std::string path = "decomposition." + d.metric + (d.by == "score" ? ".score." : ".");
    CHECK(explain_diagnosis(subject, &a, {}, path + "change").value == d.change.value);
    CHECK(explain_diagnosis(subject, &a, {}, path + "within").value == d.within.value);
    CHECK(explain_diagnosis(subject, &a, {}, path + "decay").value == d.decay.value);
  }
}

TEST_CASE("a cause is explained by its verdict, with all that speaks for and against it") {
  const auto subject = drifted();
  const auto a = assess_diagnosis(subject, {});
  for (const auto& c : a.causes) {
    INFO(c.cause);
    const auto e = explain_diagnosis(subject, &a, {}, "diagnose.causes." + c.cause + ".verdict");
    CHECK(e.text == name_of(c.verdict));
    CHECK(e.notes.size() >= c.evidence_for.size() + c.evidence_against.size());
    for (const auto& line : c.evidence_for) CHECK(std::find(e.notes.begin(), e.notes.end(), "for: " + line) != e.notes.end());
    CHECK(explain_diagnosis(subject, &a, {}, "causes." + c.cause + ".p").value == c.p);
  }
}

TEST_CASE("an experiment alone is explained without windows, and nothing else is") {
  ExperimentAssessment e;
  e.checks.push_back({"leakage", "Were scores made before their labels were known?", "No.", {{"late", 49}}, true, true});
  CHECK(explain_diagnosis({}, nullptr, e, "experiment.leakage.late").value == 49.0);
  CHECK_THROWS_AS(explain_diagnosis({}, nullptr, e, "causes.coverage.verdict"), UsageError);
}
