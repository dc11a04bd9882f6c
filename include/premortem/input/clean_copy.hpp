#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "premortem/core/mend.hpp"
#include "premortem/input/case_listing.hpp"
#include "premortem/input/table.hpp"

namespace premortem {

/// A file as it should have been saved, and what was done to it.
struct CleanCopy {
  std::string text;
  std::vector<Mend> mends;   ///< in the order of their lines
  bool is_workbook = false;  ///< .xlsx, .xls or .ods: nothing that a cleaned CSV file could be made of
};

/// Mends what a spreadsheet leaves behind where it has one reading: a byte order mark, UTF-16, line ends other than
/// line feeds; semicolons or tabs between the cells, where the header shows that they part them; rows above the
/// header, rows of totals, empty rows; empty columns at the end and empty cells beyond the header; blanks around cells,
/// no-break ones too; known column names in another spelling (capitals, blanks, hyphens, underscores).
/// Every other byte stays: no number, date, name or formula is touched, and no row is padded.
/// A file that cannot be taken apart without a doubt (a quote astray, a NUL, not UTF-8) is left as it is.
/// A clean file comes back byte for byte; cleaning twice is cleaning once.
/// @param file  as the mends name it
/// @throws LimitError where the strict reader would, for the copy
CleanCopy clean_copy(std::string_view text, const std::string& file, const FileSchema& schema, const TableOptions& options);

/// The same of a file that people write. @throws FileError, LimitError
CleanCopy clean_source(const CaseFile& file, const TableOptions& options);

}  // namespace premortem
