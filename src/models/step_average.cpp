#include "models/step_average.hpp"

#include <algorithm>

#include "models/latency_part.hpp"

namespace premortem {
namespace {

/// Share of requests that take as long as each step, or longer than it: P(L + later >= t_j) or P(L + later > t_j).
enum class Reach { from, above };

std::vector<double> reached(const std::vector<CurveStep>& steps, const LatencyDistribution& latency, double later_ms, Reach reach) {
  std::vector<double> share(steps.size());
  for (const auto& part : latency.parts)
    for (std::size_t j = 0; j < steps.size(); ++j) {
      const double ms = steps[j].latency_ms - later_ms;
      share[j] += part.weight * (reach == Reach::from ? share_from(part, ms) : share_above(part, ms));
    }
  return share;
}

}  // namespace

StepAverage step_average(const AbandonmentCurve& curve, const LatencyDistribution& latency, double later_ms) {
  const auto share = reached(curve.steps, latency, later_ms, Reach::from);
  StepAverage average;
  double before = 0;
  for (std::size_t j = 0; j < share.size(); ++j) {
    average.value += (curve.steps[j].value - before) * share[j];
    before = curve.steps[j].value;
  }
  average.value = std::clamp(average.value, 0.0, 1.0);
  double stay = 0, beyond = 0;  // `stay`: the integral of 1 - A over latencies from this step on
  for (std::size_t j = share.size(); j-- > 0;) {
    stay += (1 - curve.steps[j].value) * std::max(0.0, share[j] - beyond);
    beyond = share[j];
    if (stay > 0) average.variance += stay * stay * curve.steps[j].variance_term;  // not 0 times Greenwood's infinite last summand
  }
  return average;
}

Interval band_average(const AbandonmentCurve& curve, const LatencyDistribution& latency) {
  const auto from = reached(curve.steps, latency, 0, Reach::from), above = reached(curve.steps, latency, 0, Reach::above);
  double low = 0, high = 0, total = 0;
  for (const auto& part : latency.parts) total += part.weight;
  for (std::size_t j = 0; j < curve.steps.size(); ++j) {
    const double next = j + 1 < from.size() ? from[j + 1] : 0, before = j > 0 ? above[j - 1] : total;
    low += curve.steps[j].band_low * std::max(0.0, from[j] - next);
    high += curve.steps[j].band_high * std::max(0.0, before - above[j]);
  }
  high += above.empty() ? total : above.back();
  return {std::clamp(low, 0.0, 1.0), std::clamp(high, 0.0, 1.0)};
}

}  // namespace premortem
