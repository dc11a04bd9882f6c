#include "quantity/weighted_sums.hpp"

#include <algorithm>
#include <array>

#include "premortem/core/vector_clones.hpp"
#include "premortem/random/philox.hpp"

namespace premortem {
namespace {

// 65,536 times P(at most k) of a Poisson variable of mean 1, rounded: k = 0 .. 7; the rest, one in 100,000, counts
// as 8.
constexpr std::array<std::int64_t, 8> poisson_steps{24109, 48219, 60273, 64291, 65296, 65497, 65531, 65535};

constexpr std::size_t words_of_block = block_size / 4;

/// Four weights of each word: those of its lowest 16 bits first, for all words, then those of the next.
PREMORTEM_VECTOR_CLONES
void weights_of(const std::uint64_t* words, double* out) {
  for (std::size_t part = 0; part < 4; ++part)
    for (std::size_t i = 0; i < words_of_block; ++i) {
      const auto bits = static_cast<std::int64_t>(words[i] >> (16 * part) & 0xFFFFU);
      double k = 0;
      for (const std::int64_t step : poisson_steps) k += bits >= step ? 1.0 : 0.0;
      out[part * words_of_block + i] = k;
    }
}

constexpr std::size_t lanes = 8;

double folded(const double* lane) {
  return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

/// Sum of w x for whole blocks, which are padded with weights of 0.
PREMORTEM_VECTOR_CLONES
double dot(const double* w, const double* x) {
  double lane[lanes] = {};
  for (std::size_t i = 0; i < block_size; i += lanes)
    for (std::size_t j = 0; j < lanes; ++j) lane[j] += w[i + j] * x[i + j];
  return folded(lane);
}

}  // namespace

void poisson_weights(std::uint64_t seed, std::uint64_t replicate, std::uint64_t block, Block& out) {
  static const std::uint64_t stream = variable_id("weights of the bootstrap of Sobol' indices");
  std::array<std::uint64_t, words_of_block> words{};
  fill_words({seed, stream ^ (replicate << 32U)}, block * words_of_block, words);
  weights_of(words.data(), out.data());
}

WeightedSums::WeightedSums(std::size_t columns, std::size_t replicates, std::uint64_t seed)
    : stride_(columns + 1), replicates_(replicates), seed_(seed), sums_((replicates + 1) * stride_, 0) {}

void WeightedSums::add(std::uint64_t first, std::size_t n, std::span<const Block> columns) {
  Block weights, ones;
  ones.fill(1);
  for (std::size_t r = 0; r <= replicates_; ++r) {
    if (r == 0)
      weights.fill(1);
    else
      poisson_weights(seed_, r, first / block_size, weights);
    std::fill(weights.begin() + static_cast<std::ptrdiff_t>(n), weights.end(), 0.0);
    double* sums = sums_.data() + r * stride_;
    sums[0] += dot(weights.data(), ones.data());
    for (std::size_t c = 1; c < stride_; ++c) sums[c] += dot(weights.data(), columns[c - 1].data());
  }
}

void WeightedSums::merge(const WeightedSums& later) {
  for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += later.sums_[i];
}

}  // namespace premortem
