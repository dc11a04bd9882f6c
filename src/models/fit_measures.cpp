#include "models/fit_measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/smooth_likelihood.hpp"
#include "premortem/statistics/chi_square.hpp"

namespace premortem {
namespace {

struct Pool {
  double expected = 0, sessions = 0, left = 0, variance = 0;
  bool is_enough() const { return expected >= 1 && sessions - expected >= 1; }
  void add(const Pool& other) { expected += other.expected, sessions += other.sessions, left += other.left, variance += other.variance; }
};

std::vector<Pool> pools_of(const AbandonmentCurve& curve, std::span<const DelayArm> arms) {
  std::vector<Pool> pools;
  Pool open;
  for (const auto& arm : arms) {
    const double p = abandonment(curve, arm.latency_ms);
    open.add({arm.sessions * p, arm.sessions, arm.left, arm.sessions * p * (1 - p)});
    if (!open.is_enough()) continue;
    pools.push_back(open);
    open = {};
  }
  if (open.sessions > 0 && !pools.empty()) pools.back().add(open);
  return pools;
}

void inflate(AbandonmentCurve& curve, double factor) {
  for (auto& row : curve.covariance)
    for (double& c : row) c *= factor;
}

}  // namespace

CurveFit delay_fit_of(std::span<const DelayArm> merged, CurveFamily family) {
  CurveFit fit;
  fit.curve.family = family;
  fit.curve.data = LatencyData::delays;
  if (!merged.empty()) fit.curve.low_ms = merged.front().latency_ms, fit.curve.high_ms = merged.back().latency_ms;
  return fit;
}

CurveFit refused_fit(std::span<const DelayArm> merged, CurveFamily family, FitProblem problem, std::string why) {
  CurveFit fit = delay_fit_of(merged, family);
  fit.problem = problem, fit.why = std::move(why);
  return fit;
}

CurveFit refused_by_counts(std::span<const DelayArm> merged, CurveFamily family, std::size_t informative) {
  CurveFit fit = delay_fit_of(merged, family);
  const auto parameters = parameter_count(fit.curve);
  if (informative < parameters)
    return refused_fit(merged, family, FitProblem::too_few, fmt::format("only {} different delay{} to find {} numbers from", informative, informative == 1 ? "" : "s", parameters));
  const auto none_left = [](const DelayArm& a) { return a.left == 0; };
  const auto all_left = [](const DelayArm& a) { return a.left == a.sessions; };
  if (std::all_of(merged.begin(), merged.end(), none_left)) return refused_fit(merged, family, FitProblem::separation, "nobody left at any delay, so that no rise can be seen");
  if (std::all_of(merged.begin(), merged.end(), all_left)) return refused_fit(merged, family, FitProblem::separation, "everybody left at every delay, so that no rise can be seen");
  return fit;
}

void add_fit_measures(CurveFit& fit, std::span<const DelayArm> merged) {
  const auto parameters = static_cast<double>(parameter_count(fit.curve));
  double saturated = 0;
  for (const auto& arm : merged) saturated += saturated_loglik(arm.sessions, arm.left);
  fit.deviance = std::max(0.0, 2 * (saturated - *fit.loglik));
  fit.aic = -2 * *fit.loglik + 2 * parameters;
  const auto pools = pools_of(fit.curve, merged);
  const double df = static_cast<double>(pools.size()) - parameters;
  if (df < 0) return;
  double x2 = 0;
  for (const auto& p : pools) x2 += (p.left - p.expected) * (p.left - p.expected) / p.variance;
  if (!std::isfinite(x2)) {  // A is 1 to the last bit where millions say otherwise
    fit = refused_fit(merged, fit.curve.family, FitProblem::outside_domain, "this curve comes so close to 100% that it cannot hold those who stayed");
    return;
  }
  fit.pearson = x2, fit.df = df;
  if (df < 1) return;
  fit.fit_p = chi_square_survival(df, x2);
  constexpr double lack_of_fit = 0.05;
  if (*fit.fit_p >= lack_of_fit) return;
  fit.overdispersion = std::max(1.0, x2 / df);
  inflate(fit.curve, fit.overdispersion);
}

double flat_loglik(std::span<const DelayArm> merged) {
  double sessions = 0, left = 0;
  for (const auto& arm : merged) sessions += arm.sessions, left += arm.left;
  return sessions > 0 ? saturated_loglik(sessions, left) : 0;
}

}  // namespace premortem
