#pragma once
#include <optional>
#include <string>

#include "premortem/core/interval.hpp"
#include "premortem/models/abandonment_curve.hpp"
#include "premortem/models/latency_distribution.hpp"

namespace premortem {

/// E[A(L)], the share of sessions that leave when latency follows a law: the average of the curve, not the curve at the
/// average latency.
struct ExpectedAbandonment {
  double value = 0;                   ///< in [0, 1]
  std::optional<double> se;           ///< absent without limits, and for isotonic
  std::optional<Interval> limits;     ///< two-sided; nominal, of isotonic certified
  std::optional<double> upper;        ///< one-sided upper limit at the same confidence; of isotonic the upper one of `limits`
  double extrapolated_share = 0;      ///< of requests at latencies where the curve was not observed: `slower_share`, and of logistic
                                      ///< and isotonic also `faster_share`; the others run down to their floor or to 0 there
  std::string why;                    ///< why there are no limits
  double slower_share = 0;            ///< of requests that are slower than anything observed
  double faster_share = 0;            ///< of requests that are faster than anything observed
};

/// E[A(L)] of L from a law, over a curve of any family.
///
/// Parametric and isotonic: of parts from quantiles, the integral of A(exp g(z)) phi(z) by adaptive Gauss-Legendre quadrature
/// split where the curve or the law kinks, 1e-12 relative against 50-digit arithmetic for shares from 1e-12; of samples the mean
/// of A(x). kaplan_meier: the sum of its rises at t_j times P(L >= t_j), flat beyond its last step.
///
/// Limits of parametric curves and of kaplan_meier are nominal, by the delta method on the logit scale: logit E +- z SE/(E (1-E)).
/// Parametric: SE^2 = g' C g, g the average of the gradient. kaplan_meier: SE^2 = sum over steps of [integral over t >= t_j of
/// (1 - A) dP(L)]^2 times Greenwood's summand, its covariance carried through the average. Parts that are samples add
/// weight^2 var A(x) / n, as if their latencies were independent. Quantiles are taken as exact.
/// Limits of isotonic are the averages of the least and of the greatest rising curve in its band, which holds for all places
/// together: certified, at the confidence the curve was fitted with, for the law as it is stated or was measured; `confidence`
/// is not used.
/// No limits (`why`): no covariance, counts or band; a sample of one latency; an estimate of exactly 0 or 1.
/// @param confidence  in (0, 1); two-sided for `limits`, one-sided for `upper`
/// @throws DomainError without a part or a step, for a confidence outside its domain, or if the parameters give no share
/// Source: Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, section 1.4, for Greenwood's covariance.
ExpectedAbandonment expected_abandonment(const AbandonmentCurve& curve, const LatencyDistribution& latency, double confidence);

/// E[A(L + later_ms)]: what so many ms more on every request make of it.
/// @throws DomainError unless later_ms is finite and >= 0, and as expected_abandonment
double expected_abandonment_later(const AbandonmentCurve& curve, const LatencyDistribution& latency, double later_ms);

/// The largest multiple of an option's latency that is affordable.
struct LatencyBudget {
  std::optional<double> multiplier;        ///< at which the one-sided upper limit meets the allowed share
  std::optional<double> point_multiplier;  ///< at which the estimate does
  bool extrapolated = false;               ///< at the multiplier (without one, the point multiplier) more than 1% of requests are slower than anything observed
  std::string why;                         ///< why there is no multiplier
};

/// Largest k with E[A(kL)] <= max_abandonment, by its one-sided upper limit and by the estimate. The limit need not be monotone
/// in k: k runs from 2^-10 to 2^10 in steps of 2^(1/32), and the result is the largest k up to which every step passes, refined
/// between the last that passes and the first that does not to 1e-9 relative, on the side that passes. A later stretch of k that
/// passes again is not taken. Of more than 2,000 steps or measured latencies the scan takes about 2,000 of them, and only the
/// neighbourhood that it finds is computed from all.
/// No multiplier (`why`): no limits; the slope of a parametric curve of delays is not significantly above 0 (Wald, one-sided at
/// the same confidence); k = 2^-10 does not pass, since the floor is too high or the limits are too wide there; k = 2^10 passes.
/// @param max_abandonment  in (0, 1)
/// @param confidence       of the one-sided limit, in (0, 1)
/// @throws DomainError outside that domain
LatencyBudget latency_budget(const AbandonmentCurve& curve, const LatencyDistribution& latency, double max_abandonment, double confidence);

/// Accuracy that pays for latency, in percentage points, to first order.
struct ExchangeRate {
  std::optional<double> points_per_10pct;  ///< that +10% on every latency must gain, 0.1 d acc / d ln k
  std::optional<double> points_per_100ms;  ///< that +100 ms on every latency must gain
  std::string why;                         ///< why there are none
};

/// The gain in accuracy at which the value of a session (1 - E[A]) (acc v - (1 - acc) c) stays what it is:
/// d acc / d ln k = E' (acc v - (1 - acc) c) / [(1 - E) (v + c)], E = E[A(L)], E' = dE[A(kL)]/d ln k at k = 1 = E[A'(L) L];
/// per 100 ms with E[A(L + 100)] - E[A(L)] in place of E'. For kaplan_meier 0.1 E' is the rise of E[A(kL)] from k = e^-.05 to
/// e^.05, since its steps have no slope.
/// Absent (`why`) where v = c = 0, where acc v <= (1 - acc) c, so that a session is not worth keeping, or where E = 1.
/// @param accuracy    share of answers that are right, in [0, 1]
/// @param value       v >= 0, of a right answer
/// @param error_cost  c >= 0, of a wrong one, in the same unit
/// @throws DomainError outside that domain, and as expected_abandonment
ExchangeRate exchange_rate(const AbandonmentCurve& curve, const LatencyDistribution& latency, double accuracy, double value, double error_cost);

/// Retention a period, r (1 - chi E[A]).
/// @param retention              of users who do not give up, in [0, 1]
/// @param churn_per_abandonment  chi, in [0, 1]: share of those who gave up who do not come back for it
/// @param abandonment            E[A], in [0, 1]
/// @throws DomainError outside that domain
double retention_with(double retention, double churn_per_abandonment, double abandonment);

/// Value of a user from the next period on, margin r / (1 + d - r): the sum of margin (r / (1 + d))^t over t >= 1.
/// @param margin         a period, finite
/// @param discount_rate  d a period
/// @throws DomainError unless 0 <= r <= 1 and d > r - 1
/// Source: Gupta & Lehmann (2003), Journal of Interactive Marketing 17.
double lifetime_value(double margin, double retention, double discount_rate);

}  // namespace premortem
