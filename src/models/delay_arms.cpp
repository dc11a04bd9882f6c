#include "premortem/models/delay_arms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/delay_fit.hpp"
#include "models/fit_measures.hpp"
#include "models/hinge_fit.hpp"
#include "models/isotonic_fit.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

void require_arm(const DelayArm& a) {
  const auto whole = [](double x) { return std::isfinite(x) && std::floor(x) == x; };
  if (!std::isfinite(a.latency_ms) || a.latency_ms < 0) throw DomainError(fmt::format("a delay of {} ms is not one", a.latency_ms));
  if (!whole(a.sessions) || a.sessions < 1 || !whole(a.left) || a.left < 0 || a.left > a.sessions)
    throw DomainError(fmt::format("{} of {} sessions cannot have left", a.left, a.sessions));
}

/// Fitted by AIC, then isotonic, then refused.
int rank_of(const CurveFit& fit) {
  if (!fit.is_fitted()) return 2;
  return fit.aic ? 0 : 1;
}

bool comes_before(const CurveFit& a, const CurveFit& b) {
  if (rank_of(a) != rank_of(b)) return rank_of(a) < rank_of(b);
  return a.is_fitted() && a.aic && b.aic && *a.aic < *b.aic;
}

/// Sums of the test: of sessions, of those who left, of left times the distance of the mean rank from the middle, and of its
/// square.
struct RankSums {
  double sessions = 0, left = 0, distance = 0, square = 0;
};

RankSums rank_sums(std::span<const DelayArm> merged) {
  RankSums s;
  for (const auto& a : merged) s.sessions += a.sessions, s.left += a.left;
  double before = 0;
  for (const auto& a : merged) {
    const double distance = before + a.sessions / 2 - s.sessions / 2;  // the mean rank less (N + 1) / 2
    s.distance += a.left * distance, s.square += a.sessions * distance * distance;
    before += a.sessions;
  }
  return s;
}

}  // namespace

std::vector<DelayArm> merged_arms(std::span<const DelayArm> arms) {
  for (const auto& a : arms) require_arm(a);
  std::vector<DelayArm> sorted(arms.begin(), arms.end()), merged;
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.latency_ms < b.latency_ms; });
  for (const auto& a : sorted) {
    if (merged.empty() || merged.back().latency_ms != a.latency_ms)
      merged.push_back(a);
    else
      merged.back().sessions += a.sessions, merged.back().left += a.left;
  }
  return merged;
}

CurveFit fit_delay_curve(std::span<const DelayArm> arms, CurveFamily family, double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw DomainError(fmt::format("a confidence of {} is not in (0, 1)", confidence));
  if (family == CurveFamily::kaplan_meier) throw DomainError("of delay arms the moment of leaving is not known, which kaplan_meier needs");
  const auto merged = merged_arms(arms);
  if (merged.empty()) return refused_fit(merged, family, FitProblem::too_few, "there are no sessions");
  if (family == CurveFamily::isotonic) return fit_isotonic(merged, confidence);
  return family == CurveFamily::hinge ? fit_hinge(merged) : fit_smooth_curve(merged, family);
}

std::vector<CurveFit> fit_delay_curves(std::span<const DelayArm> arms, double confidence) {
  const auto merged = merged_arms(arms);
  std::vector<CurveFit> fits;
  for (int family = 0; family <= static_cast<int>(CurveFamily::isotonic); ++family) fits.push_back(fit_delay_curve(merged, static_cast<CurveFamily>(family), confidence));
  std::stable_sort(fits.begin(), fits.end(), comes_before);
  return fits;
}

TrendTest abandonment_trend(std::span<const DelayArm> arms, double overdispersion) {
  if (!(overdispersion >= 1) || !std::isfinite(overdispersion)) throw DomainError(fmt::format("an overdispersion of {} is below 1", overdispersion));
  const auto merged = merged_arms(arms);
  const auto s = rank_sums(merged);
  TrendTest test;
  if (merged.size() < 2 || s.left == 0 || s.left == s.sessions) return test;
  const double variance = s.left / s.sessions * ((s.sessions - s.left) / (s.sessions - 1)) * s.square;
  test.z = s.distance / std::sqrt(variance * overdispersion);
  test.p = normal_survival(0, 1, test.z);
  return test;
}

}  // namespace premortem
