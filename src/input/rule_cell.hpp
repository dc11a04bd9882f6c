#pragma once
#include <optional>

#include "input/row_number.hpp"
#include "premortem/models/monitor.hpp"

namespace premortem {

/// Reads a rule as it is typed: `[two_sided] <rule> [value] [name=value ...]`, such as `consecutive 3 threshold=2` or
/// `burn_rate 14.4 long=1h short=5m slo=0.999`. A limit in percent is a share of the items of a check, and becomes a count.
/// @param monitor  its levels and items a check, read already
/// @return absent if something was wrong (and reported at the cell)
std::optional<TriggerRule> read_rule(const TableCell& cell, const Monitor& monitor, RowContext& context);

}  // namespace premortem
