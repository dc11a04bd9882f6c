#pragma once
#include <string_view>
#include <vector>

namespace premortem {

/// A row as it stands, of any width: each cell with its quotes and all.
struct RawRow {
  long line = 0;       ///< from 1; line feeds, carriage returns and pairs of both end lines
  long next_line = 0;  ///< the line after it
  std::vector<std::string_view> cells;
  std::string_view line_end;  ///< empty at the end of the text
};

/// Takes a text apart that the strict reader refuses for its line ends or widths. Quotes are as strict as there: where
/// one stands astray there is more than one reading, so that the text is not sound.
class LenientRows {
 public:
  LenientRows(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  /// False at the end, and where the text is not sound.
  bool next(RawRow& row);
  /// Whether every quote up to here opened, doubled or closed a cell, and no row is wider than the strict reader takes.
  bool sound() const { return sound_; }

 private:
  std::string_view take_cell();
  std::string_view take_quoted();
  std::string_view take_line_end();

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  long line_ = 1;
  bool sound_ = true;
};

}  // namespace premortem
