#pragma once
#include <optional>

#include "input/row_number.hpp"

namespace premortem {

/// A share that an option states; what is none is reported.
std::optional<double> read_option_share(const TableRow& row, const char* column, RowContext& context);

}  // namespace premortem
