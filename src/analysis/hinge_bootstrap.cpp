#include "analysis/hinge_bootstrap.hpp"

#include <string>

#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr int samples = 999;
constexpr std::size_t most_arms = 200, groups = 50;

/// Neighbours added up, about as many arms in each.
std::vector<DelayArm> pooled(const std::vector<DelayArm>& arms) {
  if (arms.size() <= most_arms) return arms;
  std::vector<DelayArm> out(groups);
  std::vector<double> sum(groups, 0.0);
  for (std::size_t i = 0; i < arms.size(); ++i) {
    const auto g = i * groups / arms.size();
    out[g].sessions += arms[i].sessions, out[g].left += arms[i].left, sum[g] += arms[i].sessions * arms[i].latency_ms;
  }
  for (std::size_t g = 0; g < groups; ++g) out[g].latency_ms = sum[g] / out[g].sessions;
  return out;
}

}  // namespace

double hinge_p(const std::vector<DelayArm>& all, double overdispersion, std::uint64_t seed) {
  auto arms = pooled(all);
  double sessions = 0, left = 0;
  for (const auto& a : arms) sessions += a.sessions, left += a.left;
  const double observed = hinge_likelihood_ratio(arms) / overdispersion, share = left / sessions;
  std::vector<double> u(arms.size());
  int as_large = 0;
  for (int s = 0; s < samples; ++s) {
    fill_uniform({seed, variable_id("hinge " + std::to_string(s))}, 0, u);
    for (std::size_t i = 0; i < arms.size(); ++i) arms[i].left = binomial_quantile(arms[i].sessions, share, u[i]);
    as_large += hinge_likelihood_ratio(arms) >= observed;
  }
  return (1.0 + as_large) / (samples + 1);
}

}  // namespace premortem
