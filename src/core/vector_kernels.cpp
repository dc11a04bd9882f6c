#include "core/vector_kernels.hpp"

namespace premortem {

bool runs(VectorSet instructions) {
#if defined(__x86_64__)
  switch (instructions) {
    case VectorSet::none: return true;
    case VectorSet::sse2: return true;  // of every x86-64
    case VectorSet::avx2: return __builtin_cpu_supports("avx2");
    case VectorSet::avx512f: return __builtin_cpu_supports("avx512f");
  }
#endif
  return instructions == VectorSet::none;
}

}  // namespace premortem
