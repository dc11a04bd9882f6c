#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace premortem {

/// Days since 1970-01-01 of an ISO date; absent for other text.
std::optional<std::int32_t> day_of_iso(std::string_view iso);
std::string iso_of_day(std::int32_t day);

}  // namespace premortem
