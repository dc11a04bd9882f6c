#include "analysis/sweep_coordinates.hpp"

#include <optional>
#include <string>

#include "premortem/random/latin_hypercube.hpp"
#include "premortem/random/philox.hpp"
#include "premortem/random/sobol_sequence.hpp"

namespace premortem {

// Its numbers are made at the first point that a thread asks for: they take longer than reading a case. A coordinate is the same
// however many dimensions the sequence has.
double sobol_coordinate(std::uint64_t seed, std::uint64_t dimension, std::uint64_t index) {
  thread_local std::optional<SobolSequence> sequence;
  thread_local std::uint64_t seed_of_it = 0;
  const auto wanted = static_cast<std::size_t>(dimension);
  if (!sequence || seed_of_it != seed || sequence->dimensions() <= wanted) {
    sequence.emplace(wanted + 1, seed, 0);
    seed_of_it = seed;
  }
  return sequence->value(wanted, index);
}

double latin_hypercube_coordinate(std::uint64_t seed, std::uint64_t dimension, std::uint64_t points, std::uint64_t index) {
  return LatinHypercube(points, seed).value(variable_id("axis " + std::to_string(dimension)), index);
}

}  // namespace premortem
