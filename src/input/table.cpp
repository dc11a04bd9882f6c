#include "premortem/input/table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool all_blank(std::span<const std::string_view> cells) {
  return std::all_of(cells.begin(), cells.end(), [](auto c) { return without_blanks(c).empty(); });
}

/// Reads the header: which column of the file is which column of the schema.
class Header {
 public:
  Header(const FileSchema& schema, const TableOptions& options, Diagnostics& diagnostics)
      : schema_(schema), options_(options), diagnostics_(diagnostics) {}

  /// False if the header is unusable, so that rows cannot be read.
  bool read(const std::string& file, const CsvRow& row) {
    file_ = file;
    line_ = row.line;
    if (is_title(row.cells) || is_data(row.cells)) return false;
    for (std::size_t i = 0; i < row.cells.size(); ++i) read_name(i, without_blanks(row.cells[i]));
    bool complete = true;
    for (const auto& column : schema_.columns) complete = check_present(column) && complete;
    return complete;
  }

  const std::vector<std::optional<std::string>>& names() const { return names_; }

 private:
  Place at(std::size_t index) const { return {file_, line_, static_cast<int>(index) + 1}; }

  bool is_title(std::span<const std::string_view> cells) {
    const auto filled = std::count_if(cells.begin(), cells.end(), [](auto c) { return !without_blanks(c).empty(); });
    if (cells.size() < 2 || filled != 1 || known(our_name(without_blanks(cells.front())))) return false;
    diagnostics_.error(at(0), "title_row", fmt::format("\"{}\" stands alone where the header belongs", cells.front()),
                       "delete the title row; the first row names the columns");
    return true;
  }

  bool is_data(std::span<const std::string_view> cells) {
    const bool none_known = std::none_of(cells.begin(), cells.end(), [&](auto c) { return known(our_name(without_blanks(c))); });
    const bool some_number = std::any_of(cells.begin(), cells.end(), [](auto c) { return parse_number(c).value.has_value(); });
    if (!none_known || !some_number) return false;
    diagnostics_.error(at(0), "no_header", fmt::format("the first row (\"{}\", ...) holds data where the header belongs", cells.front()),
                       "add a header row: " + header_text());
    return true;
  }

  std::string header_text() const {
    std::string text;
    for (const auto& c : schema_.columns) text += (text.empty() ? "" : ",") + c.name;
    return text;
  }

  bool known(std::string_view name) const {
    return std::any_of(schema_.columns.begin(), schema_.columns.end(), [&](const auto& c) { return c.name == name; });
  }

  std::string our_name(std::string_view header) const {
    for (const auto& [ours, theirs] : options_.columns)
      if (theirs == header && known(ours)) return ours;
    return std::string(header);
  }

  void read_name(std::size_t index, std::string_view header) {
    const std::string name = our_name(header);
    const std::string folded = folded_name(name);
    if (const auto before = seen_.find(folded); before != seen_.end()) {
      diagnostics_.error(at(index), "duplicate_column",
                         fmt::format("the column \"{}\" stands twice, in columns {} and {}", printable(header), before->second, index + 1),
                         "delete or rename one");
      names_.push_back(std::nullopt);
      return;
    }
    seen_[folded] = index + 1;
    if (known(name)) {
      names_.push_back(name);
      return;
    }
    names_.push_back(std::nullopt);
    if (header.starts_with("note")) return;
    if (header.empty())
      diagnostics_.error(at(index), "unknown_column", "a column without a name", "name it, or delete it; a column of notes begins with \"note\"");
    else report_unknown(index, header);
  }

  void report_unknown(std::size_t index, std::string_view header) {
    const auto near = nearest_name(header, column_names(schema_));
    diagnostics_.error(at(index), "unknown_column", fmt::format("unknown column \"{}\" in {}", header, schema_.file),
                       near ? fmt::format("did you mean \"{}\"? (a column of notes begins with \"note\")", *near)
                            : "a column of notes begins with \"note\"; known are " + header_text());
  }

  bool check_present(const ColumnSchema& column) {
    const bool found = std::any_of(names_.begin(), names_.end(), [&](const auto& n) { return n == column.name; });
    if (!found && column.required)
      diagnostics_.error({file_, line_, 0}, "missing_column", fmt::format("the column \"{}\" is missing", column.name),
                         fmt::format("add it, or map one with --column {}=HEADER", column.name));
    return found || !column.required;
  }

  const FileSchema& schema_;
  const TableOptions& options_;
  Diagnostics& diagnostics_;
  std::string file_;
  long line_ = 0;
  std::map<std::string, std::size_t> seen_;
  std::vector<std::optional<std::string>> names_;
};

TableRow make_row(const std::string& file, const CsvRow& row, const std::vector<std::optional<std::string>>& names) {
  TableRow out;
  out.line = row.line;
  out.file = file;
  for (std::size_t i = 0; i < row.cells.size() && i < names.size(); ++i)
    if (names[i]) out.cells[*names[i]] = {std::string(without_blanks(row.cells[i])), {file, row.line, static_cast<int>(i) + 1}};
  return out;
}

bool is_total(const CsvRow& row) { return folded_name(without_blanks(row.cells.front())) == "total"; }

}  // namespace

TableCell TableRow::cell(const std::string& column) const {
  const auto found = cells.find(column);
  return found == cells.end() ? TableCell{"", place()} : found->second;
}

Place TableRow::place() const { return {file, line, 0}; }

Table read_table(std::string_view text, const std::string& file, const FileSchema& schema, const TableOptions& options,
                 Diagnostics& diagnostics) {
  Table table{file, {}, {file, "", 0, 0, 0}};
  Header header(schema, options, diagnostics);
  bool header_seen = false, readable = false;
  const auto errors_before = diagnostics.error_count();
  const auto sink = [&](const CsvRow& row) {
    if (!header_seen) {
      header_seen = true;
      readable = header.read(file, row);
      return;
    }
    ++table.provenance.rows;
    if (all_blank(row.cells)) {
      ++table.provenance.excluded;
      diagnostics.warn({file, row.line, 0}, "empty_row", "an empty row is left out", "delete it");
      return;
    }
    if (is_total(row)) {
      diagnostics.error({file, row.line, 1}, "total_row", fmt::format("\"{}\" begins a row of totals", row.cells.front()), "delete the row");
      return;
    }
    ++table.provenance.used;
    if (readable) table.rows.push_back(make_row(file, row, header.names()));
  };
  CsvOptions csv;
  csv.delimiter = options.delimiter;
  parse_csv(text, file, csv, sink, diagnostics);
  if (readable && table.rows.empty() && diagnostics.error_count() == errors_before)
    diagnostics.error({file, 1, 0}, "no_rows", "the file has a header and no rows", "add a row, or remove the file");
  return table;
}

}  // namespace premortem
