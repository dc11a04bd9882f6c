#pragma once
#include <cstddef>
#include <vector>

namespace premortem {

/// Asks the system to back memory that is not written yet with pages of megabytes instead of kilobytes, of which far fewer have to
/// be handed out and taken back. Memory without a whole page of that size, and systems that know no such request, are left as they are.
void use_large_pages(void* memory, std::size_t bytes);

/// The same of a vector's memory behind its elements, as it is after `reserve`.
template <class T>
void use_large_pages(std::vector<T>& reserved) {
  use_large_pages(reserved.data() + reserved.size(), (reserved.capacity() - reserved.size()) * sizeof(T));
}

}  // namespace premortem
