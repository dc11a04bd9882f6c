#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/core/diagnostic.hpp"
#include "premortem/input/csv.hpp"

namespace premortem {

/// Where in the row an error stands: here, in the present cell; where the present cell starts; in the cell
/// that ended just now.
enum class CsvSpot { here, cell_start, ended_cell };

/// Puts cells together to rows, knows where everything stands, checks the widths and hands rows on.
/// Nothing here throws but `check_limits` and `end_row`, so that the rest may be called from C.
class CsvRowAssembler {
 public:
  CsvRowAssembler(std::string file, CsvOptions options, CsvRowSink sink, Diagnostics& diagnostics);

  /// Goes on after the end of a row in a file whose header is known.
  void start_at(const CsvStart& start);
  /// A byte of a row is about to come; the first one of a row fixes where the row starts.
  void begin(char first_byte);
  void add_cell(std::string_view cell);
  /// The row is complete: report its width or hand it on. @throws whatever the sink throws
  void end_row(bool at_end_of_file);
  /// A whole line without quotes, handed on at once if it is a row like any other. False, and nothing is done, if it has to be
  /// looked at: a row has begun before it, it is the header, blank, of another width or near a limit. @throws as end_row
  bool take_plain(std::string_view line);
  /// Lets a reader of plain lines take what it can from the beginning of these; 0 where a line has to be looked at as for
  /// `take_plain`. @return bytes taken. @throws whatever it throws
  std::size_t offer_lines(std::string_view lines, const CsvLinesSink& sink);
  /// The row cannot be completed: forget it.
  void abandon_row();
  void next_line() { ++line_; }

  /// An error in the row, which will not be handed on.
  void spoil(CsvSpot spot, const std::string& code, const std::string& message, const std::string& hint);
  /// A quote stands in the present cell, which is not quoted; reported when the whole cell is known.
  void bare_quote() { bare_quote_ = true; }
  /// An error of the file as a whole.
  void refuse_file(const std::string& code, const std::string& message, const std::string& hint);

  /// @throws LimitError if the row, or its present cell of which `pending` bytes are known, is over a limit
  void check_limits(std::size_t pending) const;

  bool seen_anything() const { return seen_anything_; }
  bool refused() const { return refused_; }
  const CsvOptions& options() const { return options_; }
  long line() const { return line_; }
  long cell_line() const { return cell_line_; }

 private:
  int column() const { return static_cast<int>(ends_.size()) + 1; }
  bool may_take_plain(std::size_t bytes) const;
  bool is_blank_line() const;
  bool names_another_delimiter();
  void check_width(bool at_end_of_file);
  void hand_on();
  void clear();
  [[noreturn]] void fail(int cell, const std::string& what, const std::string& hint) const;

  std::string file_;
  CsvOptions options_;
  CsvRowSink sink_;
  Diagnostics& diagnostics_;
  std::string text_;               // the cells of the row, one after the other
  std::vector<std::size_t> ends_;  // where each cell ends in text_
  std::vector<std::string_view> cells_;
  long line_ = 1;
  long row_line_ = 0;   // 0: no row has begun
  long cell_line_ = 1;  // where the present cell starts
  std::size_t width_ = 0;
  bool starts_quoted_ = false;
  bool spoiled_ = false;
  bool bare_quote_ = false;
  bool cell_too_long_ = false;
  bool is_header_ = true;
  bool header_lost_ = false;
  bool seen_anything_ = false;
  bool refused_ = false;
};

}  // namespace premortem
