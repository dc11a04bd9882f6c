#include "premortem/analysis/journal_assessment.hpp"

#include <fmt/format.h>

#include <map>

namespace premortem {
namespace {

double squared_error(const Hypothesis& h) {
  const double off = *h.probability - (*h.held ? 1 : 0);
  return off * off;
}

std::vector<Forecast> scored_forecasts(const Case& subject, const JournalAssessment& a) {
  std::vector<Forecast> forecasts;
  for (std::size_t i = 0; i < a.readings.size(); ++i)
    if (a.readings[i].scored) forecasts.push_back({*subject.hypotheses[i].probability, *subject.hypotheses[i].held});
  return forecasts;
}

/// Removed or changed: it ought to have an outcome by now, which its new form does not give.
bool ought_to_be_known(const Hypothesis& frozen, const Hypothesis* now, const std::optional<std::string>& as_of) {
  return (now && now->held) || (as_of && frozen.due < *as_of);
}

/// The probabilities, as they were frozen where there is a record, of what ought to count and does not.
std::vector<double> uncounted_probabilities(const Case& subject, const JournalAssessment& a) {
  std::vector<double> out;
  for (std::size_t i = 0; i < a.readings.size(); ++i) {
    const bool stands = !a.frozen || a.frozen->standings[i] == Standing::unchanged;
    if (stands && a.readings[i].state == HypothesisState::overdue) out.push_back(*subject.hypotheses[i].probability);
  }
  if (!a.frozen) return out;
  std::map<std::string, std::size_t> now;
  for (std::size_t i = 0; i < subject.hypotheses.size(); ++i) now.emplace(subject.hypotheses[i].id, i);
  for (const auto& f : a.record->hypotheses) {
    const auto found = now.find(f.cells.id);
    const bool gone = found == now.end();
    const bool lost = gone || a.frozen->standings[found->second] == Standing::changed;
    if (lost && ought_to_be_known(f.cells, gone ? nullptr : &subject.hypotheses[found->second], a.settings.as_of)) out.push_back(*f.cells.probability);
  }
  return out;
}

void count(const HypothesisReading& r, JournalCounts& c) {
  if (r.scored) ++c.scored;
  if (r.state == HypothesisState::held) ++c.held;
  if (r.state == HypothesisState::failed) ++c.failed;
  if (r.state == HypothesisState::open) ++c.open;
  if (r.timing == CheckTiming::early) ++c.early;
  if (r.timing == CheckTiming::late) ++c.late;
  if (c.overdue && r.state == HypothesisState::overdue) ++*c.overdue;
}

std::string why_no_score(const Case& subject, const JournalAssessment& a) {
  if (subject.hypotheses.empty()) return "the case states no hypothesis; add hypotheses.csv";
  if (a.counts.held + a.counts.failed == 0) return "no hypothesis has an outcome yet";
  return "no hypothesis with an outcome stands as it was frozen";
}

}  // namespace

const char* name_of(HypothesisState state) {
  switch (state) {
    case HypothesisState::held: return "held";
    case HypothesisState::failed: return "failed";
    case HypothesisState::overdue: return "overdue";
    case HypothesisState::open: return "open";
  }
  return "";
}

const char* name_of(CheckTiming timing) {
  switch (timing) {
    case CheckTiming::early: return "early";
    case CheckTiming::on_the_day: return "on_the_day";
    case CheckTiming::late: return "late";
  }
  return "";
}

HypothesisState state_of(const Hypothesis& h, const std::optional<std::string>& as_of) {
  if (h.held) return *h.held ? HypothesisState::held : HypothesisState::failed;
  return as_of && h.due < *as_of ? HypothesisState::overdue : HypothesisState::open;
}

std::optional<CheckTiming> timing_of(const Hypothesis& h) {
  if (h.checked.empty()) return std::nullopt;
  return h.checked < h.due ? CheckTiming::early : h.checked > h.due ? CheckTiming::late : CheckTiming::on_the_day;
}

JournalAssessment assess_journal(const Case& subject, const JournalSettings& settings, const std::optional<FrozenRecord>& record) {
  JournalAssessment a;
  a.settings = settings;
  a.record = record;
  if (record) a.frozen = compare_with_frozen(subject.hypotheses, *record);
  a.counts.stated = subject.hypotheses.size();
  if (settings.as_of) a.counts.overdue = 0;
  for (std::size_t i = 0; i < subject.hypotheses.size(); ++i) {
    const Hypothesis& h = subject.hypotheses[i];
    const bool stands = !a.frozen || a.frozen->standings[i] == Standing::unchanged;
    a.readings.push_back({state_of(h, settings.as_of), timing_of(h), h.held ? std::optional(squared_error(h)) : std::nullopt, stands && h.held});
    count(a.readings.back(), a.counts);
  }
  const auto forecasts = scored_forecasts(subject, a);
  if (forecasts.empty()) a.score_why = why_no_score(subject, a);
  else a.score = score_forecasts(forecasts, settings.confidence);
  const auto others = uncounted_probabilities(subject, a);
  a.uncounted = others.size();
  if (!others.empty()) a.brier_if_known = brier_if_known(forecasts, others);
  a.quarters = interventions_by_quarter(subject.interventions);
  a.interventions = all_interventions(subject.interventions);
  return a;
}

JournalGate journal_gate(const Case& subject, const JournalAssessment& a) {
  JournalGate gate;
  for (std::size_t i = 0; i < a.readings.size(); ++i) {
    const auto& id = subject.hypotheses[i].id;
    const auto standing = a.frozen ? std::optional(a.frozen->standings[i]) : std::nullopt;
    if (standing == Standing::changed) gate.broken.push_back(fmt::format("\"{}\" was changed after freezing", id));
    if (standing == Standing::added) gate.unknown.push_back(fmt::format("\"{}\" was added after freezing", id));
    if (a.readings[i].state == HypothesisState::overdue) gate.broken.push_back(fmt::format("\"{}\" was due on {} and has no outcome", id, subject.hypotheses[i].due));
  }
  if (a.frozen)
    for (const auto i : a.frozen->removed) gate.broken.push_back(fmt::format("\"{}\" was removed after freezing", a.record->hypotheses[i].cells.id));
  else gate.unknown.push_back("no frozen record is given, with --against");
  if (!a.settings.as_of) gate.unknown.push_back("no date is taken as today, so that none can be overdue");
  gate.judges_nothing = !a.frozen && !a.settings.as_of;
  return gate;
}

}  // namespace premortem
