#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "quantity/block_evaluator.hpp"

namespace premortem {

/// Sums of columns over samples, once as they are and once for each replicate of a bootstrap with Poisson(1) weights. A
/// weight is a function of (seed, replicate, sample), and sums of a block are made in eight fixed lanes, so the bits
/// depend on no thread.
class WeightedSums {
 public:
  /// @param columns  beside them the weights themselves are summed: column 0
  WeightedSums(std::size_t columns, std::size_t replicates, std::uint64_t seed);

  /// @param first    a multiple of block_size
  /// @param columns  finite beyond n too
  void add(std::uint64_t first, std::size_t n, std::span<const Block> columns);
  void merge(const WeightedSums& later);

  /// Column c of replicate r, c from 1; r = 0 is the sample itself, 1 .. replicates the bootstrap.
  double sum(std::size_t r, std::size_t c) const { return sums_[r * stride_ + c]; }
  double weight(std::size_t r) const { return sums_[r * stride_]; }

 private:
  std::size_t stride_, replicates_;
  std::uint64_t seed_;
  std::vector<double> sums_;
};

/// Weights of one replicate for the samples of a block, from number block * block_size on: P(k) = e^-1 / k! to 2^-16,
/// from 16 bits each.
void poisson_weights(std::uint64_t seed, std::uint64_t replicate, std::uint64_t block, Block& out);

}  // namespace premortem
