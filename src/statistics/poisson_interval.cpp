#include "premortem/statistics/poisson_interval.hpp"

#include <cmath>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {

Interval garwood(double events, double exposure, double confidence) {
  require(events >= 0 && std::isfinite(events) && std::floor(events) == events, "garwood", {{"events", events}},
          "a whole number of events >= 0 is needed");
  require(positive_finite(exposure), "garwood", {{"exposure", exposure}}, "exposure > 0 is needed");
  require(confidence > 0 && confidence < 1, "garwood", {{"confidence", confidence}}, "confidence must lie in (0, 1)");
  const double tail = (1 - confidence) / 2;
  const double low = events == 0 ? 0.0 : gamma_quantile(events, 1, tail) / exposure;
  return {low, gamma_upper_quantile(events + 1, 1, tail) / exposure};
}

}  // namespace premortem
