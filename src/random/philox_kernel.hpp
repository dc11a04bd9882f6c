#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "premortem/random/philox.hpp"

namespace premortem {

/// What a kernel writes for each 64 random bits: the bits, or the uniform made of them.
enum class PhiloxForm { words, uniforms };

/// (m + 1/2) 2^-52 for the top 52 bits m, without a conversion: m is put into the fraction of a double in [1, 2), and
/// `uniform_offset` is taken away, which is exact.
constexpr std::uint64_t one_exponent = 0x3FF0000000000000ULL;
constexpr double uniform_offset = 1.0 - 0x1p-53;

/// Writes the 16 bytes of each of `blocks` Philox4x32-10 blocks, the first of which has counter `block`, to `out`. Only
/// integers and exact conversions are in it, so every kernel gives the same bits.
using PhiloxKernel = void (*)(const StreamKey& key, std::uint64_t block, std::size_t blocks, PhiloxForm form, void* out);

/// Those that this processor can run: the portable one first, the fastest last.
const std::vector<PhiloxKernel>& philox_kernels();

}  // namespace premortem
