#include "models/hinge_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "models/fit_measures.hpp"
#include "models/hinge_profile.hpp"
#include "premortem/statistics/positive_definite.hpp"

namespace premortem {
namespace {

constexpr double tie = 1e-9;  // log-likelihoods nearer than this are not told apart

CurveFit refused(std::span<const DelayArm> merged, FitProblem problem, const char* why) { return refused_fit(merged, CurveFamily::hinge, problem, why); }

const HingePoint& highest(const std::vector<HingePoint>& points) {
  return *std::max_element(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.line.loglik < b.line.loglik; });
}

/// Expected information of (c0, beta, tau) on the scale of the arms; from `first` on.
std::vector<double> information(const HingeArms& arms, const HingePoint& at, std::size_t first) {
  CurveMatrix sum{};
  for (const auto& a : arms.from(0)) {
    const double distance = std::max(0.0, a.latency_ms - at.tau), p = at.line.floor + at.line.slope * distance;
    if (p <= 0 || p >= 1) continue;  // of a floor that is held at 0
    const CurveVector by{1, distance, distance > 0 ? -at.line.slope : 0};
    for (std::size_t i = 0; i < most_parameters; ++i)
      for (std::size_t j = 0; j < most_parameters; ++j) sum[i][j] += a.sessions * by[i] * by[j] / (p * (1 - p));
  }
  std::vector<double> rows;
  for (std::size_t i = first; i < most_parameters; ++i)
    for (std::size_t j = first; j < most_parameters; ++j) rows.push_back(sum[i][j]);
  return rows;
}

/// Per ms: beta / scale, origin + scale tau. False where the information has no inverse.
bool set_curve(AbandonmentCurve& curve, const HingeArms& arms, const HingePoint& at) {
  const std::size_t first = at.line.floor > 0 ? 0 : 1, n = most_parameters - first;
  const auto inverse = positive_definite_inverse(information(arms, at, first), n);
  if (!inverse) return false;
  const CurveVector unit{1, 1 / arms.scale(), arms.scale()};
  curve.parameters = {at.line.floor, at.line.slope * unit[1], arms.origin() + at.tau * unit[2]};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) curve.covariance[first + i][first + j] = (*inverse)[i * n + j] * unit[first + i] * unit[first + j];
  return curve.has_covariance = true;
}

}  // namespace

CurveFit fit_hinge(std::span<const DelayArm> merged) {
  if (auto few = refused_by_counts(merged, CurveFamily::hinge, merged.size()); !few.is_fitted()) return few;
  const HingeArms arms(merged);
  const auto points = hinge_profile(arms);
  const auto& best = highest(points);
  if (best.line.loglik <= flat_loglik(merged) + tie || best.line.slope == 0) return refused(merged, FitProblem::not_rising, "abandonment does not rise with latency in these data: the best kinked line is flat");
  if (!best.line.converged) return refused(merged, FitProblem::outside_domain, "the best kinked line would pass 100% within the delays that were tried");
  if (arms.size() - arms.first_beyond(best.tau) < 2) return refused(merged, FitProblem::too_few, "only the slowest delay lies beyond the kink, so that the data do not say how steeply abandonment rises");
  CurveFit fit = delay_fit_of(merged, CurveFamily::hinge);
  if (!set_curve(fit.curve, arms, best)) return refused(merged, FitProblem::no_convergence, "the data do not tell the kink from the slope");
  fit.loglik = best.line.loglik;
  add_fit_measures(fit, merged);
  return fit;
}

double hinge_likelihood_ratio(std::span<const DelayArm> arms) {
  const auto merged = merged_arms(arms);
  if (merged.empty()) return 0;
  return std::max(0.0, 2 * (highest(hinge_profile(HingeArms(merged))).line.loglik - flat_loglik(merged)));
}

}  // namespace premortem
