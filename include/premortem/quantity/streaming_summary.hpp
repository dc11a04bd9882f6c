#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace premortem {

/// Counts of values by the leading bits of their representation: sign, exponent and 12 bits of the fraction,
/// so a bin is 2^-12 of its octave wide (relative width at most 0.025%). Memory depends on the octaves seen,
/// not on the number of values (32 KiB an octave). Counts are integers, so merging in any order gives the same.
class LogHistogram {
 public:
  LogHistogram();
  void add(std::span<const double> values);  ///< all finite
  void merge(const LogHistogram& other);
  std::uint64_t count() const { return count_; }
  double min() const { return min_; }
  double max() const { return max_; }
  /// Value at rank p (count), interpolated inside its bin and kept within [min, max]; p in [0, 1], count >= 1.
  double quantile(double p) const;
  /// Mean of the values of rank above p (count), p in [0, 1), each taken for the middle of its bin: off by at most 0.0123% of the
  /// mean of their sizes. Kept within [quantile(p), max].
  double mean_above(double p) const;

 private:
  static constexpr int fraction_bits = 12;
  using Octave = std::array<std::uint64_t, std::size_t{1} << fraction_bits>;
  template <class Visit>
  void visit_from(double rank, Visit visit) const;
  std::array<std::unique_ptr<Octave>, 4096> octaves_;
  std::uint64_t count_ = 0;
  double min_, max_;
};

/// Mean and sum of squared deviations, merged pairwise. Source: Chan, Golub & LeVeque (1983).
struct Moments {
  double count = 0;
  double mean = 0;
  double squared_deviations = 0;
  void merge(const Moments& other);
};

/// Moments of one block, summed in eight fixed lanes, so the bits do not depend on the processor.
Moments moments_of(std::span<const double> values);

}  // namespace premortem
