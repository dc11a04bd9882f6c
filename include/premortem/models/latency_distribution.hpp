#pragma once
#include <optional>
#include <span>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// A stated quantile: this share of requests takes at most so long.
struct LatencyQuantile {
  double share = 0;  ///< in (0, 1)
  double ms = 0;     ///< > 0
};

struct LognormalLaw {
  double mu = 0, sigma = 0;  ///< of ln ms; sigma >= 0
};

/// One way a request is answered: a curve through quantiles in (z, ln ms), z the standard normal quantile, or measured
/// latencies. Two quantiles give the lognormal through them; three or more the monotone cubic (PCHIP) through all of them
/// with straight tails.
struct LatencyPart {
  double weight = 1;             ///< share of requests; the parts of a distribution add up to 1
  std::vector<double> z, ln_ms;  ///< knots, ascending; of quantiles
  std::vector<double> slope;     ///< d ln ms / dz at the knots
  std::vector<double> samples;   ///< ascending; not empty: the empirical law of these
};

/// The law of an option's latency: a mixture of parts.
struct LatencyDistribution {
  std::vector<LatencyPart> parts;
};

/// @throws DomainError, Refusal with fewer than two quantiles
LatencyDistribution latency_from_quantiles(std::span<const LatencyQuantile> quantiles);
/// The lognormal through two quantiles, or by least squares in (z, ln ms) through more.
LognormalLaw lognormal_fit(std::span<const LatencyQuantile> quantiles);
LatencyDistribution latency_from_samples(std::span<const double> ascending_ms);
/// A cache answers `hit` of the requests.
LatencyDistribution latency_mixture(const LatencyDistribution& cached, double hit, const LatencyDistribution& other);
/// Every latency times a factor > 0, or later by so many ms.
LatencyDistribution scaled(const LatencyDistribution& latency, double factor);

/// Share of requests that take at most so long.
double latency_cdf(const LatencyDistribution& latency, double ms);
/// The latency that a share of requests takes at most; share in (0, 1).
double latency_quantile(const LatencyDistribution& latency, double share);
double latency_mean(const LatencyDistribution& latency);

/// p99.9 by three ways to continue past p99, of quantiles that state p95 and p99.
struct TailBracket {
  double lognormal = 0, straight = 0, pareto = 0;
};
std::optional<TailBracket> tail_bracket(std::span<const LatencyQuantile> quantiles);

}  // namespace premortem
