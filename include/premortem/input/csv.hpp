#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "premortem/core/diagnostic.hpp"

namespace premortem {

struct CsvOptions {
  char delimiter = ',';
  std::size_t max_field_bytes = std::size_t{1} << 20;  ///< a longer cell is a LimitError (exit 6)
  std::size_t max_columns = 10'000;                    ///< a wider row is a LimitError (exit 6)
  std::size_t max_row_bytes = std::size_t{1} << 26;    ///< a longer row is a LimitError (exit 6)
};

/// One row as it stands in the file; cells are valid during the call only.
struct CsvRow {
  long line = 0;  ///< physical line on which the row starts, from 1
  std::span<const std::string_view> cells;
};

/// Where a parser begins that takes over in the middle of a file, after the end of a row.
struct CsvStart {
  long line = 1;          ///< physical line of its first byte
  std::size_t width = 0;  ///< cells of the header; 0: the header is still to come
};

using CsvRowSink = std::function<void(const CsvRow&)>;

/// How much of a stretch of lines was taken, from its beginning.
struct CsvTaken {
  std::size_t bytes = 0;
  long lines = 0;
};

/// Takes over rows without their cells being cut out first. Asked where a row may begin, with the number of the first line, for
/// bytes that are ASCII without a quote, a carriage return or a NUL, so that a row is a line and a cell is what stands between delimiters. Takes whole lines with their line feeds, each of as many cells as the header, and
/// none that it is not sure of: the first line that it leaves is handed to the CsvRowSink, and then it is asked again.
using CsvLinesSink = std::function<CsvTaken(std::string_view lines, long first_line)>;

/// Strict RFC 4180 over libcsv, fed in pieces of any size; memory does not grow with the file.
/// The first row is handed on like any other (it is the header) and fixes the width of all that follow.
/// A row that is not well-formed is reported to `diagnostics` with file:line:column and not handed on.
/// Blank-only physical lines (an empty line) are not rows. UTF-8 BOM and CRLF are accepted.
/// A line ends with a line feed; a carriage return inside a quoted cell is data, as RFC 4180 has it.
/// After a malformed row the next line is read on, so that one run finds every error; rows after a malformed
/// header are checked and not handed on, so that no row is ever taken for the header.
///
/// Codes: `encoding` (not UTF-8, or UTF-16), `nul`, `carriage_return`, `quote`, `unclosed_quote`, `width`,
/// `empty_file`, `delimiter` (the header is one cell and holds another delimiter), `workbook`, `compressed`.
///
/// The same rows and the same diagnostics come out however the text is cut into pieces.
class CsvParser {
 public:
  CsvParser(std::string file, CsvOptions options, CsvRowSink sink, Diagnostics& diagnostics, CsvStart start = {});
  ~CsvParser();
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;
  /// From now on whoever can read plain lines faster is asked first.
  void offer_lines(CsvLinesSink lines);
  /// @throws LimitError at a limit of the options, naming it and the place; whatever the sink throws
  void feed(std::string_view bytes);
  /// The end of the file: a last line without a line feed is complete. Call it once, after all pieces.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The whole text at once; errors as CsvParser.
void parse_csv(std::string_view text, const std::string& file, const CsvOptions& options, const CsvRowSink& sink,
               Diagnostics& diagnostics);

}  // namespace premortem
