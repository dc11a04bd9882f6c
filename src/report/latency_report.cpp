#include "premortem/report/latency_report.hpp"

#include <fmt/format.h>

#include "premortem/core/utf8.hpp"
#include "report/decision_report.hpp"
#include "report/escape.hpp"
#include "report/latency_difference.hpp"
#include "report/latency_words.hpp"
#include "report/page_words.hpp"
#include "report/text_table.hpp"

namespace premortem {
namespace {

constexpr std::size_t text_width = 110;

/// A part of the output: a table with what is said of it.
struct Part {
  std::string heading;
  TextTable table;
  std::vector<std::string> lines;
};

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

std::vector<Part> parts_of(const LatencyOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  const auto& a = result.assessment;
  std::vector<Part> parts;
  if (!a.options.empty()) parts.push_back({"Options", latency_option_table(result, LatencyColumns::full), option_notes(a)});
  if (!a.slower.empty()) parts.push_back({"If \"" + a.base()->name + "\" were slower", slower_table(result), {}});
  if (a.curve()) parts.push_back({curve_heading(a), curve_table(a), {}});
  if (a.evidence && a.evidence->data != LatencyData::published) parts.push_back({"Curves, best first by AIC", family_table(a), {}});
  if (a.cohorts.size() > 1) parts.push_back({"Cohorts", latency_cohort_table(a), a.cohort_why.empty() ? std::vector<std::string>() : std::vector{"No test of their difference: " + a.cohort_why + "."}});
  if (outcome.base) parts.push_back({"What if " + joined(run.overrides, ", "), latency_difference_table(*outcome.base, result), {}});
  return parts;
}

std::string heading(const LatencyResult& result) { return "Latency: " + result.subject.title; }

}  // namespace

std::string latency_terminal(const LatencyOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  const auto line = [](const std::string& text, std::size_t indent) { return wrapped(printable(text), text_width, indent) + "\n"; };
  std::string text = printable(heading(result)) + "\n\n" + line(result.assessment.decision.sentence, 2) + line(evidence_line(result.assessment), 2);
  for (const auto& part : parts_of(outcome, run)) {
    text += "\n" + printable(part.heading) + "\n" + terminal_table(without_empty_columns(part.table));
    for (const auto& l : part.lines) text += line(l, 2);
  }
  const auto list = [&](const std::vector<std::string>& lines, const char* before) {
    if (!lines.empty()) text += before;
    for (const auto& l : lines) text += line(l, 2);
  };
  list(latency_lines(result), "\n");
  list(latency_findings(result), "\nWhat the curve hides\n");
  list(result.assessment.cautions, "\n");
  return text;
}

std::string latency_markdown(const LatencyOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  std::string text = "## " + markdown_text(heading(result)) + "\n\n**" + markdown_text(result.assessment.decision.sentence) + "**\n\n" + markdown_text(evidence_line(result.assessment)) + "\n";
  for (const auto& part : parts_of(outcome, run)) {
    text += "\n### " + markdown_text(part.heading) + "\n\n" + markdown_table(without_empty_columns(part.table));
    for (const auto& l : part.lines) text += "\n" + markdown_text(l) + "\n";
  }
  const auto list = [&](const std::vector<std::string>& lines, const char* before) {
    if (!lines.empty()) text += before;
    for (const auto& l : lines) text += "- " + markdown_text(l) + "\n";
  };
  list(latency_lines(result), "\n");
  list(latency_findings(result), "\n### What the curve hides\n\n");
  list(result.assessment.cautions, "\n### Read with care\n\n");
  return text;
}

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
    for (std::size_t i = 2; i < row.size(); ++i) text += "  " + wrapped(printable(row[i]), text_width, 2) + "\n";
  }
  return text;
}

}  // namespace premortem
