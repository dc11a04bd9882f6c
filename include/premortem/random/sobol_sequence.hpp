#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace premortem {

/// Sobol's sequence in base 2 with the direction numbers of Joe & Kuo, in the order of the Gray code: of the first 2^m
/// points each of the 2^m equal strata of every dimension holds one. Any point can be asked for, in any order; point n
/// of dimension d depends on n, d, the seed and the scramble alone.
/// Source: Sobol' (1967); Antonov & Saleev (1979); Joe & Kuo (2008), SIAM Journal on Scientific Computing 30
/// (new-joe-kuo-6, by way of Boost.Random).
class SobolSequence {
 public:
  static constexpr std::size_t most_dimensions = 3'667;
  static constexpr std::uint64_t most_points = std::uint64_t{1} << 52U;
  static constexpr std::uint64_t most_scrambles = std::uint64_t{1} << 45U;

  /// The sequence itself, of multiples of 2^-52 in [0, 1); point 0 is 0 in every dimension.
  /// @throws DomainError unless 1 <= dimensions <= most_dimensions
  explicit SobolSequence(std::size_t dimensions);

  /// Scrambled by a random lower triangular matrix and a digital shift: each point is uniform on (0, 1), the strata
  /// stay, and means over independent scrambles show their own error, whose variance is that of Owen's nested
  /// scrambling. Source: Matousek (1998), Journal of Complexity 14; Owen (2003), ACM TOMACS 13.
  /// @throws DomainError also unless scramble < most_scrambles
  SobolSequence(std::size_t dimensions, std::uint64_t seed, std::uint64_t scramble);

  std::size_t dimensions() const { return shift_.size(); }

  /// Fills `out` with the coordinates of the points from `first` on.
  /// @throws DomainError beyond dimensions or most_points
  void fill(std::size_t dimension, std::uint64_t first, std::span<double> out) const;

  double value(std::size_t dimension, std::uint64_t point) const;

 private:
  std::vector<std::uint64_t> directions_;  // 52 for each dimension; the first digit is the top bit
  std::vector<std::uint64_t> shift_;
  bool scrambled_ = false;
};

}  // namespace premortem
