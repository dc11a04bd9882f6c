#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/large_pages.hpp"

namespace premortem {

/// Memory for `more` elements behind those that a column has.
/// @param expected  how many it will have in the end, as far as one can tell
template <class T>
void make_room_for(std::size_t more, std::size_t expected, std::vector<T>& column) {
  if (column.capacity() >= column.size() + more) return;
  column.reserve(std::max(column.size() + column.size() / 2 + more, expected));
  use_large_pages(column);
}

}  // namespace premortem
