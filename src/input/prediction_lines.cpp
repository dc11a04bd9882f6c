#include "input/prediction_line.hpp"

namespace premortem {
namespace {

template <class T>
void add(bool has_column, T cell, std::vector<T>& to) {
  if (has_column) to.push_back(cell);
}

/// Which columns a file has.
struct Present {
  explicit Present(const std::vector<PredictionColumn>& columns) {
    for (const auto column : columns) has[static_cast<std::size_t>(column)] = true;
  }
  bool operator[](PredictionColumn column) const { return has[static_cast<std::size_t>(column)]; }
  bool has[static_cast<std::size_t>(PredictionColumn::ignored) + 1] = {};
};

}  // namespace

CsvTaken PredictionChunk::take_lines(std::string_view lines, long first_line, char delimiter) {
  const PlainPredictionReader reader(layout.columns, delimiter);
  const auto last = lines.rfind('\n');
  if (last == std::string_view::npos || !reader.can_read() || layout.count) return {};  // lines with counts are few
  const Present present(layout.columns);
  PlainPrediction row;
  const char* at = lines.data();
  const char* const end = at + last + 1;
  CsvTaken taken;
  while (at < end) {
    // Nothing is kept of a line before all of it is understood: a name of a row that is left out is no name of the file.
    const char* next = reader.read(at, row);
    if (!next) break;
    rows.score.push_back(row.score);
    rows.label.push_back(row.label);
    add(present[PredictionColumn::value], row.value, rows.value);
    add(present[PredictionColumn::weight], row.weight, rows.weight);
    add(present[PredictionColumn::baseline_score], row.baseline_score, rows.baseline_score);
    add(present[PredictionColumn::outcome], row.outcome, rows.outcome);
    add(present[PredictionColumn::label_second], row.label_second, rows.label_second);
    add(present[PredictionColumn::label_date], row.label_date, rows.label_date);
    if (present[PredictionColumn::cohort]) rows.cohort.index.push_back(cohorts.index_of(row.cohort));
    if (present[PredictionColumn::arm]) rows.arm.index.push_back(arms.index_of(row.arm));
    if (present[PredictionColumn::date]) {
      rows.date.push_back(row.date);
      latest.add(row.date, first_line + taken.lines);
    }
    ++taken.lines;
    at = next;
  }
  read += static_cast<std::uint64_t>(taken.lines);
  taken.bytes = static_cast<std::size_t>(at - lines.data());
  plain_bytes += taken.bytes, plain_rows += static_cast<std::uint64_t>(taken.lines);
  return taken;
}

}  // namespace premortem
