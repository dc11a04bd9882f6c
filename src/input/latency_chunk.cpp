#include "input/latency_chunk.hpp"

#include <fmt/format.h>

#include "input/cell_decimal.hpp"
#include "input/row_kind.hpp"
#include "input/time_unit.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

enum Reason : std::size_t { no_latency, no_outcome };

LatencyForm form_of(const LatencyLayout& layout) {
  if (layout.sessions) return LatencyForm::grouped;
  return layout.outcome ? LatencyForm::outcomes : LatencyForm::single;
}

}  // namespace

std::optional<LatencyLayout> LatencyChunk::layout_of(const TableHeader& header, Diagnostics& diagnostics) {
  const auto errors = diagnostics.error_count();
  const auto ms = header.position_of("latency_ms"), s = header.position_of("latency_s");
  LatencyLayout layout;
  layout.sessions = header.position_of("sessions");
  layout.abandoned = header.position_of("abandoned");
  layout.outcome = header.position_of("outcome");
  layout.cohort = header.position_of("cohort");
  layout.form = form_of(layout);
  layout.unit = ms ? LatencyUnit::milliseconds : LatencyUnit::seconds;
  layout.latency = ms ? *ms : s.value_or(0);
  if (ms && s)
    diagnostics.error(header.place(), "columns", "\"latency_ms\" and \"latency_s\" both state the latency",
                      "delete one of them, or begin its name with \"note\"");
  if (layout.sessions && layout.outcome)
    diagnostics.error(header.place(), "columns", "\"sessions\" makes a row many sessions, and \"outcome\" makes it one",
                      "keep \"sessions\" and \"abandoned\" with a row an arm, or \"outcome\" with a row a session");
  return diagnostics.error_count() == errors ? std::optional(layout) : std::nullopt;
}

void LatencyChunk::take(const CsvRow& row) {
  ++read;
  if (layout.form == LatencyForm::grouped && is_total(row.cells))
    return diagnostics.error({file, row.line, 1}, "total_row",
                             fmt::format("{} begins a row of totals", quoted(row.cells.front())), "delete the row");
  if (!is_usable(row)) return;
  rows.latency_ms.push_back(latency_in_ms(*this, cell_of(row, layout.latency), layout.unit));
  switch (layout.form) {
    case LatencyForm::grouped:
      take_arm(cell_of(row, *layout.sessions), cell_of(row, *layout.abandoned));
      break;
    case LatencyForm::single:
      rows.abandoned.push_back(abandoned(cell_of(row, *layout.abandoned)));
      break;
    case LatencyForm::outcomes:
      rows.abandoned.push_back(outcome(row));
      break;
  }
  if (layout.cohort) rows.cohort.index.push_back(cohorts.index_of(cell_of(row, *layout.cohort).text));
}

/// A row that lacks its latency, or what became of it, says nothing about how they go together; it is counted and left
/// out.
bool LatencyChunk::is_usable(const CsvRow& row) {
  const auto result = layout.form == LatencyForm::outcomes ? *layout.outcome : *layout.abandoned;
  const bool latency_is_missing = is_missing(cell_of(row, layout.latency).text);
  if (!latency_is_missing && !is_missing(cell_of(row, result).text)) return true;
  leave_out(row, latency_is_missing ? no_latency : no_outcome);
  return false;
}

void LatencyChunk::take_arm(const RowCell& sessions, const RowCell& left) {
  const auto n = count(sessions), y = count(left);
  rows.sessions.push_back(n.value_or(1));
  rows.left.push_back(y.value_or(0));
  if (n && *n == 0)
    error(sessions, "count", "an arm of 0 sessions", "delete the row");
  else if (n && y && *y > *n)
    error(left, "count", fmt::format("{} of {} sessions were abandoned", quoted(left.text), sessions.text),
          "abandoned counts some of the row's sessions");
}

std::uint8_t LatencyChunk::abandoned(const RowCell& cell) {
  if (const auto value = zero_or_one(cell.text)) return *value;
  error(cell, "abandoned", fmt::format("abandoned is {}, which is neither 0 nor 1", quoted(cell.text)),
        parse_count(cell.text) ? "where a row is many sessions, add the column sessions"
                               : "1: the session was abandoned; 0: it was not");
  return 0;
}

std::uint8_t LatencyChunk::outcome(const CsvRow& row) {
  const auto cell = cell_of(row, *layout.outcome);
  const bool left = cell.text == "abandoned";
  if (!left && cell.text != "served") {
    error(cell, "outcome", fmt::format("the outcome {} is neither served nor abandoned", quoted(cell.text)),
          "served: the answer came at this latency; abandoned: the user left then");
    return 0;
  }
  if (!layout.abandoned) return left ? 1 : 0;
  const auto other = cell_of(row, *layout.abandoned);
  if (!is_missing(other.text) && abandoned(other) != (left ? 1 : 0))
    error(other, "outcome",
          fmt::format("abandoned is {}, but the outcome of the row is {}", quoted(other.text), cell.text),
          "correct one of the two, or delete the column abandoned");
  return left ? 1 : 0;
}

std::optional<double> LatencyChunk::count(const RowCell& cell) {
  if (cell.text.find('.') == std::string_view::npos)
    if (const auto value = short_number(cell.text, 0)) return value;
  const auto parsed = parse_count(cell.text);
  if (!parsed) error(cell, parsed.problem.code, parsed.problem.message, parsed.problem.hint);
  return parsed.value;
}

}  // namespace premortem
