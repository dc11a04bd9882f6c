#include "premortem/report/tradeoff_report.hpp"

#include <fmt/format.h>

#include "premortem/core/number_text.hpp"
#include "report/decision_report.hpp"
#include "report/page_words.hpp"
#include "report/tradeoff_difference.hpp"
#include "report/tradeoff_words.hpp"
#include "report/verb_document.hpp"

namespace premortem {
namespace {

std::string confidence_words(const TradeoffResult& result) {
  const auto& rows = *result.assessment.rows;
  std::vector<std::string> marks;
  if (rows.recommended.exists) marks.emplace_back("> recommended");
  if (rows.today) marks.emplace_back("o in use today");
  const auto text = fmt::format("In brackets: exact limits, {} sure for each share alone{}.", confidence_text(result.assessment.settings.confidence), rows.recommended.point.value_recall.limits ? "; those of value are nominal" : "");
  return marks.empty() ? text : text + " " + joined(marks, ", ");
}

std::vector<DocumentPart> parts_of(const TradeoffOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  const auto& a = result.assessment;
  std::vector<DocumentPart> parts;
  if (a.rows && !is_experiment(result)) {
    DocumentPart points{"Operating points", operating_point_table(result), {confidence_words(result)}};
    if (const auto left = left_out_line(result); !left.empty()) points.lines.push_back(left);
    if (a.rows->recommended.band) points.lines.push_back("The first row is with review, and counts what a person sees as flagged; the others are without.");
    parts.push_back(std::move(points));
    if (!a.rows->cohorts.empty()) {
      DocumentPart cohorts{"Cohorts", cohort_table_of(result), {}};
      if (a.rows->recommended.band && a.settings.thresholds.empty()) cohorts.lines.emplace_back("At the lower end of the band, before reviews: what a person sees counts as flagged, and caught.");
      parts.push_back(std::move(cohorts));
    }
  }
  if (a.options) parts.push_back({"Options", option_table(result, OptionColumns::full), {}});
  if (!a.ship.empty()) parts.push_back({"Now or later", ship_table(result), {}});
  if (outcome.base) parts.push_back({"What if " + joined(run.overrides, ", "), tradeoff_difference_table(*outcome.base, result), {}});
  return parts;
}

VerbDocument document_of(const TradeoffOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  const auto& a = result.assessment;
  return {"Trade-off: " + result.subject.title, a.decision.sentence, a.rows ? rows_line(*a.rows) : "", parts_of(outcome, run), tradeoff_lines(result), "What the total hides", finding_lines(result), a.cautions};
}

}  // namespace

std::string tradeoff_terminal(const TradeoffOutcome& outcome, const Run& run) { return document_terminal(document_of(outcome, run)); }
std::string tradeoff_markdown(const TradeoffOutcome& outcome, const Run& run) { return document_markdown(document_of(outcome, run)); }

std::string tradeoff_junit(const TradeoffResult& result) { return decision_junit("tradeoff", result.subject.title, result.assessment.decision); }

std::string tradeoff_github(const TradeoffResult& result) {
  return decision_github("tradeoff", result.subject.title, result.assessment.decision) + findings_github("tradeoff", result.assessment.findings);
}

}  // namespace premortem
