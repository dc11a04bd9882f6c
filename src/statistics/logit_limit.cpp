#include "premortem/statistics/logit_limit.hpp"

#include <cmath>

#include "statistics/evaluation.hpp"

namespace premortem {

double logit_limit(double share, double se, double z) {
  require(share > 0 && share < 1 && se >= 0 && !std::isnan(z), "logit_limit", {{"share", share}, {"se", se}, {"z", z}}, "a share in (0, 1) and a standard error >= 0 are needed");
  const double logit = std::log(share) - std::log1p(-share) + z * se / (share * (1 - share));
  const double e = std::exp(-std::abs(logit));
  return logit > 0 ? 1 / (1 + e) : e / (1 + e);
}

}  // namespace premortem
