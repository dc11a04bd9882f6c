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
/// with straight tails: beyond the first and the last quantile the line through the first and the last two of them goes on. A
/// stretch of equal ms, such as a timeout, is a point mass.
struct LatencyPart {
  double weight = 1;             ///< share of requests; the parts of a distribution add up to 1
  std::vector<double> z, ln_ms;  ///< knots, ascending; of quantiles
  std::vector<double> slope;     ///< d ln ms / dz of the cubic at the knots
  std::vector<double> samples;   ///< ascending; not empty: the empirical law of these
};

/// The law of an option's latency: a mixture of parts.
struct LatencyDistribution {
  std::vector<LatencyPart> parts;
};

/// The law through stated quantiles.
/// @param quantiles  shares strictly ascending, ms not falling
/// @throws DomainError if they are not, or a quantile lies outside its domain; Refusal with fewer than two quantiles
/// Source: Fritsch & Butland (1984), SIAM Journal on Scientific and Statistical Computing 5, for the slopes within; at the ends
/// those of Moler (2004), Numerical Computing with MATLAB, section 3.6, as in scipy's PchipInterpolator.
LatencyDistribution latency_from_quantiles(std::span<const LatencyQuantile> quantiles);

/// The lognormal through two quantiles, or by least squares of ln ms on z through more. @throws as latency_from_quantiles
LognormalLaw lognormal_fit(std::span<const LatencyQuantile> quantiles);

/// The empirical law of measured latencies.
/// @param ascending_ms  finite, > 0, ascending; equal ones may repeat
/// @throws DomainError if they are not; Refusal without any
LatencyDistribution latency_from_samples(std::span<const double> ascending_ms);

/// A cache answers `hit` of the requests. With a hit of 0 or 1 the other law alone.
/// @throws DomainError unless hit is in [0, 1] and both have a law
LatencyDistribution latency_mixture(const LatencyDistribution& cached, double hit, const LatencyDistribution& other);

/// Every latency times a factor. @throws DomainError unless factor is finite and > 0
LatencyDistribution scaled(const LatencyDistribution& latency, double factor);

/// Share of requests that take at most so long; 0 for ms <= 0. @throws DomainError for NaN
double latency_cdf(const LatencyDistribution& latency, double ms);

/// The latency that a share of requests takes at most: the smallest with cdf >= share. Of a mixture the root is bracketed by the
/// parts' quantiles and halved down to neighbouring doubles, so that it is as exact as the cdf: 1e-12 relative for shares
/// from 0.001 to 0.999.
/// @throws DomainError unless share is in (0, 1)
double latency_quantile(const LatencyDistribution& latency, double share);

/// Mean in ms: closed form on straight stretches, quadrature on the cubic, about 1e-13 relative. @throws Refusal where it
/// overflows
double latency_mean(const LatencyDistribution& latency);

/// p99.9 by three ways to continue past p99, of quantiles that state p95 and p99.
struct TailBracket {
  double lognormal = 0;  ///< of lognormal_fit to all quantiles; need not pass through p99
  double straight = 0;   ///< the line through p95 and p99 in (z, ln ms); where p99 is the last quantile, that of the law
  double pareto = 0;     ///< a power tail through both: index ln 5 / ln(p99 / p95)
};
/// Absent unless both are stated. @throws as latency_from_quantiles
std::optional<TailBracket> tail_bracket(std::span<const LatencyQuantile> quantiles);

}  // namespace premortem
