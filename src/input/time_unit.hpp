#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "input/cell_decimal.hpp"

namespace premortem {

/// A unit of time, as it stands after a number or at the end of a column's name.
struct TimeUnit {
  const char* name;           ///< "ms"
  std::optional<long> shift;  ///< 10^shift ms; absent where it is no power of ten of a ms
};

/// `ms`, `msec`, `s`, `seconds`, `min`, `days`, ... in capitals or not; null for any other word.
const TimeUnit* time_unit(std::string_view word);

/// The unit with which a column's name ends: `wait_s`, `wait (s)`, `delay_weeks`; null where it names none.
const TimeUnit* unit_of_column(std::string_view name);

/// `800 ms`, `0.8s`: a number and its unit; absent where the cell is anything else.
struct WrittenTime {
  std::string_view number;  ///< as written
  const TimeUnit* unit;
};
std::optional<WrittenTime> written_time(std::string_view cell);

/// A number with `digits` of it shifted by so many places, rounded once: 0.153 s is 153 ms and not 153.00000000000003.
/// Refused with the reasons of parse_number.
Parsed<double> shifted_number(std::string_view cell, long shift);

/// What shifted_number gives for short cells, without what a refusal needs: for millions of them. Digits alone, at most
/// 15 of them, with at most one point; absent for any other cell.
/// @param shift  from 0 to 7, up to which the power of ten and the digits are exact
std::optional<double> short_number(std::string_view cell, int shift);

/// Seconds are never taken for milliseconds by a mapping of columns.
/// @param columns  `--column`: our names to the file's
/// @throws UsageError for a mapping whose two names end in different units
void check_units(const std::map<std::string, std::string>& columns);

}  // namespace premortem
