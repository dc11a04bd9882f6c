#pragma once
#include <cstddef>

namespace premortem {

/// Advises the system that memory which is about to be filled from end to end is best had in large pages: the first touch of each
/// of its usual pages of 4 KiB costs as much time as reading a hundred numbers into it does. Changes nothing but time; does nothing
/// for memory of a few MiB, and where the system knows no such advice.
void prefer_large_pages(void* memory, std::size_t bytes);

}  // namespace premortem
