#pragma once
#include <span>
#include <string_view>

namespace premortem {

/// Whether no cell holds anything but spaces and tabs.
bool all_blank(std::span<const std::string_view> cells);

/// Whether the row begins with a word that spreadsheets put before sums: TOTAL, Grand total:, Subtotal, Sum.
bool is_total(std::span<const std::string_view> cells);

}  // namespace premortem
