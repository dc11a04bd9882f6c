#pragma once
#include <string>
#include <string_view>

namespace premortem {

/// What a cell means that stands so in a file: without its quotes, doubled ones halved.
std::string cell_value(std::string_view raw);

/// Without spaces, tabs, no-break spaces (U+00A0) and byte order marks around it.
std::string_view without_any_blanks(std::string_view text);

/// A cell as the copy holds it.
struct CleanCell {
  std::string text;      ///< with quotes, where it had them or needs them
  bool trimmed = false;  ///< blanks around it were left out
};
CleanCell clean_cell(std::string_view raw);

/// The value as a cell of a comma-separated file. @param quoted  whether it has quotes without need
std::string written_cell(std::string_view value, bool quoted);

}  // namespace premortem
