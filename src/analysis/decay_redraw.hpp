#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "premortem/models/decay_split.hpp"

namespace premortem {

/// Half a row more in every cell of a cohort that has rows, and in both kinds of rows labelled twice.
DecayTally smoothed(const DecayTally& tally);

/// A stream of uniforms for every count that is redrawn, named by what it counts, so that another cohort changes no draw.
class DecayDraws {
 public:
  DecayDraws(const DecayTally& tally, std::uint64_t seed, std::size_t samples);
  /// Every count of `from` redrawn from Poisson's law, sample i, into a tally of its shape.
  void redraw(DecayTally& into, const DecayTally& from, std::size_t i) const;

 private:
  using Uniforms = std::vector<double>;
  std::vector<std::array<Uniforms, 4>> before_, after_;
  std::array<Uniforms, 2> double_before_, double_after_;
};

}  // namespace premortem
