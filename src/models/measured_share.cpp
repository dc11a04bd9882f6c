#include "premortem/models/measured_share.hpp"

#include <fmt/format.h>

#include "premortem/core/error.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {

MeasuredShare measured_share(double events, double trials, double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw DomainError(fmt::format("measured_share(confidence={}): it must lie in (0, 1)", confidence));
  MeasuredShare share{events, trials, {}, {}};
  if (trials == 0 && events == 0) return share;
  share.limits = clopper_pearson(events, trials, confidence);
  share.value = events / trials;
  return share;
}

}  // namespace premortem
