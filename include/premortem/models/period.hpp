#pragma once
#include <optional>
#include <string_view>

namespace premortem {

inline constexpr double days_per_year = 365.25;  ///< the Julian year, as in "a quarter is 91.3125 days"

/// Days in a period as cases name it: hour, day, week, month, quarter, half-year, year; also in the plural and with
/// "a", "one" or "per" before it. Absent for any other word, which no number may be made of.
std::optional<double> days_in(std::string_view period);

}  // namespace premortem
