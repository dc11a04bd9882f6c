#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace premortem {

/// Adds `sign` times every row's placement: twice the rows of the other class on its losing side, a tie counting one.
/// Summed over either class it is twice the number of pairs that are ranked right.
void add_placements(std::span<const double> score, std::span<const std::uint8_t> label, std::int64_t sign,
                    std::vector<std::int64_t>& placement);

}  // namespace premortem
