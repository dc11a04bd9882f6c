#include "premortem/report/calendar_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/iso_date.hpp"
#include "report/calendar_difference.hpp"
#include "report/calendar_words.hpp"
#include "report/decision_report.hpp"
#include "report/escape.hpp"
#include "report/page_words.hpp"
#include "report/verb_document.hpp"

namespace premortem {
namespace {

std::vector<std::string> strip_notes(const CalendarAssessment& a) {
  std::vector<std::string> notes;
  const bool strip = std::any_of(a.metrics.begin(), a.metrics.end(), [](const auto& m) { return !m.confidence.empty(); });
  if (strip) notes.emplace_back("weeks: one letter a week from today; the probability of having passed the limit by then is within the tolerance (H), up to one half (M), above it (L)");
  return notes;
}

std::vector<std::string> drift_notes(const CalendarAssessment& a) {
  std::vector<std::string> notes{"chance: what 95 of 100 windows without drift stay below; a fixed limit of 0.1 knows no sample size"};
  if (std::any_of(a.drift.begin(), a.drift.end(), [](const auto& d) { return d.alarm; })) notes.emplace_back("! beyond chance over all features together");
  return notes;
}

std::vector<DocumentPart> parts_of(const CalendarOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  const auto& a = result.assessment;
  std::vector<DocumentPart> parts;
  if (!a.metrics.empty()) parts.push_back({"Metrics as of " + day_text(a.as_of), metric_table(result), strip_notes(a)});
  if (!a.events.empty()) parts.push_back({"Known events", event_table(a), {}});
  if (!a.metrics.empty()) parts.push_back({"Models, best first by what they had not seen", forecast_model_table(a), {}});
  if (!a.drift.empty()) parts.push_back({"Drift between reference.csv and current.csv", drift_table(a), drift_notes(a)});
  if (a.label_free) parts.push_back({"Performance from the scores alone", label_free_table(*a.label_free), {a.label_free->condition}});
  if (const auto lines = watch_lines(a.watch); !lines.empty()) parts.push_back({"How long to watch", {}, lines});
  if (outcome.base) parts.push_back({"What if " + joined(run.overrides, ", "), calendar_difference_table(*outcome.base, result), {}});
  return parts;
}

std::vector<std::string> not_here(const CalendarAssessment& a) {
  std::vector<std::string> lines;
  if (!a.metrics_why.empty()) lines.push_back("No forecast: " + a.metrics_why + ".");
  if (!a.drift_why.empty()) lines.push_back("No drift: " + a.drift_why + ".");
  else if (!a.label_free_why.empty()) lines.push_back("Nothing is estimated without labels: " + a.label_free_why + ".");
  return lines;
}

VerbDocument document_of(const CalendarOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  const auto& a = result.assessment;
  auto lines = metric_lines(result);
  for (auto& line : not_here(a)) lines.push_back(std::move(line));
  std::vector<std::string> findings;
  for (const auto& f : a.findings) findings.push_back(f.message);
  return {"Calendar: " + result.subject.title, a.decision.sentence, "", parts_of(outcome, run), lines, "What the calendar hides", findings, a.cautions};
}

std::string number(const std::optional<double>& x) { return x ? fmt::format("{}", *x) : std::string(); }

}  // namespace

std::string calendar_terminal(const CalendarOutcome& outcome, const Run& run) { return document_terminal(document_of(outcome, run)); }
std::string calendar_markdown(const CalendarOutcome& outcome, const Run& run) { return document_markdown(document_of(outcome, run)); }

std::string calendar_csv(const CalendarOutcome& outcome) {
  const auto& a = outcome.changed.assessment;
  std::string text = "kind,name,cohort,date,expected,low,high,probability_below,probability_ever_below,confidence,psi,psi_floor,psi_p\n";
  for (const auto& m : a.metrics)
    for (std::size_t i = 0; m.forecast && i < m.forecast->days.size(); ++i) {
      const auto& d = m.forecast->days[i];
      const bool limited = m.limit.has_value();
      text += csv_row({"day", m.metric, m.cohort, iso_date(d.day), number(d.expected), number(d.low), number(d.high), limited ? number(d.probability_beyond) : "", limited ? number(d.probability_ever_beyond) : "", i < m.confidence.size() ? confidence_name(m.confidence[i]) : "", "", "", ""});
    }
  for (const auto& m : a.metrics) {
    if (m.revalidate_by) text += csv_row({"revalidate_by", m.metric, m.cohort, iso_date(*m.revalidate_by), "", "", "", "", "", "", "", "", ""});
    if (m.retrain_by) text += csv_row({"retrain_by", m.metric, m.cohort, iso_date(*m.retrain_by), "", "", "", "", "", "", "", "", ""});
  }
  for (const auto& d : a.drift) text += csv_row({"drift", d.feature, d.cohort, "", "", "", "", "", "", "", number(d.psi), number(d.psi_floor), number(d.psi_p)});
  return text;
}

std::string calendar_junit(const CalendarResult& result) { return decision_junit("calendar", result.subject.title, result.assessment.decision); }

std::string calendar_github(const CalendarResult& result) {
  return decision_github("calendar", result.subject.title, result.assessment.decision) + findings_github("calendar", result.assessment.findings);
}

}  // namespace premortem
