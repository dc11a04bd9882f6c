#pragma once
#include <optional>
#include <string_view>

#include "premortem/input/cell.hpp"

namespace premortem {

/// A cell without a value: empty, or one of the ways to say so (`NA`, `n/a`, `null`, `none`, `-`).
std::optional<CellProblem> missing_value(std::string_view trimmed_cell);

/// What a spreadsheet leaves where it has no value: `#REF!`, `#N/A`, a formula.
std::optional<CellProblem> spreadsheet_leftover(std::string_view trimmed_cell);

/// The first character that is not ASCII, or a control, with its code point.
std::optional<CellProblem> foreign_character(std::string_view trimmed_cell);

/// A number with commas in it: the decimal comma, the thousands separator, or one of the two (both shown).
std::optional<CellProblem> comma_number(std::string_view trimmed_cell);

/// Why this cell, which is not a plain number, is refused where only plain numbers are allowed.
CellProblem why_not_plain(std::string_view trimmed_cell);

/// Why this cell is refused even where people write; for what remains when the other reasons do not hold.
CellProblem why_not_people(std::string_view trimmed_cell);

}  // namespace premortem
