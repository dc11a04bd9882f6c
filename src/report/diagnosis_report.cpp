#include "premortem/report/diagnosis_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/calendar_words.hpp"
#include "report/decision_report.hpp"
#include "report/diagnosis_difference.hpp"
#include "report/diagnosis_words.hpp"
#include "report/escape.hpp"
#include "report/page_words.hpp"
#include "report/verb_document.hpp"

namespace premortem {
namespace {

std::string lead_of(const DiagnosisResult& result) {
  if (!result.assessment) return "The windows are not compared: " + result.why + ".";
  const auto& a = *result.assessment;
  if (a.reference_rows == 0) return "";
  return fmt::format("{} rows before, {} with a label; {} rows now, {} with a label. A row is flagged from a score of {:.6g} on.", a.reference_rows, a.reference_labelled, a.current_rows, a.current_labelled, a.threshold);
}

std::vector<std::string> split_notes(const DiagnosisAssessment& a) {
  std::vector<std::string> notes{"shares in points of 100; change = other items + same items; same items = labels + model, the model's part in accuracy and precision shrunk by what labels err (docs/models/diagnosis.md)"};
  if (std::any_of(a.decomposition.begin(), a.decomposition.end(), [](const auto& s) { return !s.decay.value && s.decay_range; }))
    notes.emplace_back("without rows that two people labelled, what the model lost is only known as a range");
  if (std::any_of(a.decomposition.begin(), a.decomposition.end(), [](const auto& s) { return s.by == "score"; })) notes.emplace_back("by score: items with the same score are taken for the same items");
  return notes;
}

void add_assessed(const DiagnosisAssessment& a, std::vector<DocumentPart>& parts) {
  if (!a.causes.empty()) parts.push_back({"Causes, in the order in which to look", cause_table(a), cause_lines(a)});
  if (!a.decomposition.empty()) parts.push_back({"What the change is made of", split_table(a), split_notes(a)});
  if (a.label_free) parts.push_back({"Performance from the scores alone", label_free_table(*a.label_free), {a.label_free->condition}});
  if (a.drift.empty()) return;
  CalendarAssessment shown;
  shown.drift = a.drift;
  parts.push_back({"Drift between reference.csv and current.csv", drift_table(shown), {"chance: what 95 of 100 windows without drift stay below"}});
}

std::vector<DocumentPart> parts_of(const DiagnosisOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  std::vector<DocumentPart> parts;
  if (result.assessment) add_assessed(*result.assessment, parts);
  if (!result.experiment.checks.empty()) parts.push_back({"Can the experiment be believed?", {}, experiment_lines(result.experiment)});
  if (outcome.base) parts.push_back({"What if " + joined(run.overrides, ", "), diagnosis_difference_table(*outcome.base, result), {}});
  return parts;
}

VerbDocument document_of(const DiagnosisOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  std::vector<std::string> lines, findings, cautions;
  if (result.assessment) {
    const auto& a = *result.assessment;
    if (!a.decomposition_why.empty()) lines.push_back("The change is not split: " + a.decomposition_why + ".");
    if (a.false_positives_rose && !a.lag.why.empty()) lines.push_back("Reporting lag is not known: " + a.lag.why + ".");
    for (const auto& g : a.gaps) findings.push_back(g.message + ".");
    for (const auto& f : a.findings) findings.push_back(f.message);
    cautions = a.cautions;
  }
  if (!result.experiment.why.empty()) lines.push_back("No experiment is checked: " + result.experiment.why + ".");
  return {"Diagnosis: " + result.subject.title, result.decision().sentence, lead_of(result), parts_of(outcome, run), lines, "What else was seen", findings, cautions};
}

std::vector<Finding> alarms_of(const ExperimentAssessment& experiment) {
  std::vector<Finding> alarms;
  for (const auto& c : experiment.checks)
    if (c.is_alarm) alarms.push_back({c.kind, "", c.question + " " + c.answer, {}, true});
  return alarms;
}

std::string number(const std::optional<double>& x) { return x ? fmt::format("{}", *x) : std::string(); }

std::string joined_evidence(const std::vector<std::string>& evidence) { return joined(evidence, " "); }

}  // namespace

Decision DiagnosisResult::decision() const {
  if (!assessment) return experiment.decision;
  Decision d = assessment->decision;
  const auto& e = experiment.decision;
  if (!experiment.checks.empty() && e.verdict > d.verdict) d.verdict = e.verdict, d.sentence = e.sentence;
  if (!experiment.checks.empty()) d.reasons.insert(d.reasons.end(), e.reasons.begin(), e.reasons.end());
  return d;
}

std::string diagnosis_terminal(const DiagnosisOutcome& outcome, const Run& run) { return document_terminal(document_of(outcome, run)); }
std::string diagnosis_markdown(const DiagnosisOutcome& outcome, const Run& run) { return document_markdown(document_of(outcome, run)); }

std::string diagnosis_csv(const DiagnosisOutcome& outcome) {
  const auto& result = outcome.changed;
  std::string text = "kind,name,by,before,after,change,mix,within,label_noise,decay,verdict,p,for,against\n";
  if (result.assessment) {
    for (const auto& s : result.assessment->decomposition)
      text += csv_row({"split", s.metric, s.by, number(s.before), number(s.after), number(s.change.value), number(s.mix.value), number(s.within.value), number(s.label_noise.value), number(s.decay.value), "", number(s.p_change), "", ""});
    for (const auto& c : result.assessment->causes)
      text += csv_row({"cause", c.cause, "", "", "", "", "", "", "", "", std::string(name_of(c.verdict)), number(c.p), joined_evidence(c.evidence_for), joined_evidence(c.evidence_against)});
  }
  for (const auto& c : result.experiment.checks) text += csv_row({"experiment", c.kind, "", "", "", "", "", "", "", "", c.is_alarm ? "alarm" : c.is_answered ? "" : "not answered", "", c.answer, ""});
  return text;
}

std::string diagnosis_junit(const DiagnosisResult& result) { return decision_junit("diagnose", result.subject.title, result.decision()); }

std::string diagnosis_github(const DiagnosisResult& result) {
  return decision_github("diagnose", result.subject.title, result.decision()) + (result.assessment ? findings_github("diagnose", result.assessment->findings) : "") + findings_github("diagnose", alarms_of(result.experiment));
}

}  // namespace premortem
