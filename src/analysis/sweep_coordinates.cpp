#include "analysis/sweep_coordinates.hpp"

#include <string>

#include "premortem/random/latin_hypercube.hpp"
#include "premortem/random/philox.hpp"
#include "premortem/random/sobol_sequence.hpp"

namespace premortem {

double sobol_coordinate(std::uint64_t seed, std::uint64_t dimension, std::uint64_t index) {
  return SobolSequence(static_cast<std::size_t>(dimension) + 1, seed, 0).value(static_cast<std::size_t>(dimension), index);
}

double latin_hypercube_coordinate(std::uint64_t seed, std::uint64_t dimension, std::uint64_t points, std::uint64_t index) {
  return LatinHypercube(points, seed).value(variable_id("axis " + std::to_string(dimension)), index);
}

}  // namespace premortem
