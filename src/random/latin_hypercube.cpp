#include "premortem/random/latin_hypercube.hpp"

#include <algorithm>
#include <bit>

#include "premortem/core/error.hpp"
#include "premortem/random/philox.hpp"

namespace premortem {
namespace {

constexpr unsigned rounds = 8;

// The same name keys a simulated estimate; these streams are others.
std::uint64_t stream_of_rounds(std::uint64_t variable) { return variable ^ variable_id("strata of a Latin hypercube"); }
std::uint64_t stream_of_places(std::uint64_t variable) { return variable ^ variable_id("places in a Latin hypercube"); }

}  // namespace

LatinHypercube::LatinHypercube(std::uint64_t points, std::uint64_t seed) : points_(points), seed_(seed) {
  if (points < 1 || points > most_points) throw DomainError("a Latin hypercube has 1 to 2^32 points");
  half_bits_ = std::max(1U, (static_cast<unsigned>(std::bit_width(points - 1)) + 1) / 2);
}

std::uint64_t LatinHypercube::permuted(std::uint64_t variable, std::uint64_t x) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  std::uint64_t left = x >> half_bits_, right = x & mask;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const std::uint64_t word = random_word({seed_, stream_of_rounds(variable)}, round << 32U | right);
    const std::uint64_t next = left ^ (word & mask);
    left = right;
    right = next;
  }
  return left << half_bits_ | right;
}

std::uint64_t LatinHypercube::stratum(std::uint64_t variable, std::uint64_t point) const {
  if (point >= points_) throw DomainError("a point of a Latin hypercube is numbered below how many there are");
  std::uint64_t x = permuted(variable, point);
  while (x >= points_) x = permuted(variable, x);
  return x;
}

double LatinHypercube::value(std::uint64_t variable, std::uint64_t point) const {
  double u = 0;
  fill(variable, point, {&u, 1});
  return u;
}

void LatinHypercube::fill(std::uint64_t variable, std::uint64_t first, std::span<double> out) const {
  fill_uniform({seed_, stream_of_places(variable)}, first, out);
  const auto n = static_cast<double>(points_);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = std::min((static_cast<double>(stratum(variable, first + i)) + out[i]) / n, 1 - 0x1p-53);
}

}  // namespace premortem
