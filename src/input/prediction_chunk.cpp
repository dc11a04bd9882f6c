#include "input/prediction_chunk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "input/row_kind.hpp"

namespace premortem {
namespace {

constexpr std::array<const char*, 12> column_words{"score", "label", "cohort", "value", "weight", "date", "label_date", "label_second", "baseline_score", "arm", "outcome", "count"};

constexpr double most_times = 1e12;  // so that sums of squares of counts stay whole in 128 bits

struct RowByRow {
  const char *column, *why;
};

/// What only a row by itself can have, and why.
constexpr std::array<RowByRow, 5> row_by_row{{{"baseline_score", "two scores are compared row by row"},
                                              {"outcome", "an outcome is measured of every item by itself"},
                                              {"label_second", "a second label is of one item"},
                                              {"label_date", "a label comes on a date for every item by itself"},
                                              {"row_id", "a name is of one item"}}};

}  // namespace

std::optional<PredictionLayout> PredictionChunk::layout_of(const TableHeader& header, Diagnostics& diagnostics) {
  PredictionLayout layout;
  for (const auto& name : header.names()) {
    const auto found = std::find(column_words.begin(), column_words.end(), name.value_or(""));
    layout.columns.push_back(found == column_words.end() ? PredictionColumn::ignored : static_cast<PredictionColumn>(found - column_words.begin()));
  }
  layout.score = header.position_of("score").value_or(0);
  layout.label = header.position_of("label").value_or(0);
  layout.count = header.position_of("count");
  bool together = true;
  for (const auto& [column, why] : row_by_row) {
    if (!layout.count || !header.position_of(column)) continue;
    diagnostics.error(header.place(), "columns", fmt::format("\"count\" makes a line many rows, but {} (\"{}\")", why, column),
                      fmt::format("begin the name of \"{}\" with \"note\" if nothing is to be read from it, or give a line a row", column));
    together = false;
  }
  return together ? std::optional(layout) : std::nullopt;
}

void PredictionChunk::take(const CsvRow& row) {
  ++read;
  if (layout.count) {
    has_counts = true;
    if (all_blank(row.cells)) return static_cast<void>(++blank);
    const auto times_there = times(cell_of(row, *layout.count));
    if (times_there == 0) return static_cast<void>(++blank);  // as if it were not there
    if (!is_usable(row, times_there)) return;
    rows.count.push_back(times_there);
    stands_for = added_rows(stands_for, times_there);
  } else if (!is_usable(row, 1)) return;
  const auto& columns = layout.columns;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i] != PredictionColumn::ignored) take_cell(columns[i], cell_of(row, i));
}

/// A row without a score or a label says nothing about either; it is counted and left out.
bool PredictionChunk::is_usable(const CsvRow& row, std::uint64_t times_there) {
  const bool no_score = is_missing(without_blanks(row.cells[layout.score])), no_label = is_missing(without_blanks(row.cells[layout.label]));
  if (!no_score && !no_label) return true;
  leave_out(row, no_score ? 0 : 1, times_there);
  return false;
}

std::uint64_t PredictionChunk::times(const RowCell& cell) {
  const auto value = number(cell);
  if (value && *value >= 0 && *value <= most_times && *value == std::floor(*value)) return static_cast<std::uint64_t>(*value);
  if (value)
    error(cell, "count", fmt::format("the count \"{}\" is not a whole number from 0 to 1e12", cell.text), "a count is how many rows the line stands for; for one with a fraction there is \"weight\"");
  return 1;
}

double PredictionChunk::signed_number(const RowCell& cell, bool zero_too, const char* column) {
  const auto value = number(cell);
  if (value && (*value < 0 || (*value == 0 && !zero_too)))
    error(cell, "negative", fmt::format("the {} \"{}\" is not {}", column, cell.text, zero_too ? "0 or more" : "more than 0"),
          zero_too ? "a value is what is at stake in the row" : "a weight is how many real items the row stands for");
  else if (value && (*value > largest_amount || (*value != 0 && *value < smallest_amount)))
    error(cell, "range", fmt::format("the {} \"{}\" is not between 1e-30 and 1e30", column, cell.text), "give it in another unit");
  return value.value_or(1);
}

void PredictionChunk::take_cell(PredictionColumn column, const RowCell& cell) {
  const bool missing = is_missing(cell.text);
  switch (column) {
    case PredictionColumn::score: return rows.score.push_back(number(cell).value_or(0));
    case PredictionColumn::label: return rows.label.push_back(label(cell));
    case PredictionColumn::cohort: return rows.cohort.index.push_back(cohorts.index_of(cell.text));
    case PredictionColumn::arm: return rows.arm.index.push_back(arms.index_of(cell.text));
    case PredictionColumn::value: return rows.value.push_back(signed_number(cell, true, "value"));
    case PredictionColumn::weight: return rows.weight.push_back(signed_number(cell, false, "weight"));
    case PredictionColumn::baseline_score: return rows.baseline_score.push_back(number(cell).value_or(0));
    case PredictionColumn::outcome: return rows.outcome.push_back(missing ? std::numeric_limits<double>::quiet_NaN() : number(cell).value_or(0));
    case PredictionColumn::label_second: return rows.label_second.push_back(missing ? std::uint8_t{2} : label(cell));
    case PredictionColumn::label_date: return rows.label_date.push_back(missing ? no_day : day(cell));
    case PredictionColumn::date:
      rows.date.push_back(day(cell));
      latest.add(rows.date.back(), cell.line);
      return;
    case PredictionColumn::count:  // taken before the others
    case PredictionColumn::ignored: return;
  }
}

}  // namespace premortem
