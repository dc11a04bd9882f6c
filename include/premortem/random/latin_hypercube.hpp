#pragma once
#include <cstdint>
#include <span>

namespace premortem {

/// A Latin hypercube of n points: each of the n equal strata of every variable holds one point, at random within it,
/// and which one is a random permutation of its own for each variable. Every coordinate is a function of (seed, n,
/// variable, point), in constant memory, so that any subset of points can be had by anyone in any order. The
/// permutation is a balanced Feistel network of eight rounds with Philox as its round function on the least even number
/// of bits that hold n - 1, walked until it comes out below n (fewer than four steps on average). Source: McKay,
/// Beckman & Conover (1979), Technometrics 21; Black & Rogaway (2002), Ciphers with arbitrary finite domains.
class LatinHypercube {
 public:
  static constexpr std::uint64_t most_points = std::uint64_t{1} << 32U;

  /// @throws DomainError unless 1 <= points <= most_points
  LatinHypercube(std::uint64_t points, std::uint64_t seed);

  std::uint64_t points() const { return points_; }

  /// Which of the strata 0 .. n-1 a point has. @param variable  as of a stream: variable_id(name)
  /// @throws DomainError for a point of n or beyond
  std::uint64_t stratum(std::uint64_t variable, std::uint64_t point) const;

  /// (stratum + u) / n with u uniform on (0, 1), to the rounding of a double; in (0, 1).
  double value(std::uint64_t variable, std::uint64_t point) const;

  /// Fills `out` with the coordinates of the points from `first` on.
  void fill(std::uint64_t variable, std::uint64_t first, std::span<double> out) const;

 private:
  std::uint64_t permuted(std::uint64_t variable, std::uint64_t x) const;

  std::uint64_t points_, seed_;
  unsigned half_bits_ = 1;
};

}  // namespace premortem
