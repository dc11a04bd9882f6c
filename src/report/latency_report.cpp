#include "premortem/report/latency_report.hpp"

#include <fmt/format.h>

#include "premortem/core/utf8.hpp"
#include "report/decision_report.hpp"
#include "report/latency_difference.hpp"
#include "report/latency_words.hpp"
#include "report/page_words.hpp"
#include "report/verb_document.hpp"

namespace premortem {
namespace {

std::string curve_heading(const LatencyAssessment& a) {
  return fmt::format("Share that leaves ({})", a.evidence->data == LatencyData::published ? "published" : family_words(a.curve()->family));
}

std::vector<std::string> option_notes(const LatencyAssessment& a) {
  std::vector<std::string> notes;
  bool marked = false;
  for (const auto& o : a.options) marked = marked || o.extrapolated_share > 0.01;
  if (marked) notes.emplace_back("* rests in part on latencies beyond those that were observed");
  return notes;
}

std::vector<DocumentPart> parts_of(const LatencyOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  const auto& a = result.assessment;
  std::vector<DocumentPart> parts;
  if (!a.options.empty()) parts.push_back({"Options", latency_option_table(result, LatencyColumns::full), option_notes(a)});
  if (!a.slower.empty()) parts.push_back({"If \"" + a.base()->name + "\" were slower", slower_table(result), {}});
  if (a.curve()) parts.push_back({curve_heading(a), curve_table(a), {}});
  if (a.evidence && a.evidence->data != LatencyData::published) parts.push_back({"Curves, best first by AIC", family_table(a), {}});
  if (a.cohorts.size() > 1) parts.push_back({"Cohorts", latency_cohort_table(a), a.cohort_why.empty() ? std::vector<std::string>() : std::vector{"No test of their difference: " + a.cohort_why + "."}});
  if (outcome.base) parts.push_back({"What if " + joined(run.overrides, ", "), latency_difference_table(*outcome.base, result), {}});
  return parts;
}

VerbDocument document_of(const LatencyOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  const auto& a = result.assessment;
  return {"Latency: " + result.subject.title, a.decision.sentence, evidence_line(a), parts_of(outcome, run), latency_lines(result), "What the curve hides", latency_findings(result), a.cautions};
}

}  // namespace

std::string latency_terminal(const LatencyOutcome& outcome, const Run& run) { return document_terminal(document_of(outcome, run)); }
std::string latency_markdown(const LatencyOutcome& outcome, const Run& run) { return document_markdown(document_of(outcome, run)); }

std::string latency_junit(const LatencyResult& result) { return decision_junit("latency", result.subject.title, result.assessment.decision); }

std::string latency_github(const LatencyResult& result) {
  return decision_github("latency", result.subject.title, result.assessment.decision) + findings_github("latency", result.assessment.findings);
}

std::string preset_table(const std::vector<LatencyPreset>& presets, const std::string& format) {
  TextTable table{{{"preset"}, {"people"}, {"what was measured"}, {"source"}, {"caveat"}}, {}};
  for (const auto& p : presets) table.rows.push_back({p.name, p.population, p.measured, p.source, p.curve ? p.caveat : p.no_effect});
  if (format == "md") return markdown_table(table);
  std::string text;
  for (const auto& row : table.rows) {
    text += printable(row[0]) + " (" + printable(row[1]) + ")\n";
    for (std::size_t i = 2; i < row.size(); ++i) text += "  " + wrapped(printable(row[i]), document_width, 2) + "\n";
  }
  return text;
}

}  // namespace premortem
