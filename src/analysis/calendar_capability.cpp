#include "analysis/calendar_capability.hpp"

#include <algorithm>

#include "premortem/analysis/calendar_assessment.hpp"
#include "premortem/analysis/diagnosis_assessment.hpp"
#include "premortem/analysis/experiment_assessment.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void add_metric(const CalendarMetric& m, std::vector<Capability>& list) {
  const std::string of = " of \"" + m.metric + (m.cohort.empty() ? "" : ", " + m.cohort) + "\"";
  const auto part = [&](const std::string& what, bool possible, const std::string& why) { list.push_back({"calendar", what + of, possible, possible ? "" : why}); };
  part("forecast", m.forecast.has_value() && !m.forecast->days.empty(), m.forecast ? m.forecast->why : m.why);
  part("re-validation date", m.revalidate_by.has_value(), m.revalidate_why);
  part("retraining date", m.retrain_by.has_value(), m.retrain_why);
}

}  // namespace

std::vector<Capability> calendar_capabilities(const Case& subject) {
  std::vector<Capability> list;
  try {
    const auto a = assess_calendar(subject, {});
    const auto part = [&](const char* what, bool possible, const std::string& why) { list.push_back({"calendar", what, possible, possible ? "" : why}); };
    if (!a.metrics_why.empty()) part("forecasts", false, a.metrics_why);
    for (const auto& m : a.metrics) add_metric(m, list);
    part("drift of features", !a.drift.empty(), a.drift_why);
    part("performance without labels", a.label_free.has_value(), a.label_free_why);
    part("feedback", a.watch.feedback.has_value(), a.watch.feedback_why);
    part("sample sizes", !a.watch.sizes.empty(), "it takes rate_to_see, rate_limit, ab_baseline and ab_lift, or interviews_asked and interviews_agreed");
  } catch (const Refusal& refusal) {
    return {{"calendar", "everything", false, refusal.what()}};
  }
  return list;
}

std::vector<Capability> diagnosis_capabilities(const Case& subject) {
  std::vector<Capability> list;
  try {
    const auto a = assess_diagnosis(subject, {});
    list.push_back({"diagnose", "the split of the change", !a.decomposition.empty(), a.decomposition_why});
    for (const auto& c : a.causes) {
      const bool told = c.verdict != CauseVerdict::cannot_tell;
      list.push_back({"diagnose", c.title, told, told || c.evidence_against.empty() ? "" : c.evidence_against.front()});
    }
  } catch (const Refusal& refusal) {
    list.push_back({"diagnose", "two windows", false, refusal.what()});
  }
  try {
    const auto experiment = assess_experiment(subject, {});
    list.push_back({"diagnose", "the experiment", !experiment.checks.empty(), experiment.why});
  } catch (const Refusal& refusal) {
    list.push_back({"diagnose", "the experiment", false, refusal.what()});
  }
  return list;
}

}  // namespace premortem
