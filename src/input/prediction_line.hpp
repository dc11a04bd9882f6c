#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "input/prediction_chunk.hpp"

namespace premortem {

/// The cells of a row; of columns that the file lacks, nothing is set.
struct PlainPrediction {
  double score = 0, value = 0, weight = 0, baseline_score = 0, outcome = 0;
  std::uint8_t label = 0, label_second = 0;
  std::int32_t date = no_day, label_date = no_day;
  std::string_view cohort, arm;
};

/// Reads lines in which every cell says at once what it is. Any other line (a score is missing, a number is written oddly or
/// out of its range, blanks stand around a name, a cell is missing) is left to those who can name what is wrong with it.
class PlainPredictionReader {
 public:
  PlainPredictionReader(const std::vector<PredictionColumn>& columns, char delimiter) : columns_(columns), delimiter_(delimiter) {}

  /// Whether cells can be told by this delimiter: it occurs in no number and no date, and is no line feed.
  bool can_read() const;
  /// @param at  a line that ends with a line feed
  /// @return the line after it; null if it is not plain
  const char* read(const char* at, PlainPrediction& row) const;

 private:
  const char* read_cell(PredictionColumn column, const char* at, PlainPrediction& row) const;
  const char* read_number(const char* at, double& value) const;
  const char* read_long_number(const char* at, double& value) const;
  const char* read_amount(const char* at, bool zero_too, double& value) const;
  const char* read_label(const char* at, std::uint8_t& label) const;
  const char* read_day(const char* at, std::int32_t& day) const;
  const char* read_name(const char* at, std::string_view& name) const;
  bool ends_cell(char c) const { return c == delimiter_ || c == '\n'; }
  const char* cell_end(const char* at) const;

  const std::vector<PredictionColumn>& columns_;
  char delimiter_;
};

}  // namespace premortem
