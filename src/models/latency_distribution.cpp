#include "premortem/models/latency_distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/latency_part.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void require_law(const LatencyDistribution& latency) {
  if (latency.parts.empty()) throw DomainError("a latency without a law has no distribution");
}

template <class Share>
double weighted(const LatencyDistribution& latency, const Share& share) {
  double sum = 0;
  for (const auto& part : latency.parts) sum += part.weight * share(part);
  return sum;
}

/// Whether at least this share takes at most so long; the smaller tail is compared, since it is the more exact.
bool is_reached(const LatencyDistribution& latency, double ms, double share) {
  if (share > 0.5) return weighted(latency, [&](const auto& p) { return share_above(p, ms); }) <= 1 - share;
  return weighted(latency, [&](const auto& p) { return share_up_to(p, ms); }) >= share;
}

}  // namespace

LatencyDistribution latency_from_samples(std::span<const double> ascending_ms) {
  if (ascending_ms.empty()) throw Refusal("the law of a latency needs a measured latency at least");
  for (std::size_t i = 0; i < ascending_ms.size(); ++i) {
    if (!(ascending_ms[i] > 0) || !std::isfinite(ascending_ms[i])) throw DomainError(fmt::format("{} ms is not a latency that was measured", ascending_ms[i]));
    if (i > 0 && ascending_ms[i - 1] > ascending_ms[i]) throw DomainError(fmt::format("measured latencies must ascend; {} ms comes before {} ms", ascending_ms[i - 1], ascending_ms[i]));
  }
  LatencyPart part;
  part.samples.assign(ascending_ms.begin(), ascending_ms.end());
  return {{std::move(part)}};
}

LatencyDistribution latency_mixture(const LatencyDistribution& cached, double hit, const LatencyDistribution& other) {
  if (!(hit >= 0 && hit <= 1)) throw DomainError(fmt::format("a cache cannot answer a share of {} of the requests", hit));
  require_law(cached), require_law(other);
  if (hit == 0) return other;
  if (hit == 1) return cached;
  LatencyDistribution mixture = cached;
  for (auto& part : mixture.parts) part.weight *= hit;
  for (auto part : other.parts) {
    part.weight *= 1 - hit;
    mixture.parts.push_back(std::move(part));
  }
  return mixture;
}

LatencyDistribution scaled(const LatencyDistribution& latency, double factor) {
  if (!(factor > 0) || !std::isfinite(factor)) throw DomainError(fmt::format("a latency cannot be multiplied by {}", factor));
  LatencyDistribution result = latency;
  for (auto& part : result.parts) {
    for (auto& ln : part.ln_ms) ln += std::log(factor);
    for (auto& x : part.samples) x *= factor;
  }
  return result;
}

double latency_cdf(const LatencyDistribution& latency, double ms) {
  require_law(latency);
  if (std::isnan(ms)) throw DomainError("no share of requests takes at most a latency that is not a number");
  return std::min(1.0, weighted(latency, [&](const auto& p) { return share_up_to(p, ms); }));
}

double latency_quantile(const LatencyDistribution& latency, double share) {
  require_law(latency);
  if (!(share > 0 && share < 1)) throw DomainError(fmt::format("a latency has no quantile at a share of {}: it must lie within 0 and 1", share));
  double low = part_quantile(latency.parts.front(), share), high = low;
  for (const auto& part : latency.parts) {
    const double of_part = part_quantile(part, share);
    low = std::min(low, of_part), high = std::max(high, of_part);
  }
  if (low == high || is_reached(latency, low, share)) return low;
  while (true) {  // to neighbouring doubles, so that of measured latencies one of them comes out
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    (is_reached(latency, middle, share) ? high : low) = middle;
  }
}

double latency_mean(const LatencyDistribution& latency) {
  require_law(latency);
  const double mean = weighted(latency, part_mean);
  if (!std::isfinite(mean)) throw Refusal("the quantiles of the latency lie so far apart that its mean cannot be computed");
  return mean;
}

}  // namespace premortem
