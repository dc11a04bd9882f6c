#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input/feature_cell.hpp"
#include "input/feature_count.hpp"
#include "input/name_collector.hpp"
#include "input/page_allocator.hpp"
#include "input/row_chunk.hpp"
#include "input/table_header.hpp"
#include "premortem/models/window_rows.hpp"

namespace premortem {

/// The columns of reference.csv and current.csv.
enum class WindowColumn { score, label, label_second, cohort, date, label_date, ignored, feature };

/// Which column stands where, from the header.
struct WindowLayout {
  std::vector<WindowColumn> columns;
  std::vector<std::size_t> features;  ///< where they stand, in the order of the file
  std::vector<std::string> names;     ///< theirs
};

/// Cells of features, row by row; whole rows.
using FeatureSlab = std::vector<FeatureCell, PageAllocator<FeatureCell>>;

/// The rows of one part of a window; read by one thread.
struct WindowChunk : RowChunk {
  using Layout = WindowLayout;
  static constexpr RowWords words{{nullptr, nullptr}, "", "the file has a header and no rows"};

  WindowChunk(std::string file_name, const WindowLayout& columns) : RowChunk(std::move(file_name)), layout(columns) {}
  static std::optional<WindowLayout> layout_of(const TableHeader& header, Diagnostics& diagnostics);

  void take(const CsvRow& row);
  /// Goes on with the names of a part that is joined, which most of its rows have too. Not with the words of features, of which a part counts its own.
  void take_names(WindowChunk& joined) { cohorts = std::move(joined.cohorts); }

  const WindowLayout& layout;
  WindowRows rows;  ///< without features and the names of its cohorts, which come when chunks are joined
  NameCollector cohorts;
  std::vector<FeatureCount> counts;         ///< by feature
  std::vector<NameCollector> feature_words;  ///< by feature
  std::vector<FeatureSlab> slabs;
  LatestDay latest;  ///< of `date`

 private:
  void begin_row();
  double score(const RowCell& cell);
  void take_known(WindowColumn column, const RowCell& cell);
  FeatureCell feature_of(std::size_t feature, std::string_view text, long line);
};

}  // namespace premortem
