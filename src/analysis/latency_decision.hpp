#pragma once
#include "analysis/latency_options.hpp"

namespace premortem {

/// stop: a gate failed, or no option keeps max_latency_ms and max_abandonment by its point; hold: only a limit is crossed, a gate
/// is unknown, or what a decision needs is missing; else ship, which option.
Decision latency_decision(const Case& subject, const CaseAmounts& amounts, const LatencyTerms& terms, const LatencyAssessment& a);

}  // namespace premortem
