#include "models/step_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using Steps = std::vector<CurveStep>;

/// The first step after t.
Steps::const_iterator after(const Steps& steps, double t) {
  return std::upper_bound(steps.begin(), steps.end(), t, [](double ms, const auto& s) { return ms < s.latency_ms; });
}

/// The curve rises, so that the step at or before t limits it from below and the one at or after t from above.
Interval isotonic_limits(const Steps& steps, double t) {
  const auto next = after(steps, t);
  Interval limits{0, 1};
  if (next != steps.begin()) limits.low = std::prev(next)->low;
  if (next != steps.begin() && std::prev(next)->latency_ms == t)
    limits.high = std::prev(next)->high;
  else if (next != steps.end())
    limits.high = next->high;
  return limits;
}

void require_steps(const AbandonmentCurve& c) {
  if (c.steps.empty()) throw DomainError("a curve of steps has none");
}

/// Where straight lines between the steps first come to a share that the first step does not have.
double first_at(const AbandonmentCurve& c, double share) {
  const auto to = std::find_if(c.steps.begin(), c.steps.end(), [&](const auto& s) { return s.value >= share; });
  if (c.family == CurveFamily::kaplan_meier) return to->latency_ms;
  const auto from = std::prev(to);
  return std::lerp(from->latency_ms, to->latency_ms, (share - from->value) / (to->value - from->value));
}

/// Latencies at which the limits of the curve hold the share, and everything between them.
Interval inverted(const AbandonmentCurve& c, double share) {
  const auto& s = c.steps;
  const bool isotonic = c.family == CurveFamily::isotonic;
  Interval ms{0, std::numeric_limits<double>::infinity()};
  const auto reaches = std::find_if(s.begin(), s.end(), [&](const auto& step) { return step.high >= share; });
  // the upper limit of an isotonic curve is that of the step to come, and of steps that of the last one
  if (!isotonic && reaches != s.end()) ms.low = reaches->latency_ms;
  if (isotonic && reaches != s.begin()) ms.low = std::prev(reaches)->latency_ms;
  const auto below = std::find_if(s.rbegin(), s.rend(), [&](const auto& step) { return step.low <= share; }).base();
  if (below != s.end()) ms.high = below->latency_ms;
  return ms;
}

}  // namespace

CurveReading step_abandonment_at(const AbandonmentCurve& c, double t) {
  require_steps(c);
  CurveReading r;
  r.value = abandonment(c, t);
  r.extrapolated = t < c.low_ms || t > c.high_ms;
  if (c.family == CurveFamily::isotonic) return r.limits = isotonic_limits(c.steps, t), r;
  const auto next = after(c.steps, t);
  if (next != c.steps.begin())
    r.limits = Interval{std::prev(next)->low, std::prev(next)->high};
  else
    r.why = fmt::format("nobody gave up before {:.6g} ms", c.steps.front().latency_ms);
  return r;
}

LatencyReading step_latency_at(const AbandonmentCurve& c, double share) {
  require_steps(c);
  LatencyReading r;
  const auto& first = c.steps.front();
  if (c.family == CurveFamily::isotonic && first.value >= share) {
    r.why = fmt::format("{:.4g}% leave already at the fastest that was observed", 100 * first.value);
  } else if (c.steps.back().value < share) {
    r.why = fmt::format("the curve does not reach {:.4g}%", 100 * share);
  } else {
    r.value_ms = first_at(c, share);
    r.limits = inverted(c, share);
    r.limits->low = std::min(r.limits->low, *r.value_ms), r.limits->high = std::max(r.limits->high, *r.value_ms);
    r.extrapolated = *r.value_ms < c.low_ms || *r.value_ms > c.high_ms;
  }
  return r;
}

}  // namespace premortem
