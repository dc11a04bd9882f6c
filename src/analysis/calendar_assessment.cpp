#include "premortem/analysis/calendar_assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "analysis/amount_domains.hpp"
#include "analysis/calendar_decision.hpp"
#include "analysis/calendar_findings.hpp"
#include "analysis/calendar_metrics.hpp"
#include "analysis/diagnosis_evidence.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/iso_date.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

const InputFile* input_named(const Case& subject, const char* file) {
  const auto found = std::find_if(subject.inputs.begin(), subject.inputs.end(), [&](const auto& f) { return f.file == file; });
  return found == subject.inputs.end() ? nullptr : &*found;
}

constexpr const char* same_file = "reference.csv and current.csv are the same file: nothing can have changed between them";

bool are_same_file(const Case& subject) {
  const auto* before = input_named(subject, "reference.csv");
  const auto* after = input_named(subject, "current.csv");
  return before && after && before->sha256 == after->sha256;
}

/// Alarms first, then what is least likely to be chance; what could not be measured last.
bool stands_before(const FeatureDrift& x, const FeatureDrift& y) {
  if (x.alarm != y.alarm) return x.alarm;
  return x.psi_p.value_or(2) < y.psi_p.value_or(2);
}

void assess_drift(const Case& subject, CaseAmounts& amounts, CalendarAssessment& a) {
  if (!subject.reference || !subject.current) {
    a.drift_why = a.label_free_why = !subject.reference && !subject.current ? "there are no windows of rows; add reference.csv and current.csv" : fmt::format("there is no {}.csv to compare with", subject.reference ? "current" : "reference");
    return;
  }
  if (are_same_file(subject)) {
    a.drift_why = a.label_free_why = same_file;
    return;
  }
  const DriftSettings settings{a.settings.confidence, a.settings.seed, a.settings.jobs};
  a.drift = feature_drift(*subject.reference, *subject.current, settings, true);
  if (a.drift.empty()) a.drift_why = "the windows share no feature and no score";
  std::stable_sort(a.drift.begin(), a.drift.end(), stands_before);
  a.gaps = coverage_gaps(*subject.reference, *subject.current, settings);
  try {
    a.label_free = label_free_estimate(*subject.reference, *subject.current, amounts.point_or("decision_threshold", 0.5), a.settings.confidence, a.settings.seed);
  } catch (const Refusal& refusal) {
    a.label_free_why = refusal.what();
  }
}

void add_events(const Case& subject, CalendarAssessment& a) {
  if (!a.as_of) return;
  std::int32_t first = *a.as_of;
  for (const auto& p : subject.history) first = std::min(first, *days_of(p.date));
  for (const auto& e : subject.events)
    if (const auto day = *days_of(e.date); day >= first && day <= *a.as_of + a.horizon_days) a.events.push_back({day, e.event, e.kind});
}

void add_cautions(const Case& subject, CalendarAssessment& a) {
  for (auto& line : unread_assumptions(subject)) a.cautions.push_back(std::move(line));
  if (subject.reference && subject.current && !a.settings.forecasts_only)
    if (auto order = window_order(*subject.reference, *subject.current); !order.empty()) a.cautions.push_back(std::move(order));
  for (const auto& m : a.metrics)
    if (m.forecast)
      for (const auto& line : m.forecast->cautions) a.cautions.push_back((m.cohort.empty() ? m.metric : m.metric + " of \"" + m.cohort + "\"") + ": " + line);
  for (const auto& [metric, drift] : a.settings.drift_per_day)
    if (std::none_of(a.metrics.begin(), a.metrics.end(), [&, name = metric](const auto& m) { return folded_name(m.metric) == folded_name(name); })) a.cautions.push_back(fmt::format("drift_per_day.{} names no metric of the history.", metric));
  if (std::any_of(a.metrics.begin(), a.metrics.end(), [](const auto& m) { return m.forecast && m.forecast->status == ForecastStatus::ok; }))
    a.cautions.push_back("Dates take for granted that the past pattern continues.");
}

bool states_watch(const WatchPlan& w) { return w.feedback || !w.sizes.empty(); }

}  // namespace

bool states_calendar(const Case& subject) { return !subject.history.empty() || subject.reference || subject.current; }

CalendarAssessment assess_calendar(const Case& subject, const CalendarSettings& settings) {
  CalendarAssessment a;
  a.settings = settings;
  CaseAmounts amounts(subject);
  require_amount_domains(amounts);
  if (are_same_file(subject) && subject.history.empty()) throw Refusal(same_file);
  const auto today = settings.as_of ? settings.as_of : subject.latest_date();
  if (today) a.as_of = days_of(*today);
  a.settings.as_of = today;
  assess_metrics(subject, amounts, a);
  if (!settings.forecasts_only) {
    assess_drift(subject, amounts, a);
    a.watch = watch_plan(amounts, settings.confidence);
  } else {
    a.drift_why = a.label_free_why = a.watch.feedback_why = "left to the verb calendar";
  }
  if (!states_calendar(subject) && !states_watch(a.watch))
    throw Refusal("the case has nothing that a calendar is made of; add history.csv (date, metric, value, n), or reference.csv and current.csv");
  add_events(subject, a);
  add_calendar_findings(a);
  add_cautions(subject, a);
  a.decision = calendar_decision(subject, amounts, a);
  a.used = amounts.used();
  a.decides = std::any_of(a.metrics.begin(), a.metrics.end(), [](const auto& m) { return m.limit.has_value(); }) || std::any_of(a.findings.begin(), a.findings.end(), [](const auto& f) { return f.is_alarm; });
  return a;
}

}  // namespace premortem
