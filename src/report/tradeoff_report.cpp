#include "premortem/report/tradeoff_report.hpp"

#include <fmt/format.h>

#include "premortem/core/utf8.hpp"
#include "report/decision_report.hpp"
#include "report/escape.hpp"
#include "report/page_words.hpp"
#include "report/text_table.hpp"
#include "report/tradeoff_difference.hpp"
#include "report/tradeoff_words.hpp"

namespace premortem {
namespace {

constexpr std::size_t text_width = 110;

/// A part of the output: a table with what is said of it.
struct Part {
  std::string heading;
  TextTable table;
  std::vector<std::string> lines;
};

std::string confidence_words(const TradeoffResult& result) {
  const auto& rows = *result.assessment.rows;
  std::vector<std::string> marks;
  if (rows.recommended.exists) marks.emplace_back("> recommended");
  if (rows.today) marks.emplace_back("o in use today");
  const auto text = fmt::format("In brackets: exact limits, {:.4g}% sure for each share alone{}.", 100 * result.assessment.settings.confidence, rows.recommended.point.value_recall.limits ? "; those of value are nominal" : "");
  return marks.empty() ? text : text + " " + joined(marks, ", ");
}

std::vector<Part> parts_of(const TradeoffOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  const auto& a = result.assessment;
  std::vector<Part> parts;
  if (a.rows && !is_experiment(result)) {
    Part points{"Operating points", operating_point_table(result), {confidence_words(result)}};
    if (const auto left = left_out_line(result); !left.empty()) points.lines.push_back(left);
    if (a.rows->recommended.band) points.lines.push_back("The first row is with review, and counts what a person sees as flagged; the others are without.");
    parts.push_back(std::move(points));
    if (!a.rows->cohorts.empty()) parts.push_back({"Cohorts", cohort_table_of(result), {}});
  }
  if (a.options) parts.push_back({"Options", option_table(result, OptionColumns::full), {}});
  if (!a.ship.empty()) parts.push_back({"Now or later", ship_table(result), {}});
  if (outcome.base) parts.push_back({"What if " + joined(run.overrides, ", "), tradeoff_difference_table(*outcome.base, result), {}});
  return parts;
}

std::string heading(const TradeoffResult& result) { return "Trade-off: " + result.subject.title; }

}  // namespace

std::string tradeoff_terminal(const TradeoffOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  const auto line = [](const std::string& text, std::size_t indent) { return wrapped(printable(text), text_width, indent) + "\n"; };
  std::string text = printable(heading(result)) + "\n\n" + line(result.assessment.decision.sentence, 2);
  if (result.assessment.rows) text += line(rows_line(*result.assessment.rows), 2);
  for (const auto& part : parts_of(outcome, run)) {
    text += "\n" + printable(part.heading) + "\n" + terminal_table(without_empty_columns(part.table));
    for (const auto& l : part.lines) text += line(l, 2);
  }
  const auto lines = tradeoff_lines(result);
  if (!lines.empty()) text += "\n";
  for (const auto& l : lines) text += line(l, 2);
  const auto findings = finding_lines(result);
  if (!findings.empty()) text += "\nWhat the total hides\n";
  for (const auto& l : findings) text += line(l, 2);
  if (!result.assessment.cautions.empty()) text += "\n";
  for (const auto& l : result.assessment.cautions) text += line(l, 2);
  return text;
}

std::string tradeoff_markdown(const TradeoffOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  std::string text = "## " + markdown_text(heading(result)) + "\n\n**" + markdown_text(result.assessment.decision.sentence) + "**\n";
  if (result.assessment.rows) text += "\n" + markdown_text(rows_line(*result.assessment.rows)) + "\n";
  for (const auto& part : parts_of(outcome, run)) {
    text += "\n### " + markdown_text(part.heading) + "\n\n" + markdown_table(without_empty_columns(part.table));
    for (const auto& l : part.lines) text += "\n" + markdown_text(l) + "\n";
  }
  const auto list = [&](const std::vector<std::string>& lines, const char* before) {
    if (!lines.empty()) text += before;
    for (const auto& l : lines) text += "- " + markdown_text(l) + "\n";
  };
  list(tradeoff_lines(result), "\n");
  list(finding_lines(result), "\n### What the total hides\n\n");
  list(result.assessment.cautions, "\n### Read with care\n\n");
  return text;
}

std::string tradeoff_junit(const TradeoffResult& result) { return decision_junit("tradeoff", result.subject.title, result.assessment.decision); }

std::string tradeoff_github(const TradeoffResult& result) {
  return decision_github("tradeoff", result.subject.title, result.assessment.decision) + findings_github("tradeoff", result.assessment.findings);
}

}  // namespace premortem
