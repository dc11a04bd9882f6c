#include "premortem/input/clean_copy.hpp"

#include <fmt/format.h>

#include "input/case_limits.hpp"
#include "input/clean_cell.hpp"
#include "input/clean_text.hpp"
#include "input/csv_bytes.hpp"
#include "input/file_layout.hpp"
#include "input/parted_rows.hpp"
#include "input/row_kind.hpp"
#include "premortem/input/source.hpp"

namespace premortem {
namespace {

/// Writes the rows of one text anew and logs what differs.
class Copyist {
 public:
  Copyist(const FileLayout& layout, const FileSchema& schema, MendLog& log) : layout_(layout), keeps_totals_(may_be_called_total(schema.file)), log_(log) {}

  std::string copy(std::string_view text) {
    PartedRows rows(text, layout_.delimiter, layout_.titles);
    while (rows.next()) {
      log_line_end(rows.row());
      layout_.header ? take(rows) : write_as_it_stands(rows.row());
    }
    return std::move(out_);
  }

 private:
  void log_line_end(const RawRow& row) {
    if (row.line_end == "\r\n") log_.add_row(row.line, row.next_line, "the line end of Windows (CR LF) became a line feed", "");
    if (row.line_end == "\r") log_.add_row(row.line, row.next_line, "a carriage return at the line end became a line feed", "carriage_return");
  }

  void write_as_it_stands(const RawRow& row) {
    for (const auto cell : row.cells) write_cell(std::string(cell));
    end_row(row);
  }

  void take(const PartedRows& rows) {
    const auto& row = rows.row();
    switch (rows.part()) {
      case RowPart::empty: return log_.add_row(row.line, row.next_line, "an empty row removed", "empty_row");
      case RowPart::title: return log_.add(row.line, "a title row removed: " + shown(row), "title_row");
      case RowPart::total:
        if (keeps_totals_) return write_data(rows);
        return log_.add(row.line, "a row of totals removed: " + shown(row), "total_row");
      case RowPart::header: return write_header(row);
      case RowPart::data: return write_data(rows);
    }
  }

  static std::string shown(const RawRow& row) {
    constexpr std::size_t most_characters = 60;
    const char* begin = row.cells.front().data();
    const char* end = row.cells.back().data() + row.cells.back().size();
    return "\"" + excerpt({begin, static_cast<std::size_t>(end - begin)}, most_characters) + "\"";
  }

  void write_header(const RawRow& row) {
    if (layout_.delimiter == '\t') log_.add(row.line, "tabs between the cells became commas", "delimiter");
    else if (layout_.delimiter != ',') log_.add(row.line, fmt::format("\"{}\" between the cells became a comma", layout_.delimiter), "delimiter");
    for (std::size_t i = 0; i < layout_.width; ++i) write_name(row, i);
    const auto empty = row.cells.size() - layout_.width;
    if (empty > 0)
      log_.add_cells(row.line, layout_.width + 1, row.cells.size(),
                     empty == 1 ? "an empty last column removed" : fmt::format("{} empty columns at the end removed", empty), "unknown_column");
    end_row(row);
  }

  void write_name(const RawRow& row, std::size_t i) {
    const auto right = layout_.header->right_spelling(i);
    const auto cell = clean_cell(row.cells[i]);
    const auto& name = layout_.header->names()[i];
    const auto log = [&](const std::string& what) { log_.add_cells(row.line, i + 1, i + 1, what, "unknown_column"); };
    if (right) log(fmt::format("the column \"{}\" is now called \"{}\"", name, *right));
    else if (cell.trimmed) log(fmt::format("blanks around the column name \"{}\" removed", excerpt(name)));
    write_cell(right ? written_cell(*right, row.cells[i].starts_with('"')) : cell.text);
  }

  void write_data(const PartedRows& rows) {
    const auto& row = rows.row();
    const bool cut = row.cells.size() > layout_.width && rows.filled_cells() <= layout_.width;
    const auto kept = cut ? layout_.width : row.cells.size();
    bool trimmed = false;
    for (std::size_t i = 0; i < kept; ++i) {
      const auto cell = clean_cell(row.cells[i]);
      trimmed |= cell.trimmed;
      write_cell(cell.text);
    }
    if (trimmed) log_.add_row(row.line, row.next_line, "blanks around cells removed", "");
    if (cut && row.cells.size() > layout_.header->names().size()) log_.add_row(row.line, row.next_line, "empty cells beyond the header cut", "width");
    end_row(row);
  }

  void write_cell(const std::string& text) {
    if (row_begun_) out_ += layout_.header ? ',' : layout_.delimiter;
    out_ += text;
    row_begun_ = true;
  }

  void end_row(const RawRow& row) {
    if (!row.line_end.empty()) out_ += '\n';
    row_begun_ = false;
  }

  const FileLayout& layout_;
  bool keeps_totals_;
  MendLog& log_;
  std::string out_;
  bool row_begun_ = false;
};

CleanCopy cleaned(std::string_view bytes, const std::string& file, const FileSchema& schema, const TableOptions& options) {
  CleanCopy copy{std::string(bytes), {}, file_kind(bytes) == FileKind::workbook};
  MendLog log(file);
  const auto text = clean_text(bytes, log);
  if (!text) return copy;
  const auto layout = layout_of(*text, schema, options);
  if (!layout) return copy;
  copy.text = Copyist(*layout, schema, log).copy(*text);
  copy.mends = log.mends();
  return copy;
}

}  // namespace

CleanCopy clean_copy(std::string_view text, const std::string& file, const FileSchema& schema, const TableOptions& options) {
  auto copy = cleaned(text, file, schema, options);
  check_all_limits(file, copy.text);
  return copy;
}

CleanCopy clean_source(const CaseFile& file, const TableOptions& options) {
  SourceDigest unused;
  return clean_copy(read_whole_source(file.path, most_bytes_people_write, unused), file.name, *file.schema, options);
}

}  // namespace premortem
