#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace premortem {

/// One replicate of the bootstrap: row numbers in [0, rows), drawn with replacement, each a pure function of (seed, name,
/// replicate, its place), so that replicates may be made in any order and on any number of threads.
/// @param drawn  filled; usually as many as there are rows
/// @throws DomainError unless rows >= 1
/// Source: Efron (1979), Annals of Statistics 7.
void redraw_rows(std::uint64_t seed, std::string_view name, std::uint64_t replicate, std::uint32_t rows, std::span<std::uint32_t> drawn);

}  // namespace premortem
