#include "random/philox_kernel.hpp"

#include <Random123/philox.h>

#include <bit>
#include <cstring>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "core/vector_kernels.hpp"

namespace premortem {
namespace {

constexpr std::uint32_t low_half(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high_half(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); }

void fill_portably(const StreamKey& key, std::uint64_t block, std::size_t blocks, PhiloxForm form, void* out) {
  const philox4x32_key_t seed = {{low_half(key.seed), high_half(key.seed)}};
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::uint64_t n = block + i;
    const philox4x32_ctr_t counter = {{low_half(n), high_half(n), low_half(key.variable), high_half(key.variable)}};
    const philox4x32_ctr_t r = philox4x32(counter, seed);
    std::uint64_t words[] = {std::uint64_t{r.v[1]} << 32U | r.v[0], std::uint64_t{r.v[3]} << 32U | r.v[2]};
    if (form == PhiloxForm::uniforms)
      for (auto& w : words) w = std::bit_cast<std::uint64_t>(std::bit_cast<double>((w >> 12U) | one_exponent) - uniform_offset);
    std::memcpy(static_cast<unsigned char*>(out) + sizeof words * i, words, sizeof words);
  }
}

#if defined(__x86_64__)

/// The key of each round: Weyl sequences from the seed's halves (Salmon et al. 2011).
struct PhiloxRounds {
  static constexpr std::size_t count = 10;
  std::uint64_t first[count], second[count];

  explicit PhiloxRounds(const StreamKey& key) {
    for (std::uint32_t r = 0; r < count; ++r) {
      first[r] = low_half(key.seed) + r * 0x9E3779B9U;
      second[r] = high_half(key.seed) + r * 0xBB67AE85U;
    }
  }
};

#define KERNEL fill_sse2
#define INSTRUCTION_SET
#define LANES 2
#define MULTIPLY(x, y) _mm_mul_epu32((__m128i)(x), (__m128i)(y))
#define PAIRS_OF_EVEN(x, y) _mm_unpacklo_pd((__m128d)(x), (__m128d)(y))
#define PAIRS_OF_ODD(x, y) _mm_unpackhi_pd((__m128d)(x), (__m128d)(y))
#include "random/philox_lanes.inc"

#define KERNEL fill_avx2
#define INSTRUCTION_SET __attribute__((target("avx2")))
#define LANES 4
#define MULTIPLY(x, y) _mm256_mul_epu32((__m256i)(x), (__m256i)(y))
#define PAIRS_OF_EVEN(x, y) _mm256_unpacklo_pd((__m256d)(x), (__m256d)(y))
#define PAIRS_OF_ODD(x, y) _mm256_unpackhi_pd((__m256d)(x), (__m256d)(y))
#include "random/philox_lanes.inc"

#define KERNEL fill_avx512
#define INSTRUCTION_SET __attribute__((target("avx512f")))
#define LANES 8
#define MULTIPLY(x, y) _mm512_mul_epu32((__m512i)(x), (__m512i)(y))
#define PAIRS_OF_EVEN(x, y) _mm512_unpacklo_pd((__m512d)(x), (__m512d)(y))
#define PAIRS_OF_ODD(x, y) _mm512_unpackhi_pd((__m512d)(x), (__m512d)(y))
#include "random/philox_lanes.inc"

/// Whole batches by the registers of an instruction set, the rest one by one.
template <auto Fill>
void fill_mostly(const StreamKey& key, std::uint64_t block, std::size_t blocks, PhiloxForm form, void* out) {
  auto* bytes = static_cast<unsigned char*>(out);
  const std::size_t done = Fill(key, block, blocks, form, bytes);
  fill_portably(key, block + done, blocks - done, form, bytes + 16 * done);
}

#endif

}  // namespace

const std::vector<PhiloxKernel>& philox_kernels() {
  static const auto kernels = runnable_kernels<PhiloxKernel>({
      {VectorSet::none, fill_portably},
#if defined(__x86_64__)
      {VectorSet::sse2, fill_mostly<fill_sse2>},
      {VectorSet::avx2, fill_mostly<fill_avx2>},
      {VectorSet::avx512f, fill_mostly<fill_avx512>},
#endif
  });
  return kernels;
}

}  // namespace premortem
