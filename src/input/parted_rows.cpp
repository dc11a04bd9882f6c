#include "input/parted_rows.hpp"

#include <algorithm>

#include "input/clean_cell.hpp"
#include "input/row_kind.hpp"

namespace premortem {

bool PartedRows::next() {
  if (!rows_.next(row_)) return false;
  values_.clear();
  for (const auto cell : row_.cells) values_.emplace_back(without_any_blanks(cell_value(cell)));
  part_ = part_of_row();
  return true;
}

RowPart PartedRows::part_of_row() {
  const std::vector<std::string_view> cells(values_.begin(), values_.end());
  if (all_blank(cells)) return RowPart::empty;
  ++seen_;
  if (seen_ <= titles_) return RowPart::title;
  if (seen_ == titles_ + 1) return RowPart::header;
  return is_total(cells) ? RowPart::total : RowPart::data;
}

std::size_t PartedRows::filled_cells() const {
  const auto last = std::find_if(values_.rbegin(), values_.rend(), [](const auto& value) { return !value.empty(); });
  return static_cast<std::size_t>(values_.rend() - last);
}

}  // namespace premortem
