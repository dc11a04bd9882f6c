#include "premortem/statistics/proportion_interval.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

void require_counts(const char* function, double events, double trials, double confidence) {
  const bool whole = std::floor(events) == events && std::floor(trials) == trials && std::isfinite(trials);
  require(whole && trials >= 1 && events >= 0 && events <= trials, function, {{"events", events}, {"trials", trials}},
          "whole counts with 0 <= events <= trials and trials >= 1 are needed");
  require(confidence > 0 && confidence < 1, function, {{"confidence", confidence}}, "confidence must lie in (0, 1)");
}

double lower_limit(double events, double trials, double tail) {
  return events == 0 ? 0.0 : beta_quantile(events, trials - events + 1, tail);
}

double upper_limit(double events, double trials, double tail) {
  return events == trials ? 1.0 : beta_upper_quantile(events + 1, trials - events, tail);
}

}  // namespace

Interval clopper_pearson(double events, double trials, double confidence) {
  require_counts("clopper_pearson", events, trials, confidence);
  const double tail = (1 - confidence) / 2;
  return {lower_limit(events, trials, tail), upper_limit(events, trials, tail)};
}

double clopper_pearson_upper(double events, double trials, double confidence) {
  require_counts("clopper_pearson_upper", events, trials, confidence);
  return upper_limit(events, trials, 1 - confidence);
}

Interval wilson(double events, double trials, double confidence) {
  require_counts("wilson", events, trials, confidence);
  const double z = normal_upper_quantile(0, 1, (1 - confidence) / 2);
  const double rate = events / trials;
  const double share = z * z / trials;
  const double spread = std::sqrt(share * (rate * ((trials - events) / trials) + share / 4));
  const double high = std::min(1.0, (rate + share / 2 + spread) / (1 + share));
  // The limits are the roots of a quadratic; the small one from their product, which has no difference in it.
  const double low = rate * rate / ((1 + share) * high);
  return {events == 0 ? 0.0 : low, events == trials ? 1.0 : high};
}

}  // namespace premortem
