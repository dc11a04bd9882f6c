#include "premortem/random/philox.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

// One binary runs everywhere: the loop is compiled for three instruction sets and the loader picks one.
// Only integers and exact conversions are in it, so every clone gives the same bits.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define PREMORTEM_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define PREMORTEM_CLONES
#endif

namespace premortem {
namespace {

/// (m + 1/2) 2^-52 for the top 52 bits m, without a conversion: m is put into the fraction of a double in
/// [1, 2), and 1 - 2^-53 is taken away, which is exact.
inline double open_uniform(std::uint64_t word) {
  return std::bit_cast<double>((word >> 12U) | 0x3FF0000000000000ULL) - (1.0 - 0x1p-53);
}

/// Writes the uniforms of `blocks` whole blocks, the first of which has counter `block`.
PREMORTEM_CLONES void fill_blocks(const StreamKey& key, std::uint64_t block, std::size_t blocks, double* out) {
  const philox4x32_key_t seed = {{static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32U)}};
  const auto variable_low = static_cast<std::uint32_t>(key.variable);
  const auto variable_high = static_cast<std::uint32_t>(key.variable >> 32U);
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::uint64_t n = block + i;
    const philox4x32_ctr_t counter = {
        {static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(n >> 32U), variable_low, variable_high}};
    const philox4x32_ctr_t r = philox4x32(counter, seed);
    out[2 * i] = open_uniform(std::uint64_t{r.v[1]} << 32U | r.v[0]);
    out[2 * i + 1] = open_uniform(std::uint64_t{r.v[3]} << 32U | r.v[2]);
  }
}

/// The same words as they are.
PREMORTEM_CLONES void fill_word_blocks(const StreamKey& key, std::uint64_t block, std::size_t blocks, std::uint64_t* out) {
  const philox4x32_key_t seed = {{static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32U)}};
  const auto variable_low = static_cast<std::uint32_t>(key.variable);
  const auto variable_high = static_cast<std::uint32_t>(key.variable >> 32U);
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::uint64_t n = block + i;
    const philox4x32_ctr_t counter = {
        {static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(n >> 32U), variable_low, variable_high}};
    const philox4x32_ctr_t r = philox4x32(counter, seed);
    out[2 * i] = std::uint64_t{r.v[1]} << 32U | r.v[0];
    out[2 * i + 1] = std::uint64_t{r.v[3]} << 32U | r.v[2];
  }
}

}  // namespace

std::uint64_t variable_id(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a, 64 bits: offset basis and prime of its definition
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

void fill_uniform(const StreamKey& key, std::uint64_t first, std::span<double> out) {
  if (out.empty()) return;
  std::array<double, 2> pair{};
  std::size_t done = 0;
  if (first % 2 == 1) {  // the slice starts in the middle of a block
    fill_blocks(key, first / 2, 1, pair.data());
    out[done++] = pair[1];
  }
  const std::size_t blocks = (out.size() - done) / 2;
  fill_blocks(key, (first + done) / 2, blocks, out.data() + done);
  done += 2 * blocks;
  if (done < out.size()) {
    fill_blocks(key, (first + done) / 2, 1, pair.data());
    out[done] = pair[0];
  }
}

std::uint64_t random_word(const StreamKey& key, std::uint64_t index) {
  std::array<std::uint64_t, 2> pair{};
  fill_word_blocks(key, index / 2, 1, pair.data());
  return pair[index % 2];
}

void fill_words(const StreamKey& key, std::uint64_t first, std::span<std::uint64_t> out) {
  std::size_t done = 0;
  if (!out.empty() && first % 2 == 1) out[done++] = random_word(key, first);
  const std::size_t blocks = (out.size() - done) / 2;
  fill_word_blocks(key, (first + done) / 2, blocks, out.data() + done);
  done += 2 * blocks;
  if (done < out.size()) out[done] = random_word(key, first + done);
}

}  // namespace premortem
