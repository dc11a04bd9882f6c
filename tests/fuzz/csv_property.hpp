#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/core/error.hpp"
#include "premortem/input/csv.hpp"

namespace premortem::fuzz {

/// Everything that can be seen of one reading.
struct CsvOutcome {
  std::vector<std::string> rows;
  std::vector<Diagnostic> errors;
  std::size_t error_count = 0;
  std::string limit;  ///< the message of the LimitError, if there was one
};

inline bool same(const Diagnostic& a, const Diagnostic& b) { return to_string(a) == to_string(b); }

inline bool same(const CsvOutcome& a, const CsvOutcome& b) {
  return a.rows == b.rows && a.error_count == b.error_count && a.limit == b.limit &&
         std::equal(a.errors.begin(), a.errors.end(), b.errors.begin(), b.errors.end(),
                    [](const auto& x, const auto& y) { return same(x, y); });
}

inline CsvOutcome read_in_pieces(std::string_view text, std::size_t piece, const CsvOptions& options) {
  CsvOutcome outcome;
  Diagnostics diagnostics;
  const auto keep = [&](const CsvRow& row) {
    std::string shown = std::to_string(row.line);
    for (const auto cell : row.cells) shown += "|" + std::string(cell);
    outcome.rows.push_back(std::move(shown));
  };
  CsvParser parser("f.csv", options, keep, diagnostics);
  try {
    for (std::size_t at = 0; at < text.size(); at += piece) parser.feed(text.substr(at, piece));
    parser.finish();
  } catch (const LimitError& error) {
    outcome.limit = error.what();
  }
  outcome.errors = diagnostics.errors();
  outcome.error_count = diagnostics.error_count();
  return outcome;
}

/// An error of the file as a whole has no line; every other has one.
inline bool has_its_place(const Diagnostic& error) {
  const bool of_the_file = error.place.line == 0 && error.place.column == 0 &&
                           (error.code == "empty_file" || error.code == "workbook" || error.code == "encoding");
  return of_the_file || (error.place.line > 0 && error.place.column > 0);
}

/// The claim: a text gives the same rows and the same messages whole and in pieces, every message has its place,
/// and a text without a message has at least a header.
/// The first byte of the input chooses the delimiter and the size of the pieces, the rest is the text.
/// @return what does not hold; empty if all does
inline std::string csv_violation(std::string_view input) {
  if (input.empty()) return {};
  const auto choice = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  CsvOptions options;
  options.delimiter = ",;\t|"[choice % 4];
  options.max_field_bytes = 64;
  options.max_columns = 16;
  options.max_row_bytes = 256;
  const auto whole = read_in_pieces(input, std::max<std::size_t>(input.size(), 1), options);
  if (!same(whole, read_in_pieces(input, 1, options))) return "single bytes differ from the whole";
  if (!same(whole, read_in_pieces(input, 1 + choice / 4, options))) return "pieces differ from the whole";
  for (const auto& error : whole.errors)
    if (!has_its_place(error)) return "an error without a place: " + to_string(error);
  if (whole.rows.empty() && whole.errors.empty() && whole.limit.empty()) return "neither a row nor an error";
  return {};
}

}  // namespace premortem::fuzz
