#include "premortem/analysis/capability.hpp"

#include <algorithm>

#include "analysis/calendar_capability.hpp"
#include "analysis/latency_capability.hpp"
#include "analysis/tradeoff_capability.hpp"
#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/analysis/incident.hpp"
#include "premortem/analysis/page_assessment.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void add(std::vector<Capability>& list, const std::string& part, bool possible, const std::string& why) {
  list.push_back({"harm", part, possible, possible ? "" : why});
}

void add_mode(std::vector<Capability>& list, const FailureMode& mode, const ModeAssessment& m) {
  const std::string of = " of \"" + title_of(mode) + "\"";
  const Readings& standing = m.standing();
  add(list, "about" + of, standing.point.has_value(), standing.point_why);
  add(list, "at most" + of, standing.bound.interval.has_value(), standing.bound.why);
  add(list, "likely range" + of, standing.independent.has_value(), standing.independent_why);
  add(list, "cost" + of, m.cost && m.cost->bound.interval, m.cost ? m.cost->bound.why : m.cost_why);
  add(list, "cap" + of, m.exceeds_cap.bound.has_value(), m.exceeds_cap.why);
  for (const auto& r : m.mitigations)
    add(list, "cost per harm avoided by \"" + mode.mitigations[r.mitigation].name + "\"" + of, r.cost_per_harm_avoided.point.has_value(),
        r.cost_per_harm_avoided.why);
}

/// Whether an incident's clock can be turned into a share of the period.
void add_elapsed(std::vector<Capability>& list, const Case& subject, const HarmAssessment& a) {
  const auto readings = during_incident(subject, a, 1).failure_modes;
  const auto absent = std::find_if(readings.begin(), readings.end(), [](const auto& r) { return !r.why.empty(); });
  add(list, "harm so far, with --elapsed", absent == readings.end(), absent == readings.end() ? "" : absent->why);
}

void add_triggers(std::vector<Capability>& list, const Case& subject, const std::optional<TriggerAssessment>& assessed) {
  if (!assessed) return list.push_back({"trigger", "everything", false, "the case states no monitor; add monitors.csv"});
  for (const auto& r : assessed->triggers) {
    const std::string of = " of \"" + subject.monitors[r.monitor].title() + "\"";
    const auto part = [&](const std::string& what, bool possible, const std::string& why) { list.push_back({"trigger", what + of, possible, possible ? "" : why}); };
    part("rule, false alarms and delay", r.why.empty(), r.why);
    if (!r.rule) continue;
    part("harm before rollback", r.harm.has_value(), r.harm_why);
    part("noticed by us first", r.noticed_by_us.has_value(), r.noticed_why);
    part("value a year", r.value.per_year.has_value(), r.value.why);
    part("replay", r.replay.has_value(), r.replay_why);
  }
}

void add_trade_offs(std::vector<Capability>& list, const Case& subject) {
  for (const auto& parts : {tradeoff_capabilities(subject), latency_capabilities(subject), calendar_capabilities(subject), diagnosis_capabilities(subject)}) list.insert(list.end(), parts.begin(), parts.end());
}

void add_journal(std::vector<Capability>& list, const Case& subject) {
  const bool known = std::any_of(subject.hypotheses.begin(), subject.hypotheses.end(), [](const auto& h) { return h.held.has_value(); });
  const bool open = std::any_of(subject.hypotheses.begin(), subject.hypotheses.end(), [](const auto& h) { return !h.held; });
  const std::string none = "the case states no hypothesis; add hypotheses.csv";
  const auto part = [&](const char* what, bool possible, const std::string& why) { list.push_back({"journal", what, possible, possible ? "" : why}); };
  if (subject.hypotheses.empty() && subject.interventions.empty()) return part("everything", false, none);
  part("freeze", open, subject.hypotheses.empty() ? none : "the outcome of every hypothesis is known");
  part("score", known, subject.hypotheses.empty() ? none : "no hypothesis has an outcome yet");
  part("interventions", !subject.interventions.empty(), "no interventions.csv");
}

/// Formulas of the case's own, and what a sweep shows unasked.
void add_what_if(std::vector<Capability>& list, const Case& subject) {
  const bool formulas = !subject.quantities.empty();
  list.push_back({"evaluate", "the quantities", formulas, formulas ? "" : "the case states no quantity; add quantities.csv"});
  const bool shown = formulas || !subject.failure_modes.empty();
  list.push_back({"sweep", "without --output", shown, shown ? "" : "the case has neither quantities.csv nor harms.csv; --output says what to show"});
}

/// The page, and the memo, which takes a trade-off.
void add_page(std::vector<Capability>& list, const Case& subject) {
  HarmSettings settings;
  settings.simulation.samples = 1;
  try {
    const auto page = assess_page(subject, settings);
    list.push_back({"report", "the page", true, ""});
    list.push_back({"memo", "the memo", page.tradeoff.has_value(), page.tradeoff ? "" : "nothing to compare: " + page.tradeoff_why});
  } catch (const Refusal& refusal) {
    list.push_back({"report", "the page", false, refusal.what()});
    list.push_back({"memo", "the memo", false, refusal.what()});
  }
}

}  // namespace

std::vector<Capability> capabilities(const Case& subject) {
  std::vector<Capability> list;
  if (subject.failure_modes.empty()) {
    const std::string why = "the case states no failure mode; add harms.csv, or risks.csv with one row a risk";
    list.push_back({"round", "everything", false, why});
    list.push_back({"harm", "everything", false, why});
    add_page(list, subject);
    add_triggers(list, subject, subject.monitors.empty() ? std::nullopt : std::optional(assess_triggers(subject, {})));
    add_trade_offs(list, subject);
    add_journal(list, subject);
    add_what_if(list, subject);
    return list;
  }
  HarmSettings settings;
  settings.simulation.samples = 1;  // whether it can be drawn, not what comes out
  const HarmAssessment a = assess_harm(subject, settings);
  list.push_back({"round", "the ranked risks", true, ""});
  for (const auto& m : a.failure_modes) add_mode(list, subject.failure_modes[m.mode], m);
  const auto& any = a.choice().any.bound;
  list.push_back({"harm", "any of them, at most", any.interval.has_value(), any.why});
  add(list, "how far the rollout may go", !subject.rollout.empty(), "no rollout.csv");
  add_elapsed(list, subject, a);
  add_page(list, subject);
  add_triggers(list, subject, a.triggers);
  add_trade_offs(list, subject);
  add_journal(list, subject);
  add_what_if(list, subject);
  return list;
}

}  // namespace premortem
