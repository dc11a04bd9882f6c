#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "input/lenient_rows.hpp"

namespace premortem {

/// What a row is to a spreadsheet.
enum class RowPart { empty, title, header, total, data };

/// Walks over the rows of a text and tells what each of them is.
class PartedRows {
 public:
  /// @param titles  how many rows that are not empty stand above the header
  PartedRows(std::string_view text, char delimiter, std::size_t titles) : rows_(text, delimiter), titles_(titles) {}

  bool next();
  bool sound() const { return rows_.sound(); }
  RowPart part() const { return part_; }
  const RawRow& row() const { return row_; }
  /// Its cells without quotes and blanks around them.
  const std::vector<std::string>& values() const { return values_; }
  /// Its cells up to the last one that holds something.
  std::size_t filled_cells() const;

 private:
  RowPart part_of_row();

  LenientRows rows_;
  RawRow row_;
  std::vector<std::string> values_;
  std::size_t titles_;
  std::size_t seen_ = 0;  // rows that are not empty
  RowPart part_ = RowPart::empty;
};

}  // namespace premortem
