#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "input/latency_cell.hpp"
#include "input/name_collector.hpp"
#include "input/row_chunk.hpp"
#include "input/table_header.hpp"
#include "premortem/models/latency_rows.hpp"

namespace premortem {

/// Where the columns of latency.csv stand, and what they make of it.
struct LatencyLayout {
  LatencyForm form = LatencyForm::single;
  LatencyUnit unit = LatencyUnit::milliseconds;
  std::size_t latency = 0;
  std::optional<std::size_t> sessions, abandoned, outcome, cohort;
};

/// The rows of one part of latency.csv, as numbers; read by one thread.
struct LatencyChunk : RowChunk {
  using Layout = LatencyLayout;
  static constexpr RowWords words{{"a latency", "an outcome"},
                                  "a row counts once both its latency and whether it was abandoned are known",
                                  "the file has no row with a latency and whether it was abandoned"};

  LatencyChunk(std::string file_name, const LatencyLayout& columns) : RowChunk(std::move(file_name)), layout(columns) {}
  static std::optional<LatencyLayout> layout_of(const TableHeader& header, Diagnostics& diagnostics);

  void take(const CsvRow& row);
  /// Goes on with the names of a part that is joined, which most of its rows have too.
  void take_names(LatencyChunk& joined) { cohorts = std::move(joined.cohorts); }

  const LatencyLayout& layout;
  LatencyRows rows;  ///< without the names of its cohorts, which come when chunks are joined
  NameCollector cohorts;

 private:
  bool is_usable(const CsvRow& row);
  void take_arm(const RowCell& sessions, const RowCell& left);
  std::uint8_t abandoned(const RowCell& cell);
  std::uint8_t outcome(const CsvRow& row);
  std::optional<double> count(const RowCell& cell);
};

}  // namespace premortem
