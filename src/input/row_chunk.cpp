#include "input/row_chunk.hpp"

#include <fmt/format.h>

#include <chrono>

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

std::uint8_t RowChunk::label(const RowCell& cell) {
  if (const auto value = zero_or_one(cell.text)) return *value;
  error(cell, "label", fmt::format("the label \"{}\" is neither 0 nor 1", cell.text),
        "1: the row is what the model looks for; 0: it is not");
  return 0;
}

std::int32_t RowChunk::day(const RowCell& cell) {
  const auto date = parse_date(cell.text);
  if (date.value) return static_cast<std::int32_t>(std::chrono::sys_days(*date.value).time_since_epoch().count());
  error(cell, date.problem.code, date.problem.message, date.problem.hint);
  return no_day;
}

void RowChunk::leave_out(const CsvRow& row, std::size_t reason, std::uint64_t times) {
  if (all_blank(row.cells))
    ++blank;
  else
    left_out[reason].add(row.line, times);
}

}  // namespace premortem
