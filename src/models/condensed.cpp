#include "models/condensed.hpp"

#include <algorithm>

namespace premortem {
namespace {

constexpr std::size_t enough = 2000;

/// How many neighbours make a group.
std::size_t group_of(std::size_t count) { return (count + enough - 1) / enough; }

}  // namespace

bool is_condensable(const AbandonmentCurve& curve, const LatencyDistribution& latency) {
  return curve.steps.size() > enough || std::any_of(latency.parts.begin(), latency.parts.end(), [](const LatencyPart& p) { return p.samples.size() > enough; });
}

AbandonmentCurve condensed(const AbandonmentCurve& curve) {
  const std::size_t group = group_of(curve.steps.size());
  if (group <= 1) return curve;
  AbandonmentCurve few = curve;
  few.steps.clear();
  for (std::size_t i = 0; i < curve.steps.size(); i += group) {
    const std::size_t last = std::min(i + group, curve.steps.size()) - 1;
    CurveStep step = curve.steps[last];
    for (std::size_t j = i; j < last; ++j) step.variance_term += curve.steps[j].variance_term;
    few.steps.push_back(step);
  }
  return few;
}

LatencyDistribution condensed(const LatencyDistribution& latency) {
  LatencyDistribution few = latency;
  for (auto& part : few.parts) {
    const std::size_t group = group_of(part.samples.size());
    if (group <= 1) continue;
    std::vector<double> middles;
    for (std::size_t i = 0; i < part.samples.size(); i += group) middles.push_back(part.samples[i + (std::min(group, part.samples.size() - i) - 1) / 2]);
    part.samples = std::move(middles);
  }
  return few;
}

}  // namespace premortem
