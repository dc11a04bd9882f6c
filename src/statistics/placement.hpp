#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace premortem {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/// Sums of whole numbers and of their squares, exact while n * largest < 2^63: a row's placement is at most twice the
/// rows of the other class, and both classes together are at most 2^32 rows.
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
    const auto size = static_cast<uint128>(sum < 0 ? -sum : sum);
    const double count = static_cast<double>(n);
    return static_cast<double>(squares * n - size * size) / (count * scale) / (count * scale) / (count - 1);
  }
};

/// S10 / m + S01 / n of placements that are twice the rows beaten; absent with fewer than two rows of a class.
inline std::optional<double> delong_variance(const PlacementSums& positives, const PlacementSums& negatives) {
  if (positives.n < 2 || negatives.n < 2) return std::nullopt;
  return positives.variance_of_mean(2 * static_cast<double>(negatives.n)) +
         negatives.variance_of_mean(2 * static_cast<double>(positives.n));
}

}  // namespace premortem
