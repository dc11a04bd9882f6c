#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace premortem {

/// The layout of a quantile table: cubic pieces of equal steps of the leading bits of t = min(u, 1-u), first those of u < 1/2 and
/// then those of the upper side, each its four coefficients from the constant on.
struct QuantileLayout {
  static constexpr int octaves = 19;  // t in [2^-20, 2^-1)
  static constexpr int pieces_per_octave_bits = 4;
  static constexpr std::size_t pieces_per_octave = std::size_t{1} << pieces_per_octave_bits;
  static constexpr std::size_t pieces_per_side = octaves * pieces_per_octave;
  static constexpr double smallest = 0x1p-20;
  static constexpr double largest = 0x1.fffffffffffffp-2;  // u = 1/2 counts as the end of the last piece
  static constexpr int index_shift = 52 - pieces_per_octave_bits;
  static constexpr std::uint64_t first_index = std::bit_cast<std::uint64_t>(smallest) >> index_shift;
  static constexpr std::uint64_t fraction_mask = (std::uint64_t{1} << index_shift) - 1;
};

/// Replaces uniforms by their quantiles from the front on, until one (with the vectors of an instruction set: until a register
/// that has one) lies in a tail beyond the table. Nothing is contracted, so every kernel gives the same bits.
/// @return how many were replaced
using QuantileKernel = std::size_t (*)(const double* pieces, double* uniforms, std::size_t n);

/// Those that this processor can run: the portable one first, the fastest last.
const std::vector<QuantileKernel>& quantile_kernels();

}  // namespace premortem
