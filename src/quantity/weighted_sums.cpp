#include "quantity/weighted_sums.hpp"

#include <algorithm>
#include <array>

#include "premortem/core/vector_clones.hpp"
#include "premortem/random/philox.hpp"

namespace premortem {
namespace {

// 65,536 times P(at most k) of a Poisson variable of mean 1, rounded: k = 0 .. 7; the rest, one in 100,000, counts as 8.
constexpr std::array<std::uint64_t, 8> poisson_steps{24109, 48219, 60273, 64291, 65296, 65497, 65531, 65535};

/// The four 16-bit numbers of each word as weights.
PREMORTEM_VECTOR_CLONES
void weights_of(const std::uint64_t* words, std::size_t n, double* out) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t part = words[i / 4] >> (16 * (i % 4)) & 0xFFFFU;
    std::uint64_t k = 0;
    for (const auto step : poisson_steps) k += part >= step ? 1U : 0U;
    out[i] = static_cast<double>(static_cast<std::int32_t>(k));
  }
}

constexpr std::size_t lanes = 8;

double folded(const double* lane) { return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7])); }

/// Sum of w x for whole blocks, which are padded with weights of 0.
PREMORTEM_VECTOR_CLONES
double dot(const double* w, const double* x) {
  double lane[lanes] = {};
  for (std::size_t i = 0; i < block_size; i += lanes)
    for (std::size_t j = 0; j < lanes; ++j) lane[j] += w[i + j] * x[i + j];
  return folded(lane);
}

}  // namespace

void poisson_weights(std::uint64_t seed, std::uint64_t replicate, std::uint64_t first, std::span<double> out) {
  static const std::uint64_t stream = variable_id("weights of the bootstrap of Sobol' indices");
  std::array<std::uint64_t, block_size / 4> words{};
  const std::size_t count = (out.size() + 3) / 4;
  fill_words({seed, stream ^ (replicate << 32U)}, first / 4, std::span(words.data(), count));
  weights_of(words.data(), out.size(), out.data());
}

WeightedSums::WeightedSums(std::size_t columns, std::size_t replicates, std::uint64_t seed)
    : stride_(columns + 1), replicates_(replicates), seed_(seed), sums_((replicates + 1) * stride_, 0) {}

void WeightedSums::add(std::uint64_t first, std::size_t n, std::span<const Block> columns) {
  Block weights, ones;
  ones.fill(1);
  for (std::size_t r = 0; r <= replicates_; ++r) {
    if (r == 0) std::fill_n(weights.begin(), n, 1.0);
    else poisson_weights(seed_, r, first, std::span(weights.data(), n));
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
