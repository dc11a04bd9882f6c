#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// Turns uniforms into draws of one leaf by inversion.
class LeafSampler {
 public:
  virtual ~LeafSampler() = default;
  /// Replaces each uniform in (0, 1) by a draw.
  virtual void apply(std::span<double> uniforms) const = 0;
};

/// The value a leaf always takes; absent if it varies.
std::optional<double> constant_of(const Leaf& leaf);

/// @param jobs  threads that make its table
/// @throws DomainError if the leaf has no distribution (range without a shape, unknown)
std::unique_ptr<LeafSampler> make_sampler(const Leaf& leaf, int jobs = 1);

}  // namespace premortem
