#include <algorithm>
#include <array>
#include <cmath>

#include "premortem/models/trigger_design.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/gauss_legendre.hpp"

namespace premortem {
namespace {

/// The level below which the true baseline lies with probability u, given what it was estimated from.
double baseline_quantile(const Monitor& m, double u) {
  const double n = *m.baseline_n, k = m.baseline * n;
  switch (m.statistic()) {
    case MonitorStatistic::normal: return m.baseline + *m.sd / std::sqrt(n) * normal_quantile(0, 1, u);
    case MonitorStatistic::binomial: return beta_quantile(k + 0.5, n - k + 0.5, u);
    case MonitorStatistic::poisson: return gamma_quantile(k + 0.5, 1 / n, u);
  }
  return m.baseline;
}

/// Quadrature over the probability u that the true baseline lies below: in pieces that shrink toward the ends, where few
/// baselines make most of the false alarms.
struct BaselinePieces {
  std::vector<QuadratureNode> nodes;
  explicit BaselinePieces(const Monitor& m, bool toward_the_bad_only) {
    constexpr std::array<double, 7> edges{0.5, 0.1, 0.01, 1e-3, 1e-4, 1e-6, 1e-9};
    for (std::size_t i = 0; i + 1 < edges.size(); ++i)
      for (const auto& node : gauss_legendre(4, edges[i + 1], edges[i])) {
        nodes.push_back({m.falls() ? node.at : 1 - node.at, node.weight});
        if (!toward_the_bad_only) nodes.push_back({m.falls() ? 1 - node.at : node.at, node.weight});
      }
    if (toward_the_bad_only) nodes.push_back({m.falls() ? 0.7 : 0.3, 0.5});  // hardly any come from the other half
  }
};

double checks_per_quarter(const Monitor& m) { return m.checks_per_day * days_per_quarter; }

RunLength at_level(const ControlChart& chart, const Monitor& m, const TriggerRule& rule, double level, double exposure, double most_work = usual_work) {
  return run_length(chart, step_at(m, rule, level, exposure).later, most_work);
}

}  // namespace

FalseAlarms false_alarms(const Monitor& m, const TriggerRule& rule, double exposure) {
  const ControlChart chart = chart_of(m, rule, exposure);
  const double checks = checks_per_quarter(m);
  const RunLength exact = at_level(chart, m, rule, m.baseline, exposure);
  FalseAlarms f{mean(exact), checks / mean(exact), fired_within(exact, checks), {}, {}, 0};
  if (!m.baseline_n) return f;
  f.if_baseline_exact = f.per_quarter;
  f.per_quarter = false_alarms_per_quarter(m, rule, exposure, usual_work);
  f.any_in_quarter = f.arl0 = 0;
  for (const auto& node : BaselinePieces(m, false).nodes) {
    const RunLength law = at_level(chart, m, rule, baseline_quantile(m, node.at), exposure);
    f.arl0 += node.weight * mean(law);
    f.any_in_quarter += node.weight * fired_within(law, checks);
  }
  f.one_in_ten = checks / mean(at_level(chart, m, rule, baseline_quantile(m, m.falls() ? 0.1 : 0.9), exposure));
  return f;
}

double false_alarms_per_quarter(const Monitor& m, const TriggerRule& rule, double exposure, double most_work) {
  const ControlChart chart = chart_of(m, rule, exposure);
  const double checks = checks_per_quarter(m);
  if (!m.baseline_n) return checks / mean(at_level(chart, m, rule, m.baseline, exposure, most_work));
  double rate = 0;
  for (const auto& node : BaselinePieces(m, rule.sides == Sides::one).nodes)
    rate += node.weight * checks / mean(at_level(chart, m, rule, baseline_quantile(m, node.at), exposure, most_work));
  return rate;
}

std::vector<RunLength> delays_at(const Monitor& m, const TriggerRule& rule, std::span<const double> levels, double exposure) {
  std::vector<CheckLaw> later, first;
  for (const double level : levels) {
    const auto laws = step_at(m, rule, level, exposure);
    later.push_back(laws.later);
    if (rule.parameter("phi")) first.push_back(laws.first);
  }
  return run_lengths_after(chart_of(m, rule, exposure), step_at(m, rule, m.baseline, exposure).later, later, first);
}

TriggerCandidate candidate(const Monitor& m, const TriggerRule& rule, double exposure) {
  return {rule, false_alarms(m, rule, exposure), delays_at(m, rule, {&m.bad_level, 1}, exposure).front()};
}

}  // namespace premortem
