#include "analysis/times_drawn.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/statistics/distribution.hpp"

namespace premortem {

TimesDrawn::TimesDrawn() {
  for (std::size_t count = 1; count <= largest; ++count) {
    const auto mean = static_cast<double>(count);
    double term = std::exp(-mean), sum = 0;
    for (double k = 1; sum + term > sum || k <= mean; ++k) sums_[count].push_back(sum += term), term *= mean / k;
    sums_[count].push_back(1);  // a uniform is below 1
    for (std::size_t cell = 0, k = 0; cell < cells; first_[count][cell++] = static_cast<std::uint16_t>(k))
      while (static_cast<double>(cell) / cells > sums_[count][k]) ++k;
  }
}

double TimesDrawn::operator()(double count, double u) const {
  if (count == 0) return 0;
  if (count > largest) return std::max(0.0, std::round(count + std::sqrt(count) * normal_quantile(0, 1, u)));
  const auto whole = static_cast<std::size_t>(count);
  const double* sum = sums_[whole].data();
  std::size_t k = first_[whole][static_cast<std::size_t>(u * cells)];
  while (u > sum[k]) ++k;
  return static_cast<double>(k);
}

}  // namespace premortem
