#pragma once
#include <optional>
#include <string_view>

#include "input/spelt_header.hpp"

namespace premortem {

/// How a file is laid out that a spreadsheet has written.
struct FileLayout {
  char delimiter = ',';
  std::size_t titles = 0;             ///< rows above the header that are not empty
  std::optional<SpeltHeader> header;  ///< absent where none is recognised: then only the line ends are understood
  std::size_t width = 0;              ///< columns that have a name or a cell
};

/// Finds the header among the first rows. Cells are parted by the delimiter of the options; where that is the comma and
/// shows no header, by semicolons or tabs, if one of them does and the other does not.
/// Absent where the text cannot be taken apart without a doubt.
std::optional<FileLayout> layout_of(std::string_view text, const FileSchema& schema, const TableOptions& options);

}  // namespace premortem
