#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/models/latency_distribution.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

std::string text_of(const LatencyQuantile& q) { return fmt::format("p{:.10g} of {:.10g} ms", 100 * q.share, q.ms); }

void require_quantiles(std::span<const LatencyQuantile> quantiles) {
  if (quantiles.size() < 2) throw Refusal("the law of a latency needs two quantiles at least, such as p50 and p95");
  for (const auto& q : quantiles)
    if (!(q.share > 0 && q.share < 1) || !(q.ms > 0) || !std::isfinite(q.ms)) throw DomainError(fmt::format("{} is not a quantile of a latency: its share must lie within 0 and 1, its ms above 0", text_of(q)));
  for (std::size_t i = 1; i < quantiles.size(); ++i)
    if (const auto &a = quantiles[i - 1], &b = quantiles[i]; !(a.share < b.share) || a.ms > b.ms)
      throw DomainError(fmt::format("{} and {} are not quantiles of one latency: with the share the ms must not fall", text_of(a), text_of(b)));
}

int sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }

/// At an end: the parabola through three knots, kept monotone.
double end_slope(double near, double far, double near_secant, double far_secant) {
  const double d = ((2 * near + far) * near_secant - near * far_secant) / (near + far);
  if (sign(d) != sign(near_secant)) return 0;
  return sign(near_secant) != sign(far_secant) && std::abs(d) > 3 * std::abs(near_secant) ? 3 * near_secant : d;
}

std::vector<double> pchip_slopes(const std::vector<double>& x, const std::vector<double>& y) {
  const std::size_t pieces = x.size() - 1;
  std::vector<double> h(pieces), secant(pieces), slope(x.size());
  for (std::size_t i = 0; i < pieces; ++i) h[i] = x[i + 1] - x[i], secant[i] = (y[i + 1] - y[i]) / h[i];
  if (pieces == 1) return {secant[0], secant[0]};
  for (std::size_t i = 1; i < pieces; ++i) {  // the weighted harmonic mean of both sides
    const double before = 2 * h[i] + h[i - 1], after = h[i] + 2 * h[i - 1];
    const bool flat = secant[i - 1] == 0 || secant[i] == 0;
    slope[i] = flat ? 0 : (before + after) / (before / secant[i - 1] + after / secant[i]);
  }
  slope.front() = end_slope(h[0], h[1], secant[0], secant[1]);
  slope.back() = end_slope(h[pieces - 1], h[pieces - 2], secant[pieces - 1], secant[pieces - 2]);
  return slope;
}

const LatencyQuantile* stated(std::span<const LatencyQuantile> quantiles, double share) {
  const auto found = std::find_if(quantiles.begin(), quantiles.end(), [&](const auto& q) { return std::abs(q.share - share) < 1e-12; });
  return found == quantiles.end() ? nullptr : &*found;
}

}  // namespace

LatencyDistribution latency_from_quantiles(std::span<const LatencyQuantile> quantiles) {
  require_quantiles(quantiles);
  LatencyPart part;
  for (const auto& q : quantiles) {
    part.z.push_back(normal_quantile(0, 1, q.share));
    part.ln_ms.push_back(std::log(q.ms));
    if (const auto n = part.z.size(); n > 1 && !(part.z[n - 2] < part.z[n - 1])) throw DomainError(fmt::format("two quantiles at a share of {:.17g} cannot be told apart", q.share));
  }
  part.slope = pchip_slopes(part.z, part.ln_ms);
  return {{std::move(part)}};
}

LognormalLaw lognormal_fit(std::span<const LatencyQuantile> quantiles) {
  require_quantiles(quantiles);
  double n = 0, mean_z = 0, mean_ln = 0, zz = 0, z_ln = 0;
  for (const auto& q : quantiles) {  // Welford's updates
    const double z = normal_quantile(0, 1, q.share), ln = std::log(q.ms), dz = z - mean_z, dln = ln - mean_ln;
    ++n;
    mean_z += dz / n, mean_ln += dln / n;
    zz += dz * (z - mean_z), z_ln += dz * (ln - mean_ln);
  }
  const double sigma = std::max(0.0, z_ln / zz);
  return {mean_ln - sigma * mean_z, sigma};
}

std::optional<TailBracket> tail_bracket(std::span<const LatencyQuantile> quantiles) {
  require_quantiles(quantiles);
  const auto *p95 = stated(quantiles, .95), *p99 = stated(quantiles, .99);
  if (!p95 || !p99) return {};
  const auto lognormal = lognormal_fit(quantiles);
  const double z95 = normal_quantile(0, 1, .95), z99 = normal_quantile(0, 1, .99), z999 = normal_upper_quantile(0, 1, .001);
  const double grown = std::log(p99->ms / p95->ms);
  TailBracket bracket;
  bracket.lognormal = std::exp(lognormal.mu + lognormal.sigma * z999);
  bracket.straight = p99->ms * std::exp(grown * (z999 - z99) / (z99 - z95));
  bracket.pareto = p99->ms * std::exp(grown * std::log(10.0) / std::log(5.0));  // index ln 5 / grown: 5% to 1% as 1% to 0.1%
  return bracket;
}

}  // namespace premortem
