#pragma once
#include <functional>

namespace premortem {

/// Where a product of a rising rate and falling days is largest.
struct WorstLevel {
  double at = 0;     ///< the best place found, as a share of the way
  double value = 0;  ///< rate(at) * days(at)
  double upper = 0;  ///< no place has more, if rate never falls and days never rise along the way
};

/// Looks on (0, 1] by branch and bound: between a and b the product is at most rate(b) * days(a). Splits the stretch with
/// the largest such limit until it is within `tolerance` of the best found, or days were asked for `most` times.
/// @param days_at_0  an upper limit of the days near 0
WorstLevel worst_level(const std::function<double(double)>& rate, const std::function<double(double)>& days, double days_at_0, double tolerance, int most);

}  // namespace premortem
