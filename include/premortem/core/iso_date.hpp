#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace premortem {

/// A day of the proleptic Gregorian calendar as YYYY-MM-DD. @param days  since 1970-01-01
std::string iso_date(std::int32_t days);

/// Days since 1970-01-01; absent for anything but a date that exists, of years 0000 to 9999, written YYYY-MM-DD.
std::optional<std::int32_t> days_of(std::string_view iso);

}  // namespace premortem
