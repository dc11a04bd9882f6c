#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace premortem {

inline constexpr std::uint64_t most_bytes_people_write = std::uint64_t{64} << 20;

/// @throws LimitError for a file that people write with more than a million rows
void check_row_limit(const std::string& file, std::uint64_t rows);

/// @throws LimitError where reading the text as comma-separated would pass a limit
void check_all_limits(const std::string& file, std::string_view text);

}  // namespace premortem
