#include "input/csv_row.hpp"

#include <algorithm>
#include <utility>

#include "input/csv_bytes.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

std::string counted(std::size_t n, const std::string& noun) { return std::to_string(n) + " " + noun + (n == 1 ? "" : "s"); }

std::string shown_delimiter(char c) { return c == '\t' ? "a tab" : "\"" + std::string(1, c) + "\""; }

std::string delimiter_argument(char c) { return c == '\t' ? "tab" : "'" + std::string(1, c) + "'"; }

}  // namespace

CsvRowAssembler::CsvRowAssembler(std::string file, CsvOptions options, CsvRowSink sink, Diagnostics& diagnostics)
    : file_(std::move(file)), options_(options), sink_(std::move(sink)), diagnostics_(diagnostics) {}

void CsvRowAssembler::start_at(const CsvStart& start) {
  line_ = start.line;
  width_ = start.width;
  is_header_ = false;
  seen_anything_ = true;
}

void CsvRowAssembler::begin(char first_byte) {
  if (row_line_ > 0) return;
  row_line_ = cell_line_ = line_;
  starts_quoted_ = first_byte == '"';
}

void CsvRowAssembler::add_cell(std::string_view cell) {
  if (cell_too_long_ || ends_.size() > options_.max_columns) return;  // check_limits will stop here
  if (cell.size() > options_.max_field_bytes) {
    cell_too_long_ = true;
    return;
  }
  if (bare_quote_) {
    bare_quote_ = false;
    spoil(CsvSpot::here, "quote", "a quote inside the cell \"" + excerpt(cell) + "\", which does not begin with one",
          "put the cell in quotes and double each quote inside it");
  }
  text_ += cell;
  ends_.push_back(text_.size());
  cell_line_ = line_;
}

bool CsvRowAssembler::may_take_plain(std::size_t bytes) const {
  return row_line_ == 0 && !is_header_ && !header_lost_ && width_ >= 2 && bytes <= std::min(options_.max_field_bytes, options_.max_row_bytes);
}

std::size_t CsvRowAssembler::offer_lines(std::string_view lines, const CsvLinesSink& sink) {
  if (!may_take_plain(lines.size())) return 0;
  const auto taken = sink(lines, line_);
  line_ += taken.lines;
  return taken.bytes;
}

bool CsvRowAssembler::take_plain(std::string_view line) {
  if (!may_take_plain(line.size())) return false;
  cells_.clear();
  for (;;) {
    const auto end = line.find(options_.delimiter);
    cells_.push_back(line.substr(0, end));
    if (end == std::string_view::npos || cells_.size() > width_) break;
    line.remove_prefix(end + 1);
  }
  if (cells_.size() != width_) return false;
  sink_({line_, cells_});
  next_line();
  return true;
}

void CsvRowAssembler::end_row(bool at_end_of_file) {
  if (ends_.empty() || is_blank_line()) return clear();
  seen_anything_ = true;
  if (is_header_ && names_another_delimiter()) return clear();
  if (is_header_) width_ = ends_.size();
  check_width(at_end_of_file);
  if (is_header_) header_lost_ = spoiled_;
  is_header_ = false;
  if (!spoiled_ && !header_lost_) hand_on();
  clear();
}

void CsvRowAssembler::abandon_row() {
  if (is_header_) header_lost_ = true;  // its width stays unknown: 0
  is_header_ = false;
  clear();
}

void CsvRowAssembler::hand_on() {
  cells_.clear();
  std::size_t start = 0;
  for (const auto end : ends_) {
    cells_.push_back(std::string_view(text_).substr(start, end - start));
    start = end;
  }
  sink_({row_line_, cells_});
}

void CsvRowAssembler::clear() {
  text_.clear();
  ends_.clear();
  row_line_ = 0;
  spoiled_ = bare_quote_ = false;
}

bool CsvRowAssembler::is_blank_line() const {
  return ends_.size() == 1 && !starts_quoted_ && text_.find_first_not_of(" \t") == std::string::npos && !spoiled_;
}

bool CsvRowAssembler::names_another_delimiter() {
  if (ends_.size() != 1 || starts_quoted_) return false;
  for (const char c : {';', '\t', ','}) {
    if (c == options_.delimiter || text_.find(c) == std::string::npos) continue;
    refused_ = true;
    diagnostics_.error({file_, row_line_, 1}, "delimiter",
                       "the header is a single cell, \"" + excerpt(text_) + "\", and holds " + shown_delimiter(c),
                       "if that separates the cells, give --delimiter " + delimiter_argument(c));
    return true;
  }
  return false;
}

void CsvRowAssembler::check_width(bool at_end_of_file) {
  const auto got = ends_.size();
  if (got == width_ || width_ == 0) return;
  spoiled_ = true;
  const bool is_short = got < width_;
  const std::string hint = !is_short       ? "a cell that holds the delimiter must stand in quotes"
                           : at_end_of_file ? "the file seems to be cut off here"
                                            : "an empty cell still needs its delimiter";
  const auto column = static_cast<int>(is_short ? got : width_) + 1;  // the first one missing or too many
  diagnostics_.error({file_, row_line_, column}, "width",
                     "expected " + counted(width_, "cell") + " as in the header, got " + std::to_string(got), hint);
}

void CsvRowAssembler::spoil(CsvSpot spot, const std::string& code, const std::string& message, const std::string& hint) {
  spoiled_ = seen_anything_ = true;
  const long line = spot == CsvSpot::cell_start ? cell_line_ : line_;
  const bool back = spot == CsvSpot::ended_cell && !ends_.empty();
  diagnostics_.error({file_, line, back ? column() - 1 : column()}, code, message, hint);
}

void CsvRowAssembler::refuse_file(const std::string& code, const std::string& message, const std::string& hint) {
  refused_ = true;
  diagnostics_.error({file_, 0, 0}, code, message, hint);
}

void CsvRowAssembler::fail(int cell, const std::string& what, const std::string& hint) const {
  throw LimitError(to_string(Place{file_, cell_line_, cell}) + ": error[limit]: " + what + "; " + hint);
}

void CsvRowAssembler::check_limits(std::size_t pending) const {
  // One byte more may be the closing quote, which libcsv keeps until it knows.
  if (cell_too_long_ || pending > options_.max_field_bytes + 1)
    fail(column(), "a cell of more than " + counted(options_.max_field_bytes, "byte"), "is a quote not closed?");
  if (ends_.size() > options_.max_columns)
    fail(column() - 1, "a row of more than " + counted(options_.max_columns, "cell"), "is a line feed missing?");
  if (text_.size() > options_.max_row_bytes)
    fail(column(), "a row of more than " + counted(options_.max_row_bytes, "byte"), "is a quote not closed?");
}

}  // namespace premortem
