#include "premortem/input/table.hpp"

#include <fmt/format.h>

#include "input/row_kind.hpp"
#include "input/table_header.hpp"

namespace premortem {
namespace {

/// The first row is no header: what follows it cannot be judged, so reading stops there.
struct NoHeader {};

TableRow make_row(const std::string& file, const CsvRow& row, const std::vector<std::optional<std::string>>& names) {
  TableRow out;
  out.line = row.line;
  out.file = file;
  for (std::size_t i = 0; i < row.cells.size() && i < names.size(); ++i)
    if (names[i]) out.cells[*names[i]] = {std::string(without_blanks(row.cells[i])), {file, row.line, static_cast<int>(i) + 1}};
  return out;
}

void read_rows(std::string_view text, const FileSchema& schema, Table& table, TableHeader& header, const TableOptions& options, Diagnostics& diagnostics) {
  bool header_seen = false;
  const auto sink = [&](const CsvRow& row) {
    if (!header_seen) {
      header_seen = true;
      if (!header.read(table.file, row)) throw NoHeader();
      return;
    }
    ++table.provenance.rows;
    if (all_blank(row.cells)) {
      ++table.provenance.excluded;
      diagnostics.warn({table.file, row.line, 0}, "empty_row", "an empty row is left out", "delete it");
      return;
    }
    if (is_total(row.cells) && !may_be_called_total(schema.file)) {
      diagnostics.error({table.file, row.line, 1}, "total_row", fmt::format("\"{}\" begins a row of totals", row.cells.front()), "delete the row");
      return;
    }
    ++table.provenance.used;
    if (header.complete()) table.rows.push_back(make_row(table.file, row, header.names()));
  };
  CsvOptions csv;
  csv.delimiter = options.delimiter;
  try {
    parse_csv(text, table.file, csv, sink, diagnostics);
  } catch (const NoHeader&) {
  }
}

}  // namespace

TableCell TableRow::cell(const std::string& column) const {
  const auto found = cells.find(column);
  return found == cells.end() ? TableCell{"", place()} : found->second;
}

Place TableRow::place() const { return {file, line, 0}; }

Table read_table(std::string_view text, const std::string& file, const FileSchema& schema, const TableOptions& options,
                 Diagnostics& diagnostics) {
  Table table{file, {}, {file, "", 0, 0, 0}, {}, {}};
  TableHeader header(schema, options, diagnostics);
  const auto errors_before = diagnostics.error_count();
  read_rows(text, schema, table, header, options, diagnostics);
  table.mapped = header.mapped();
  table.others = header.others();
  if (table.rows.empty() && diagnostics.error_count() == errors_before)
    diagnostics.error({file, 1, 0}, "no_rows", "the file has a header and no rows", "add a row, or remove the file");
  return table;
}

}  // namespace premortem
