#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace premortem {

/// A stream of uniforms is named by (seed, variable); element i of it is a pure function of
/// (seed, variable, i), so any subset of samples can be drawn by anyone, anywhere, in any order.
struct StreamKey {
  std::uint64_t seed = 1;
  std::uint64_t variable = 0;
};

/// Identity of a variable by its name, so that adding, removing or reordering other variables does not
/// change its draws. FNV-1a, 64 bits.
std::uint64_t variable_id(std::string_view name);

/// Fills `out` with uniforms on the open interval (0, 1): element j is sample `first + j` of the stream.
/// u = (m + 1/2) 2^-52 with m the top 52 bits of a 64-bit word (so u is exact, never 0 and never 1, and
/// 1 - u is exact); two words per Philox 4x32-10 block.
/// Counter layout: words 0-1 = sample / 2, words 2-3 = variable; key = seed.
/// Source: Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3.
void fill_uniform(const StreamKey& key, std::uint64_t first, std::span<double> out);

/// The 64-bit word that element `index` of a stream is made of.
std::uint64_t random_word(const StreamKey& key, std::uint64_t index);

/// Fills `out` with the words of elements `first`, `first + 1`, ...
void fill_words(const StreamKey& key, std::uint64_t first, std::span<std::uint64_t> out);

}  // namespace premortem
