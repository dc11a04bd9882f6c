#include "premortem/random/philox.hpp"

#include <array>
#include <cstddef>
#include <type_traits>

#include "random/philox_kernel.hpp"

namespace premortem {
namespace {

/// `Number` is a double, for uniforms, or a word.
template <class Number>
void fill_blocks(const StreamKey& key, std::uint64_t block, std::size_t blocks, Number* out) {
  static_assert(2 * sizeof(Number) == 16);
  const auto form = std::is_same_v<Number, double> ? PhiloxForm::uniforms : PhiloxForm::words;
  if (blocks > 0) philox_kernels().back()(key, block, blocks, form, out);
}

/// Samples from `first` on; a slice may start and end in the middle of a block.
template <class Number>
void fill(const StreamKey& key, std::uint64_t first, std::span<Number> out) {
  std::array<Number, 2> pair{};
  std::size_t done = 0;
  if (!out.empty() && first % 2 == 1) {
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

}  // namespace

std::uint64_t variable_id(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a, 64 bits: offset basis and prime of its definition
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

void fill_uniform(const StreamKey& key, std::uint64_t first, std::span<double> out) { fill(key, first, out); }

std::uint64_t random_word(const StreamKey& key, std::uint64_t index) {
  std::array<std::uint64_t, 2> pair{};
  fill_blocks(key, index / 2, 1, pair.data());
  return pair[index % 2];
}

void fill_words(const StreamKey& key, std::uint64_t first, std::span<std::uint64_t> out) { fill(key, first, out); }

}  // namespace premortem
