#pragma once
#include <optional>
#include <string>

#include "premortem/core/interval.hpp"
#include "premortem/models/abandonment_curve.hpp"
#include "premortem/models/latency_distribution.hpp"

namespace premortem {

/// E[A(L)], the share of sessions that leave when latency follows a law.
struct ExpectedAbandonment {
  double value = 0;
  std::optional<double> se;
  std::optional<Interval> limits;     ///< two-sided
  std::optional<double> upper;        ///< one-sided upper limit at the same confidence
  double extrapolated_share = 0;      ///< of requests that are slower (or faster) than anything observed
  std::string why;                    ///< why there are no limits
};
ExpectedAbandonment expected_abandonment(const AbandonmentCurve& curve, const LatencyDistribution& latency, double confidence);

/// The largest multiple of an option's latency that is affordable.
struct LatencyBudget {
  std::optional<double> multiplier;        ///< at which the one-sided upper limit meets the allowed share
  std::optional<double> point_multiplier;  ///< at which the estimate does
  bool extrapolated = false;
  std::string why;
};
LatencyBudget latency_budget(const AbandonmentCurve& curve, const LatencyDistribution& latency, double max_abandonment, double confidence);

/// Accuracy that pays for latency.
struct ExchangeRate {
  std::optional<double> points_per_10pct, points_per_100ms;  ///< percentage points of accuracy
  std::string why;
};
/// @param accuracy  share of answers that are right
/// @param value     of a right answer, @param error_cost of a wrong one
ExchangeRate exchange_rate(const AbandonmentCurve& curve, const LatencyDistribution& latency, double accuracy, double value, double error_cost);

/// retention (1 - churn E[A]).
double retention_with(double retention, double churn_per_abandonment, double abandonment);
/// margin r / (1 + d - r). @throws DomainError unless 0 <= r <= 1, d > r - 1
double lifetime_value(double margin, double retention, double discount_rate);

}  // namespace premortem
