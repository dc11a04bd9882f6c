#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace premortem {

/// How often `count` rows are drawn when a sample is drawn again: the quantile of u, u in (0, 1), of Poisson's law with that mean, a
/// whole number; above 50 of the normal law of the same mean and variance, rounded, and at least 0. The running sums of small counts
/// are taken once, for many u.
class TimesDrawn {
 public:
  TimesDrawn();
  double operator()(double count, double u) const;

 private:
  static constexpr std::size_t largest = 50, cells = 256;
  std::array<std::vector<double>, largest + 1> sums_;  // P(X <= k), by count and k
  std::array<std::array<std::uint16_t, cells>, largest + 1> first_{};  // the quantile of a cell's lower end, from where few steps are left
};

}  // namespace premortem
