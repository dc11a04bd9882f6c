#include "quantity/quantile_kernel.hpp"

#include <algorithm>
#include <cstring>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "core/vector_kernels.hpp"

namespace premortem {
namespace {

std::size_t invert_portably(const double* pieces, double* uniforms, std::size_t n) {
  using Layout = QuantileLayout;
  for (std::size_t i = 0; i < n; ++i) {
    const double u = uniforms[i], smaller = u < 0.5 ? u : 1.0 - u;
    if (smaller < Layout::smallest) return i;
    const auto bits = std::bit_cast<std::uint64_t>(std::min(smaller, Layout::largest));
    const double* c = pieces + 4 * ((bits >> Layout::index_shift) - Layout::first_index + (u < 0.5 ? 0 : Layout::pieces_per_side));
    const std::uint64_t fraction = (bits & Layout::fraction_mask) << Layout::pieces_per_octave_bits;
    const double s = std::bit_cast<double>(fraction | std::bit_cast<std::uint64_t>(1.0)) - 1.0;
    uniforms[i] = ((c[3] * s + c[2]) * s + c[1]) * s + c[0];
  }
  return n;
}

#if defined(__x86_64__)

template <class Doubles>
inline void load_two(const double* pieces, const std::uint64_t* offset, Doubles* c) {
  const double *a = pieces + offset[0], *b = pieces + offset[1];
  const __m128d a01 = _mm_loadu_pd(a), a23 = _mm_loadu_pd(a + 2), b01 = _mm_loadu_pd(b), b23 = _mm_loadu_pd(b + 2);
  c[0] = (Doubles)_mm_unpacklo_pd(a01, b01), c[1] = (Doubles)_mm_unpackhi_pd(a01, b01);
  c[2] = (Doubles)_mm_unpacklo_pd(a23, b23), c[3] = (Doubles)_mm_unpackhi_pd(a23, b23);
}

/// Halves of pieces 0 and 2 in one register and of 1 and 3 in the other, so that the pairs come out in order.
template <class Doubles>
__attribute__((target("avx2"))) inline void load_four(const double* pieces, const std::uint64_t* offset, Doubles* c) {
  for (int half = 0; half < 2; ++half) {
    const double* from = pieces + 2 * half;
    const auto pair = [&](int i) __attribute__((target("avx2"))) { return _mm256_loadu2_m128d(from + offset[i + 2], from + offset[i]); };
    const __m256d even = pair(0), odd = pair(1);
    c[2 * half] = (Doubles)_mm256_unpacklo_pd(even, odd), c[2 * half + 1] = (Doubles)_mm256_unpackhi_pd(even, odd);
  }
}

/// The same with whole pieces: 0 and 2, 1 and 3, 4 and 6, 5 and 7.
template <class Doubles>
__attribute__((target("avx512f"))) inline void load_eight(const double* pieces, const std::uint64_t* offset, Doubles* c) {
  const auto pair = [&](int i) __attribute__((target("avx512f"))) {
    const __m512d low = _mm512_castpd256_pd512(_mm256_loadu_pd(pieces + offset[i]));
    return _mm512_insertf64x4(low, _mm256_loadu_pd(pieces + offset[i + 2]), 1);
  };
  const __m512d p02 = pair(0), p13 = pair(1), p46 = pair(4), p57 = pair(5);
  const __m512d front02 = _mm512_unpacklo_pd(p02, p13), front13 = _mm512_unpackhi_pd(p02, p13);
  const __m512d back02 = _mm512_unpacklo_pd(p46, p57), back13 = _mm512_unpackhi_pd(p46, p57);
  constexpr int even = 0x88, odd = 0xDD;  // quarters 0 and 2, 1 and 3, of both
  c[0] = (Doubles)_mm512_shuffle_f64x2(front02, back02, even), c[1] = (Doubles)_mm512_shuffle_f64x2(front13, back13, even);
  c[2] = (Doubles)_mm512_shuffle_f64x2(front02, back02, odd), c[3] = (Doubles)_mm512_shuffle_f64x2(front13, back13, odd);
}

#define KERNEL invert_sse2
#define INSTRUCTION_SET
#define LANES 2
#define ANY_BELOW(x, limit) (_mm_movemask_pd(_mm_cmplt_pd((__m128d)(x), _mm_set1_pd(limit))) != 0)
#define LOAD_PIECES load_two
#include "quantity/quantile_lanes.inc"

#define KERNEL invert_avx2
#define INSTRUCTION_SET __attribute__((target("avx2")))
#define LANES 4
#define ANY_BELOW(x, limit) (_mm256_movemask_pd(_mm256_cmp_pd((__m256d)(x), _mm256_set1_pd(limit), _CMP_LT_OQ)) != 0)
#define LOAD_PIECES load_four
#include "quantity/quantile_lanes.inc"

#define KERNEL invert_avx512
#define INSTRUCTION_SET __attribute__((target("avx512f")))
#define LANES 8
#define ANY_BELOW(x, limit) (_mm512_cmp_pd_mask((__m512d)(x), _mm512_set1_pd(limit), _CMP_LT_OQ) != 0)
#define LOAD_PIECES load_eight
#include "quantity/quantile_lanes.inc"

#endif

}  // namespace

const std::vector<QuantileKernel>& quantile_kernels() {
  static const auto kernels = runnable_kernels<QuantileKernel>({
      {VectorSet::none, invert_portably},
#if defined(__x86_64__)
      {VectorSet::sse2, invert_sse2},
      {VectorSet::avx2, invert_avx2},
      {VectorSet::avx512f, invert_avx512},
#endif
  });
  return kernels;
}

}  // namespace premortem
