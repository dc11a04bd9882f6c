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
};

/// One row as it stands in the file; cells are valid during the call only.
struct CsvRow {
  long line = 0;  ///< physical line on which the row starts, from 1
  std::span<const std::string_view> cells;
};

using CsvRowSink = std::function<void(const CsvRow&)>;

/// Strict RFC 4180 over libcsv, fed in pieces of any size; memory does not grow with the file.
/// The first row is handed on like any other (it is the header) and fixes the width of all that follow.
/// A row that is not well-formed is reported to `diagnostics` with file:line:column and not handed on.
/// Blank-only physical lines (an empty line) are not rows. UTF-8 BOM and CRLF are accepted.
class CsvParser {
 public:
  CsvParser(std::string file, CsvOptions options, CsvRowSink sink, Diagnostics& diagnostics);
  ~CsvParser();
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;
  void feed(std::string_view bytes);
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The whole text at once.
void parse_csv(std::string_view text, const std::string& file, const CsvOptions& options, const CsvRowSink& sink,
               Diagnostics& diagnostics);

}  // namespace premortem
