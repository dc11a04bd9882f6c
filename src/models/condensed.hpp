#pragma once
#include "premortem/models/abandonment_curve.hpp"
#include "premortem/models/latency_distribution.hpp"

namespace premortem {

/// The same curve or law with about two thousand steps or measured latencies at most, to find the neighbourhood of an answer
/// that is then computed from all of them.

bool is_condensable(const AbandonmentCurve& curve, const LatencyDistribution& latency);

/// Of every group of neighbouring steps the last one, with the sum of their Greenwood summands.
AbandonmentCurve condensed(const AbandonmentCurve& curve);

/// Of every group of neighbouring samples the one in its middle.
LatencyDistribution condensed(const LatencyDistribution& latency);

}  // namespace premortem
