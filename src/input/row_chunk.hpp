#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "premortem/core/diagnostic.hpp"
#include "premortem/input/csv.hpp"

namespace premortem {

/// One cell with where it stands; the whole place is only made up for a message.
struct RowCell {
  std::string_view text;
  long line;
  int column;
};

/// The cell of a row in this column, from 0, without blanks around it.
RowCell cell_of(const CsvRow& row, std::size_t column);

/// Whether a cell of row data says that there is no value: empty, or NA.
inline bool is_missing(std::string_view cell) { return cell.empty() || cell == "NA"; }

/// 0 or 1, however it is written; absent for anything else.
std::optional<std::uint8_t> zero_or_one(std::string_view cell);

/// A date that is missing, or was not understood.
constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();

constexpr std::uint64_t uncounted_rows = 1'000'000'000'000'000'000;  ///< so many or more; the used ones of a file may be 1e12

/// How many rows lines stand for together, each for at most 1e12.
inline std::uint64_t added_rows(std::uint64_t a, std::uint64_t b) { return std::min(a + b, uncounted_rows); }

/// Rows left out for one reason; of lines with counts, the lines.
struct LeftOut {
  std::uint64_t rows = 0;
  std::uint64_t stands_for = 0;  ///< by the counts of the lines
  long first_line = 0;
  void add(long line, std::uint64_t times) {
    if (rows++ == 0) first_line = line;
    stands_for = added_rows(stands_for, times);
  }
};

/// The latest date of some rows, and the first of those that have it.
struct LatestDay {
  std::int32_t day = no_day;
  long line = 0;
  void add(std::int32_t other, long at_line) {
    if (other > day) day = other, line = at_line;
  }
  /// Of rows that come later in the file.
  void join(const LatestDay& later) { add(later.day, later.line); }
};

/// How a kind of row data speaks of its rows.
struct RowWords {
  std::array<const char*, 2> left_out;  ///< what rows lack that are left out, by reason: "a score"
  const char* counts;                   ///< when a row counts, as a hint
  const char* no_rows;                  ///< what a file lacks in which no row counts
  bool left_out_is_an_answer = false;   ///< a file of nothing but rows that are left out says something
};

/// What a part of a file of row data has, whichever its columns; read by one thread.
struct RowChunk {
  explicit RowChunk(std::string file_name) : file(std::move(file_name)) {}

  std::string file;
  std::uint64_t read = 0, blank = 0;
  std::array<LeftOut, 2> left_out;  ///< by reason
  bool has_counts = false;          ///< lines stand for many rows
  std::uint64_t stands_for = 0;     ///< where they do, the used ones together
  Diagnostics diagnostics;

  std::uint64_t excluded() const { return blank + left_out[0].rows + left_out[1].rows; }
  void error(const RowCell& cell, const std::string& code, const std::string& message, const std::string& hint) {
    diagnostics.error({file, cell.line, cell.column}, code, message, hint);
  }
  /// A finite number in plain notation; absent, and reported, for anything else.
  std::optional<double> number(const RowCell& cell);
  /// 1 for what the model looks for, else 0; anything else is reported and gives 0.
  std::uint8_t label(const RowCell& cell);
  /// An ISO date in days since 1970-01-01; anything else is reported and gives no_day.
  std::int32_t day(const RowCell& cell);
  /// Counts a row that lacks something, or is empty.
  void leave_out(const CsvRow& row, std::size_t reason, std::uint64_t times = 1);
};

}  // namespace premortem
