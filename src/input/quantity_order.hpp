#pragma once
#include <functional>
#include <vector>

namespace premortem {

/// An order in which everything comes after what it needs. What needs itself, and only that, is left out.
/// @param needs      by number, the numbers that each one needs; ascending order is not asked for
/// @param on_circle  told each circle that is found: every member needs the next, and the last the first
std::vector<std::size_t> order_by_need(const std::vector<std::vector<std::size_t>>& needs, const std::function<void(const std::vector<std::size_t>&)>& on_circle);

}  // namespace premortem
