#include "premortem/core/large_memory.hpp"

#include <cstdint>

#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

namespace premortem {

void prefer_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_HUGEPAGE
  constexpr std::size_t worth_it = std::size_t{1} << 23, large_page = std::size_t{1} << 21;
  if (bytes < worth_it) return;
  // From the first large page that lies within: what shares one with other memory stays as it is.
  const auto begin = reinterpret_cast<std::uintptr_t>(memory), first = (begin + large_page - 1) / large_page * large_page;
  const auto last = (begin + bytes) / large_page * large_page;
  // Whether it is followed shows in nothing but the time.
  static_cast<void>(::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE));
#endif
}

}  // namespace premortem
