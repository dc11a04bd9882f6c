#include "quantity/sample_slices.hpp"

#include <algorithm>

#include "quantity/block_evaluator.hpp"

namespace premortem {
namespace {

constexpr std::uint64_t parts = 64;
constexpr std::uint64_t fine_blocks = 8;         // some 50 microseconds
constexpr std::uint64_t most_blocks_cut = 1024;  // the moments of each are kept

}  // namespace

std::vector<SampleSlice> sample_slices(std::uint64_t samples, int jobs) {
  const std::uint64_t blocks = (samples + block_size - 1) / block_size, part_blocks = (blocks + parts - 1) / parts;
  // While one thread is at its last whole part, the others can use up as much.
  const std::uint64_t cut = jobs > 1 ? std::min({static_cast<std::uint64_t>(jobs) * part_blocks, most_blocks_cut, blocks}) : 0;
  const std::uint64_t cut_from = blocks - cut;
  std::vector<SampleSlice> slices;
  for (std::uint64_t block = 0, end = 0; block < blocks; block = end) {
    const std::uint64_t part = block / part_blocks * part_blocks, part_end = std::min(part + part_blocks, blocks);
    end = block < cut_from ? std::min(part_end, cut_from) : std::min(part_end, block + fine_blocks);
    slices.push_back({block * block_size, std::min(end * block_size, samples), block == part});
  }
  return slices;
}

void MomentsBySlice::add(const SampleSlice& slice, const std::vector<Moments>& moments) {
  if (slice.starts_part) {
    parts_.merge(part_);
    part_ = {};
  }
  for (const auto& m : moments) part_.merge(m);
}

Moments MomentsBySlice::all() const {
  Moments all = parts_;
  all.merge(part_);
  return all;
}

}  // namespace premortem
