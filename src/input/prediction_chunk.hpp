#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input/name_collector.hpp"
#include "input/row_chunk.hpp"
#include "input/table_header.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// The columns of predictions.csv.
enum class PredictionColumn { score, label, cohort, value, weight, date, label_date, label_second, baseline_score, arm, outcome, count, ignored };

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

  const PredictionLayout& layout;
  ScoredRows rows;  ///< the indices of its names are those of the collectors; their names come when chunks are joined
  NameCollector cohorts, arms;
  LatestDay latest;  ///< of `date`

 private:
  bool is_usable(const CsvRow& row);
  void take_cell(PredictionColumn column, const RowCell& cell);
  std::uint64_t times(const RowCell& cell);
  double signed_number(const RowCell& cell, bool zero_too, const char* column);
};

}  // namespace premortem
