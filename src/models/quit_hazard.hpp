#pragma once
#include <algorithm>
#include <cmath>

namespace premortem {

/// Both families have a cumulative hazard H(z) in z = (ln t - mu) / sigma = rate y + shift, and the log-likelihood
/// sum left z + D ln rate - sum w H(z), D all that left. It is concave in (rate, shift), so that it has one maximum, which
/// is where its score is 0. Source: Burridge (1981), JRSS B 43.
struct Hazard {
  double value = 0, slope = 0, bend = 0;  ///< H, H', H''
};

struct WeibullHazard {
  static double weight(double, double people) { return people; }
  static Hazard at(double z) {
    const double h = std::exp(z);
    return {h, h, h};
  }
  static Hazard slopes_at(double z) { return at(z); }
};

struct LogLogisticHazard {
  static double weight(double left, double people) { return left + people; }
  static Hazard at(double z) {
    Hazard h = slopes_at(z);
    h.value = std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z)));
    return h;
  }
  /// Without H, which Newton's method does not need and which costs a logarithm.
  static Hazard slopes_at(double z) {
    const double e = std::exp(-std::abs(z)), high = 1 / (1 + e), low = e * high;
    return {0, z > 0 ? high : low, low * high};
  }
};

}  // namespace premortem
