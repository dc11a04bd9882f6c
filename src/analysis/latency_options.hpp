#pragma once
#include "premortem/analysis/case_amounts.hpp"
#include "premortem/analysis/latency_assessment.hpp"

namespace premortem {

/// What the assumptions say that latency is weighed with.
struct LatencyTerms {
  std::optional<double> max_latency_ms, max_abandonment, sessions_per_day, value_per_session, error_cost_per_session;
  std::optional<double> retention, churn_per_abandonment, margin, discount_rate;
};

/// @throws Refusal if one that must be a share is none
LatencyTerms latency_terms(CaseAmounts& amounts);

/// The options of the case and those that stand in latency_samples.csv alone, with their law and quantiles.
std::vector<LatencyOption> latency_options(const Case& subject, double confidence);

/// Whether an option keeps max_latency_ms and max_abandonment; needs the abandonment of the option where a curve is known.
void check_limits(const LatencyTerms& terms, LatencyOption& option);

/// Abandonment, lost sessions, money and retention of every option, and the one that is taken; then budget, exchange rate and
/// what a later answer costs.
void assess_options(const Case& subject, const LatencyTerms& terms, LatencyAssessment& assessment);

}  // namespace premortem
