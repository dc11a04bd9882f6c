#pragma once
#include <cstdint>

namespace premortem {

/// Point `index` of a sampled design along one dimension: a uniform in [0, 1) that is a pure function of the arguments.
/// The one place where the designs of premortem/random come in.
double sobol_coordinate(std::uint64_t seed, std::uint64_t dimension, std::uint64_t index);

/// The same where each of `points` equal strata of the dimension holds exactly one of the points. @param index  below points
double latin_hypercube_coordinate(std::uint64_t seed, std::uint64_t dimension, std::uint64_t points, std::uint64_t index);

}  // namespace premortem
