#pragma once
#include <span>
#include <string_view>

namespace premortem {

/// Whether no cell holds anything but spaces and tabs.
bool all_blank(std::span<const std::string_view> cells);

/// Whether the row begins with a word that spreadsheets put before sums: TOTAL, Grand total:, Subtotal, Sum.
bool is_total(std::span<const std::string_view> cells);

/// Whether rows of this file may begin with such a word and be no sum of the others: a quantity may be called total.
bool may_be_called_total(std::string_view file);

}  // namespace premortem
