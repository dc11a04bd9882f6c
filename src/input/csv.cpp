#include "premortem/input/csv.hpp"

#include <csv.h>

#include <algorithm>
#include <new>
#include <utility>

#include "input/csv_bytes.hpp"
#include "input/csv_row.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

// Reports a line feed even where no row ends, so that a line inside a quoted cell can be told from an empty one.
constexpr unsigned char lenient = CSV_REPALL_NL;
constexpr unsigned char strict = CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL;
constexpr std::size_t most_at_once = std::size_t{1} << 16;  // so that a cell over the limit is noticed in time

constexpr const char* workbook = "a workbook (.xlsx, .xls or .ods), not a CSV file";
constexpr const char* save_sheets =
    "in the spreadsheet choose File, Save As (in Google Sheets: File, Download) and CSV UTF-8, once for each sheet";

std::string first_character(std::string_view text) {
  const auto c = decode_utf8(text, 0);
  return std::string(text.substr(0, c ? c->length : 1));
}

// The lines that end within the first bytes; the whole text if none does.
std::string_view whole_lines(std::string_view text) {
  const auto last = text.substr(0, most_at_once).rfind('\n');
  return last == std::string_view::npos ? text : text.substr(0, last + 1);
}

int never_a_blank(unsigned char) { return 0; }  // blanks are data

std::string byte_name(char byte) {
  constexpr char digits[] = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return std::string("byte 0x") + digits[value >> 4U] + digits[value & 15U];
}

}  // namespace

struct CsvParser::State {
  State(std::string file, CsvOptions options, CsvRowSink sink, Diagnostics& diagnostics, CsvStart start)
      : row(std::move(file), options, std::move(sink), diagnostics) {
    if (csv_init(&parser, strict) != 0) throw std::bad_alloc();
    csv_set_delim(&parser, static_cast<unsigned char>(options.delimiter));
    csv_set_blk_size(&parser, 4096);
    if (start.width == 0) return;
    kind_known = true;
    row.start_at(start);
  }
  ~State() { csv_free(&parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void take(std::string_view bytes, bool last);
  void finish();

  CsvLinesSink lines_sink;

 private:
  bool accept_kind(std::string_view& text, bool last);
  void take_block(std::string_view block);
  void take_line(std::string_view part);
  void report(TroubledByte trouble, char byte);
  void push(std::string_view bytes);
  std::size_t parse(std::string_view bytes);
  std::size_t quote_error(std::string_view rest);
  std::string_view pending_cell() const { return {reinterpret_cast<const char*>(parser.entry_buf), parser.entry_pos}; }
  void skip_to_line_end();
  void end_line();

  static void on_cell(void* text, std::size_t size, void* self) {
    static_cast<State*>(self)->row.add_cell({static_cast<const char*>(text), size});
  }
  static void on_row(int, void* self) { static_cast<State*>(self)->row_ended = true; }

  csv_parser parser{};
  CsvRowAssembler row;
  std::string undecided;        // bytes of the last piece that wait for the next
  std::size_t line_offset = 0;  // bytes of the present line already taken
  bool kind_known = false;
  bool plain = false;  // nothing in the present block needs a look
  bool row_ended = false;
  bool skipping = false;  // to the end of the line, after an error from which libcsv cannot go on
};

void CsvParser::State::take(std::string_view bytes, bool last) {
  if (row.refused()) return;
  std::string joined;
  if (!undecided.empty()) {
    joined = std::exchange(undecided, {}).append(bytes);
    bytes = joined;
  }
  if (!kind_known && !accept_kind(bytes, last)) return;
  const std::size_t held = last ? 0 : undecided_tail(bytes);
  undecided = bytes.substr(bytes.size() - held);
  bytes.remove_suffix(held);
  while (!bytes.empty()) {
    const auto block = whole_lines(bytes);
    take_block(block);
    bytes.remove_prefix(block.size());
  }
}

void CsvParser::State::take_block(std::string_view block) {
  const auto kinds = kinds_of_bytes(block);
  plain = !kinds.needs_a_look;
  // libcsv calls this function for every byte; where there is no blank, its own test for blanks is as good and faster.
  csv_set_space_func(&parser, kinds.blanks ? never_a_blank : nullptr);
  while (!block.empty() && !row.refused()) {
    const bool may_be_rows = plain && !kinds.quotes && !skipping;
    if (may_be_rows && lines_sink) block.remove_prefix(row.offer_lines(block, lines_sink));
    if (block.empty()) return;
    const auto line_feed = block.find('\n');
    const auto part = block.substr(0, line_feed == std::string_view::npos ? block.size() : line_feed + 1);
    // Without quotes a line is a row and its cells are what stands between the delimiters.
    const bool is_row = may_be_rows && line_feed != std::string_view::npos;
    if (!is_row || !row.take_plain(part.substr(0, line_feed))) take_line(part);
    block.remove_prefix(part.size());
  }
}

bool CsvParser::State::accept_kind(std::string_view& text, bool last) {
  if (text.size() < kind_bytes && !last) {
    undecided = text;
    return false;
  }
  kind_known = true;
  switch (file_kind(text)) {
    case FileKind::utf8_with_mark: text.remove_prefix(3); return true;
    case FileKind::utf16: row.refuse_file("encoding", "the file is UTF-16", "save as UTF-8"); return false;
    case FileKind::workbook: row.refuse_file("workbook", workbook, save_sheets); return false;
    case FileKind::compressed: row.refuse_file("compressed", "a compressed file (.gz), not a CSV file", "unpack it first, with gunzip"); return false;
    case FileKind::text: break;
  }
  return true;
}

void CsvParser::State::take_line(std::string_view part) {
  row.begin(part.front());
  std::size_t done = 0;
  while (!plain) {
    const auto trouble = first_trouble(part, done);
    if (!trouble) break;
    push(part.substr(done, trouble->offset - done));
    if (trouble->kind != Trouble::lone_carriage_return) report(*trouble, part[trouble->offset]);
    push(part.substr(trouble->offset, 1));
    // A carriage return ends the row only outside quotes; inside them it is data.
    if (trouble->kind == Trouble::lone_carriage_return && row_ended) report(*trouble, '\r');
    done = trouble->offset + 1;
  }
  push(part.substr(done));
  line_offset += part.size();
  if (part.back() == '\n') end_line();
}

void CsvParser::State::report(TroubledByte trouble, char byte) {
  const auto where = " at position " + std::to_string(line_offset + trouble.offset + 1) + " of the line";
  switch (trouble.kind) {
    case Trouble::nul:
      row.spoil(CsvSpot::here, "nul", "a NUL (byte 0x00)" + where, "the file is damaged or not text; save it as CSV UTF-8");
      break;
    case Trouble::not_utf8:
      row.spoil(CsvSpot::here, "encoding", byte_name(byte) + where + " is not UTF-8", "save the file as UTF-8");
      break;
    case Trouble::lone_carriage_return:
      row.spoil(CsvSpot::ended_cell, "carriage_return", "a carriage return (byte 0x0D)" + where + " without a line feed",
                "end each line with a line feed, or with carriage return and line feed");
      skip_to_line_end();
      break;
  }
}

void CsvParser::State::push(std::string_view bytes) {
  while (!bytes.empty() && !skipping) {
    const auto used = parse(bytes.substr(0, most_at_once));
    bytes.remove_prefix(used > 0 ? used : quote_error(bytes));
  }
}

std::size_t CsvParser::State::parse(std::string_view bytes) {
  const auto used = csv_parse(&parser, bytes.data(), bytes.size(), on_cell, on_row, this);
  row.check_limits(parser.entry_pos);
  if (used < bytes.size() && csv_error(&parser) != CSV_EPARSE) throw std::bad_alloc();
  return used;
}

// libcsv has stopped before a quote in an unquoted cell, or before text after a closing quote.
// Returns how many bytes of the rest are dealt with.
std::size_t CsvParser::State::quote_error(std::string_view rest) {
  if (!parser.quoted) {
    row.bare_quote();
    csv_set_opts(&parser, lenient);  // takes this one quote for a character, so that the row can be read on
    csv_parse(&parser, rest.data(), 1, on_cell, on_row, this);
    csv_set_opts(&parser, strict);
    return 1;
  }
  const auto cell = pending_cell();
  const bool other_delimiter = rest.front() == ';' || rest.front() == '\t';
  std::string message = "text after the closing quote of \"" + excerpt(cell.substr(0, cell.size() - 1)) + "\"";
  if (row.cell_line() != row.line()) message += ", a cell that begins on line " + std::to_string(row.cell_line());
  row.spoil(CsvSpot::here, "quote", message + ": \"" + first_character(rest) + "\"",
            other_delimiter ? "double a quote that belongs to the cell, or give --delimiter if this separates the cells"
                            : "double a quote that belongs to the cell");
  skip_to_line_end();
  return rest.size();
}

void CsvParser::State::skip_to_line_end() {
  skipping = true;
  row_ended = false;
  csv_set_opts(&parser, lenient);  // so that libcsv lets go of a cell that is not closed
  csv_fini(&parser, nullptr, nullptr, nullptr);
  csv_set_opts(&parser, strict);
}

void CsvParser::State::end_line() {
  if (skipping) row.abandon_row();
  else if (row_ended) row.end_row(false);
  skipping = row_ended = false;
  row.next_line();
  line_offset = 0;
}

void CsvParser::State::finish() {
  take({}, true);
  if (row.refused()) return;
  if (skipping) {
    row.abandon_row();
  } else if (csv_fini(&parser, on_cell, on_row, this) == 0) {
    row.check_limits(0);
    row.end_row(true);
  } else {
    const auto cell = pending_cell();
    row.spoil(CsvSpot::cell_start, "unclosed_quote",
              "the quote that opens this cell is never closed: \"" + excerpt(cell.substr(0, cell.find_first_of("\r\n"))) + "\"",
              "close it, or double it if it belongs to the cell");
  }
  if (!row.seen_anything()) row.refuse_file("empty_file", "the file is empty", "its first row must be the header");
}

CsvParser::CsvParser(std::string file, CsvOptions options, CsvRowSink sink, Diagnostics& diagnostics, CsvStart start)
    : state_(std::make_unique<State>(std::move(file), options, std::move(sink), diagnostics, start)) {}
CsvParser::~CsvParser() = default;
void CsvParser::offer_lines(CsvLinesSink lines) { state_->lines_sink = std::move(lines); }
void CsvParser::feed(std::string_view bytes) { state_->take(bytes, false); }
void CsvParser::finish() { state_->finish(); }

void parse_csv(std::string_view text, const std::string& file, const CsvOptions& options, const CsvRowSink& sink,
               Diagnostics& diagnostics) {
  CsvParser parser(file, options, sink, diagnostics);
  parser.feed(text);
  parser.finish();
}

}  // namespace premortem
