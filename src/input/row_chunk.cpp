#include "input/row_chunk.hpp"

#include "input/row_kind.hpp"
#include "input/table_header.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {

RowCell cell_of(const CsvRow& row, std::size_t column) {
  return {without_blanks(row.cells[column]), row.line, static_cast<int>(column) + 1};
}

std::optional<std::uint8_t> zero_or_one(std::string_view cell) {
  if (cell == "1") return std::uint8_t{1};
  if (cell == "0") return std::uint8_t{0};
  const auto parsed = parse_number(cell);
  if (parsed.value && (*parsed.value == 0 || *parsed.value == 1))
    return *parsed.value == 1 ? std::uint8_t{1} : std::uint8_t{0};
  return std::nullopt;
}

std::optional<double> RowChunk::number(const RowCell& cell) {
  if (const auto plain = plain_number(cell.text)) return plain;
  const auto parsed = parse_number(cell.text);
  if (!parsed.value) error(cell, parsed.problem.code, parsed.problem.message, parsed.problem.hint);
  return parsed.value;
}

void RowChunk::leave_out(const CsvRow& row, std::size_t reason) {
  if (all_blank(row.cells))
    ++blank;
  else
    left_out[reason].add(row.line);
}

}  // namespace premortem
