#include "premortem/report/journal_report.hpp"

#include <fmt/format.h>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "report/escape.hpp"
#include "report/journal_words.hpp"
#include "report/page_words.hpp"

namespace premortem {
namespace {

constexpr std::size_t text_width = 100;

std::string cell_of(const std::optional<double>& x) { return x ? fmt::format("{}", *x + 0.0) : ""; }

std::string bullets(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += "  " + wrapped(printable(line), text_width - 2, 2) + "\n";
  return text;
}

std::string markdown_bullets(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += "- " + markdown_text(line) + "\n";
  return text;
}

/// The parts of the journal, each with its heading; empty ones are left out.
struct Part {
  std::string heading;
  TextTable table;
  std::vector<std::string> lines;
};

std::vector<Part> parts_of(const JournalOutcome& outcome, const Run& run) {
  const JournalResult& r = outcome.changed;
  std::vector<Part> parts{{"", hypothesis_table(r), {}}, {"Score", {}, r.subject.hypotheses.empty() ? std::vector<std::string>{} : score_lines(r.assessment)},
                          {"Calibration", calibration_table(r), {}}, {"Mind", {}, journal_cautions(r)}, {"Interventions", intervention_table(r), intervention_lines(r)}};
  if (outcome.base) parts.push_back({"What if " + joined(run.overrides, ", "), journal_difference_table(outcome), {}});
  std::erase_if(parts, [](const Part& p) { return p.table.rows.empty() && p.lines.empty(); });
  return parts;
}

std::string changed_columns(const JournalAssessment& a, std::size_t i) {
  std::vector<std::string> columns;
  if (a.frozen)
    for (const auto& c : a.frozen->changed[i]) columns.push_back(c.column);
  return joined(columns, " ");
}

}  // namespace

std::string journal_terminal(const JournalOutcome& outcome, const Run& run) {
  std::string text = "Decision journal: " + printable(outcome.changed.subject.title) + "\n";
  for (const auto& part : parts_of(outcome, run)) {
    text += "\n" + (part.heading.empty() ? "" : printable(part.heading) + "\n");
    if (!part.table.rows.empty()) text += terminal_table(part.table);
    text += bullets(part.lines);
  }
  return text + fmt::format("\nconfidence {}{}\n", outcome.changed.assessment.settings.confidence, run.as_of ? ", as of " + *run.as_of : "");
}

std::string journal_markdown(const JournalOutcome& outcome, const Run& run) {
  std::string text = "## Decision journal: " + markdown_text(outcome.changed.subject.title) + "\n";
  for (const auto& part : parts_of(outcome, run)) {
    if (!part.heading.empty()) text += "\n### " + markdown_text(part.heading) + "\n";
    if (!part.table.rows.empty()) text += "\n" + markdown_table(part.table);
    if (!part.lines.empty()) text += "\n" + markdown_bullets(part.lines);
  }
  return text + fmt::format("\nconfidence {}{}\n", outcome.changed.assessment.settings.confidence, run.as_of ? ", as of " + *run.as_of : "");
}

std::string journal_csv(const JournalOutcome& outcome) {
  std::string text = "id,written,hypothesis,metric,direction,threshold,due,probability,state,measured,checked,timing,squared_error,scored,sha256,frozen,changed_columns\n";
  const JournalResult& r = outcome.changed;
  for (std::size_t i = 0; i < r.subject.hypotheses.size(); ++i) {
    const Hypothesis& h = r.subject.hypotheses[i];
    const HypothesisReading& reading = r.assessment.readings[i];
    text += csv_row({h.id, h.written, h.text, h.metric, std::string(name_of(*h.direction)), cell_of(h.threshold), h.due, cell_of(h.probability), std::string(name_of(reading.state)), cell_of(h.measured), h.checked,
                             std::string(reading.timing ? name_of(*reading.timing) : ""), cell_of(reading.squared_error), std::string(reading.scored ? "yes" : "no"), r.hashes[i],
                             std::string(r.assessment.frozen ? name_of(r.assessment.frozen->standings[i]) : ""), changed_columns(r.assessment, i)});
  }
  return text;
}

}  // namespace premortem
