#include "quantity/simulated_counts.hpp"

#include <algorithm>
#include <cmath>

namespace premortem {
namespace {

QuantileEstimate estimate(const Counts& c, double p) {
  const double rank_error = std::sqrt(p * (1 - p) / static_cast<double>(c.histogram.count()));
  // Distances are not rounded yet, as the quantiles are.
  const double low = c.histogram.quantile(std::max(0.0, p - rank_error)), high = c.histogram.quantile(std::min(1.0, p + rank_error));
  return {c.quantile(p), (high - low) / 2};
}

}  // namespace

Simulated summarise(const Counts& c, const Moments& m, std::uint64_t above, bool limited, bool constant) {
  const double variance = m.count > 1 ? m.squared_deviations / (m.count - 1) : 0;
  return {constant ? c.histogram.min() : m.mean,
          constant ? 0 : std::sqrt(variance / m.count),
          estimate(c, 0.05), estimate(c, 0.50), estimate(c, 0.95),
          limited ? std::optional<double>(static_cast<double>(above) / m.count) : std::nullopt,
          c.histogram.count(),
          constant ? c.histogram.min() : c.centre + c.histogram.mean_above(0.95),
          estimate(c, 0.99)};
}

bool is_coarse(const LogHistogram& h) {
  constexpr double bin = 0x1p-12;          // of the value
  constexpr double resolution = 1e-3;      // of the spread that a bin may be at most
  if (h.min() == h.max()) return false;
  const double low = h.quantile(0.05), high = h.quantile(0.95);
  return std::max(std::abs(low), std::abs(high)) * bin > resolution * (high - low);
}

}  // namespace premortem
