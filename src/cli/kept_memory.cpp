#include "cli/kept_memory.hpp"

#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace premortem::cli {

void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int most_kept = 1 << 28, smallest_mapped = 1 << 25;
  mallopt(M_TRIM_THRESHOLD, most_kept);
  mallopt(M_MMAP_THRESHOLD, smallest_mapped);
#endif
}

}  // namespace premortem::cli
