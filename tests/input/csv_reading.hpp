#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "premortem/input/csv.hpp"

namespace premortem::test {

/// What came out of a text: the rows as `line:[cell][cell]`, and the messages.
struct Reading {
  std::vector<std::string> rows;
  std::vector<std::string> errors;
  std::size_t error_count = 0;
  bool operator==(const Reading&) const = default;
};

inline std::string shown(const CsvRow& row) {
  std::string text = std::to_string(row.line) + ":";
  for (const auto cell : row.cells) text += "[" + std::string(cell) + "]";
  return text;
}

inline Reading read_pieces(const std::vector<std::string_view>& pieces, const CsvOptions& options = {}) {
  Reading reading;
  Diagnostics diagnostics;
  CsvParser parser("f.csv", options, [&](const CsvRow& row) { reading.rows.push_back(shown(row)); }, diagnostics);
  for (const auto piece : pieces) parser.feed(piece);
  parser.finish();
  for (const auto& error : diagnostics.errors()) reading.errors.push_back(to_string(error));
  reading.error_count = diagnostics.error_count();
  return reading;
}

inline Reading read(std::string_view text, const CsvOptions& options = {}) { return read_pieces({text}, options); }

using Lines = std::vector<std::string>;

}  // namespace premortem::test
