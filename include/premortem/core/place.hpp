#pragma once
#include <compare>
#include <string>

namespace premortem {

/// Where a piece of input stands: `file:line:column`, as printed in every message.
/// `line` counts physical lines from 1 (the header row is line 1); `column` counts cells from 1, as a
/// spreadsheet does. 0 means "the whole line" or "the whole file" and is left out of the text.
struct Place {
  std::string file;
  long line = 0;
  int column = 0;
  auto operator<=>(const Place&) const = default;
};

/// Whether something stands in an option of the command line, in place of a cell of a file; `file` is then the option as written.
inline bool is_of_command(const Place& place) { return place.line == 0 && place.file.starts_with("--"); }

/// `file`, `file:line` or `file:line:column`.
std::string to_string(const Place& place);

}  // namespace premortem
