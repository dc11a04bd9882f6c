#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace premortem {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/// Sums of whole numbers and of their squares, exact while n * largest^2 < 2^128: a row's placement is at most twice the
/// rows of the other class, and a class has at most 1e12 rows, so that n * largest^2 is at most 4e36 < 2^122.
struct PlacementSums {
  std::uint64_t n = 0;
  int128 sum = 0;
  uint128 squares = 0;

  void add(std::int64_t placement, std::uint64_t times = 1) {
    const auto size = static_cast<uint128>(placement < 0 ? -static_cast<int128>(placement) : placement);
    n += times;
    sum += static_cast<int128>(placement) * static_cast<int128>(times);
    squares += size * size * times;
  }

  /// Variance of the mean of placement / scale: (n squares - sum^2) / (n^2 (n - 1) scale^2).
  double variance_of_mean(double scale) const {
    const double count = static_cast<double>(n);
    return scaled_spread() / (count * scale) / (count * scale) / (count - 1);
  }

 private:
  /// n squares - sum^2, about the whole number q nearest below the mean: with sum = q n + r it is n C - r^2, where C = squares
  /// - q (sum + r) is the sum of squares about q. Where n C passes 2^128 (some 6e9 rows), r^2 < n^2 is nothing beside it.
  double scaled_spread() const {
    const auto size = static_cast<uint128>(sum < 0 ? -sum : sum);
    const uint128 q = size / n, r = size % n, about_q = squares - q * (size + r);
    if (about_q <= ~uint128{0} / n) return static_cast<double>(about_q * n - r * r);
    return static_cast<double>(about_q) * static_cast<double>(n) - static_cast<double>(r) * static_cast<double>(r);
  }
};

/// S10 / m + S01 / n of placements that are twice the rows beaten; absent with fewer than two rows of a class.
inline std::optional<double> delong_variance(const PlacementSums& positives, const PlacementSums& negatives) {
  if (positives.n < 2 || negatives.n < 2) return std::nullopt;
  return positives.variance_of_mean(2 * static_cast<double>(negatives.n)) +
         negatives.variance_of_mean(2 * static_cast<double>(positives.n));
}

}  // namespace premortem
