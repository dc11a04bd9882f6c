#include "analysis/sweep_coordinates.hpp"

#include <cmath>
#include <string>

#include "premortem/random/philox.hpp"

namespace premortem {
namespace {

double uniform(std::uint64_t seed, const std::string& stream, std::uint64_t dimension, std::uint64_t index) {
  double u = 0;
  fill_uniform({seed, variable_id(stream + "/" + std::to_string(dimension))}, index, {&u, 1});
  return u;
}

std::uint64_t prime(std::uint64_t which) {
  std::uint64_t p = 2;
  for (;; ++p) {
    bool is_prime = true;
    for (std::uint64_t d = 2; d * d <= p && is_prime; ++d) is_prime = p % d != 0;
    if (is_prime && which-- == 0) return p;
  }
}

/// Radical inverse. Source: Halton (1960), Numerische Mathematik 2.
double radical_inverse(std::uint64_t base, std::uint64_t index) {
  double value = 0, place = 1;
  for (; index > 0; index /= base) value += static_cast<double>(index % base) * (place /= static_cast<double>(base));
  return value;
}

/// A bijection of [0, 2^bits), bits even: four rounds of a balanced Feistel network keyed by the dimension's stream.
std::uint64_t mixed(std::uint64_t seed, std::uint64_t dimension, unsigned bits, std::uint64_t x) {
  const unsigned half = bits / 2;
  const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
  std::uint64_t left = x >> half, right = x & mask;
  for (std::uint64_t round = 0; round < 4; ++round) {
    const double u = uniform(seed, "stratum", dimension, round << 33U | right);
    const auto next = left ^ (static_cast<std::uint64_t>(std::ldexp(u, 52)) & mask);
    left = right, right = next;
  }
  return left << half | right;
}

/// The same of [0, points): walks its cycle until it is back inside.
std::uint64_t permuted(std::uint64_t seed, std::uint64_t dimension, std::uint64_t points, std::uint64_t index) {
  unsigned bits = 2;
  while (bits < 64 && (std::uint64_t{1} << bits) < points) bits += 2;
  do index = mixed(seed, dimension, bits, index);
  while (index >= points);
  return index;
}

}  // namespace

double sobol_coordinate(std::uint64_t seed, std::uint64_t dimension, std::uint64_t index) {
  const double shifted = radical_inverse(prime(dimension), index) + uniform(seed, "shift", dimension, 0);
  return shifted - std::floor(shifted);
}

double latin_hypercube_coordinate(std::uint64_t seed, std::uint64_t dimension, std::uint64_t points, std::uint64_t index) {
  const auto stratum = static_cast<double>(permuted(seed, dimension, points, index));
  const double u = (stratum + uniform(seed, "within", dimension, index)) / static_cast<double>(points);
  return u < 1 ? u : std::nextafter(1, 0);
}

}  // namespace premortem
