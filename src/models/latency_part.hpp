#pragma once
#include "premortem/models/latency_distribution.hpp"

namespace premortem {

/// One part of a law of latency. Of a part from quantiles, g(z) is ln ms at the standard normal quantile z: the monotone cubic
/// between the knots, beyond them the straight line through the first or the last two of them.

inline bool is_measured(const LatencyPart& part) { return !part.samples.empty(); }

/// exp(g(z)), at most the largest double; of a part from quantiles.
double ms_at(const LatencyPart& part, double z);

/// z with P(L < ms) = cdf(z), or with P(L <= ms) = cdf(z); they differ where the law has a point mass. Infinite where the law
/// is flat. Of a part from quantiles; ms <= 0 gives minus infinity.
double z_below(const LatencyPart& part, double ms);
double z_up_to(const LatencyPart& part, double ms);

/// P(L >= ms), P(L > ms) and P(L <= ms), each computed without cancellation.
double share_from(const LatencyPart& part, double ms);
double share_above(const LatencyPart& part, double ms);
double share_up_to(const LatencyPart& part, double ms);

/// The smallest latency that at least this share of requests does not exceed; share in (0, 1).
double part_quantile(const LatencyPart& part, double share);
double part_mean(const LatencyPart& part);

}  // namespace premortem
