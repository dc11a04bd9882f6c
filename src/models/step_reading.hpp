#pragma once
#include "premortem/models/curve_reading.hpp"

namespace premortem {

/// abandonment_at and latency_at of curves with steps.
CurveReading step_abandonment_at(const AbandonmentCurve& curve, double latency_ms);
LatencyReading step_latency_at(const AbandonmentCurve& curve, double abandonment);

}  // namespace premortem
