#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/name_collector.hpp"
#include "input/row_chunk.hpp"
#include "input/table_header.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// The columns of predictions.csv.
enum class PredictionColumn { score, label, cohort, value, weight, date, label_date, label_second, baseline_score, arm, outcome, count, ignored };

constexpr double largest_amount = 1e30, smallest_amount = 1e-30;  ///< of what is added up over rows and scaled to a year, far from where that overflows

/// Which column stands where, from the header.
struct PredictionLayout {
  std::vector<PredictionColumn> columns;
  std::size_t score = 0, label = 0;  ///< where they stand
  std::optional<std::size_t> count;  ///< likewise
};

/// The rows of one part of the file, as numbers; read by one thread.
struct PredictionChunk : RowChunk {
  using Layout = PredictionLayout;
  static constexpr RowWords words{{"a score", "a label"}, "a row counts once both its score and its label are known", "the file has no row with a score and a label"};

  PredictionChunk(std::string file_name, const PredictionLayout& columns) : RowChunk(std::move(file_name)), layout(columns) {}
  static std::optional<PredictionLayout> layout_of(const TableHeader& header, Diagnostics& diagnostics);

  void take(const CsvRow& row);
  /// Goes on with the names of a part that is joined, which most of its rows have too.
  void take_names(PredictionChunk& joined) { cohorts = std::move(joined.cohorts), arms = std::move(joined.arms); }
  /// Rows as nearly every file has them: what `take` would make of them, several times as fast. A CsvLinesSink.
  CsvTaken take_lines(std::string_view lines, long first_line, char delimiter);

  const PredictionLayout& layout;
  ScoredRows rows;  ///< the indices of its names are those of the collectors; their names come when chunks are joined
  NameCollector cohorts, arms;
  LatestDay latest;  ///< of `date`
  std::uint64_t plain_bytes = 0, plain_rows = 0;  ///< of the lines that take_lines took

 private:
  bool is_usable(const CsvRow& row, std::uint64_t times_there);
  void take_cell(PredictionColumn column, const RowCell& cell);
  std::uint64_t times(const RowCell& cell);
  double signed_number(const RowCell& cell, bool zero_too, const char* column);
};

}  // namespace premortem
