#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/core/diagnostic.hpp"
#include "premortem/input/csv.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// The columns of predictions.csv.
enum class PredictionColumn { score, label, cohort, value, weight, date, label_date, label_second, baseline_score, arm, outcome, ignored };

/// Which column stands where, from the header.
struct PredictionLayout {
  std::vector<PredictionColumn> columns;
  std::size_t score = 0, label = 0;  ///< where they stand
};

/// Words in the order in which they first came.
class NameCollector {
 public:
  std::uint32_t index_of(std::string_view name);
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, std::uint32_t, std::less<>> known_;  // a tree: no choice of names makes it slow
  std::vector<std::string> names_;
  std::uint32_t last_ = 0;
};

/// One cell with where it stands; the whole place is only made up for a message.
struct RowCell {
  std::string_view text;
  long line;
  int column;
};

/// The rows of one part of the file, as numbers; read by one thread.
struct PredictionChunk {
  PredictionChunk(std::string file_name, const PredictionLayout& columns) : file(std::move(file_name)), layout(columns) {}

  void take(const CsvRow& row);

  std::string file;
  const PredictionLayout& layout;
  ScoredRows rows;  ///< the indices of its names are those of the collectors; their names come when chunks are joined
  NameCollector cohorts, arms;
  std::uint64_t read = 0;
  std::uint64_t without_score = 0, without_label = 0, blank = 0;
  long first_without_label = 0, first_without_score = 0;  ///< lines
  std::int32_t latest = 0;                                ///< of `date`; only with dates
  long latest_line = 0;
  Diagnostics diagnostics;

 private:
  bool is_usable(const CsvRow& row);
  void take_cell(PredictionColumn column, const RowCell& cell);
  std::optional<double> number(const RowCell& cell);
  double signed_number(const RowCell& cell, bool zero_too, const char* column);
  std::uint8_t label(const RowCell& cell);
  std::int32_t day(const RowCell& cell);
  void error(const RowCell& cell, const std::string& code, const std::string& message, const std::string& hint) {
    diagnostics.error({file, cell.line, cell.column}, code, message, hint);
  }
};

}  // namespace premortem
