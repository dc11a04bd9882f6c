#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/core/diagnostic.hpp"
#include "premortem/input/csv.hpp"
#include "premortem/input/file_schema.hpp"
#include "premortem/models/case.hpp"

namespace premortem {

/// One cell with its place; `text` has no blanks around it.
struct TableCell {
  std::string text;
  Place place;
  bool empty() const { return text.empty(); }
};

struct TableRow {
  long line = 0;
  std::map<std::string, TableCell> cells;  ///< by column name of the schema; columns the file lacks are absent
  /// The cell, or an empty one placed on the row.
  TableCell cell(const std::string& column) const;
  Place place() const;
  std::string file;
};

/// A file that people write, read whole: header checked against its schema, rows in file order.
struct Table {
  std::string file;
  std::vector<TableRow> rows;
  InputFile provenance;
  std::vector<std::string> mapped;  ///< our names that a `--column` mapping found here
  std::vector<std::string> others = {};  ///< columns the schema does not name but allows, in the order of the file
};

/// How the caller wants files read.
struct TableOptions {
  char delimiter = ',';
  std::map<std::string, std::string> columns;  ///< `--column NAME=HEADER`: our name to the file's header
};

/// Reads the text of one file. Reports a missing, unknown or doubled column (with the nearest name, as which it is
/// then read), a file without rows, data where the header belongs, empty rows (left out and counted), title and TOTAL rows.
Table read_table(std::string_view text, const std::string& file, const FileSchema& schema, const TableOptions& options,
                 Diagnostics& diagnostics);

}  // namespace premortem
