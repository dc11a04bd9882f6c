#include "models/smooth_starts.hpp"

#include <algorithm>
#include <cmath>

namespace premortem {
namespace {

struct Share {
  double sessions = 0, left = 0;
  double value() const { return left / sessions; }
};

/// Of the arms at one end that hold a third of the sessions.
template <class Arms>
Share share_at_end(const Arms& first, const Arms& last, double third) {
  Share s;
  for (auto arm = first; arm != last && s.sessions < third; ++arm) s.sessions += arm->sessions, s.left += arm->left;
  return s;
}

Share share_of_all(const std::vector<DelayArm>& arms) {
  Share s;
  for (const auto& arm : arms) s.sessions += arm.sessions, s.left += arm.left;
  return s;
}

/// a0 with as many expected to leave as left, to the accuracy that a start needs.
double location(const ScaledArms& arms, CurveVector at, double left) {
  double low = -60, high = 60;
  constexpr int halvings = 24;
  for (int i = 0; i < halvings; ++i) {
    at[1] = (low + high) / 2;
    (expected_leavers(arms, at) < left ? low : high) = at[1];
  }
  return (low + high) / 2;
}

}  // namespace

std::vector<CurveVector> floor_starts(const ScaledArms& a) {
  const Share all = share_of_all(a.arms);
  std::vector<CurveVector> starts;
  for (const double direction : {1.0, -1.0}) {
    const Share end = direction > 0 ? share_at_end(a.arms.begin(), a.arms.end(), all.sessions / 3) : share_at_end(a.arms.rbegin(), a.arms.rend(), all.sessions / 3);
    const double most = std::min(end.value(), 0.95 * all.value());  // a floor above the share of all leaves nothing to rise
    for (const double part : {0.0, 0.5, 0.98})
      for (const double steepness : {1.0, 4.0, 16.0}) {
        CurveVector at{part * most, 0, direction * steepness};
        at[1] = location(a, at, all.left);
        starts.push_back(at);
      }
  }
  return starts;
}

ScaledArms grouped(const ScaledArms& a) {
  constexpr std::size_t most = 256;
  const std::size_t size = a.arms.size() / most + 1;
  if (size == 1) return a;
  ScaledArms g{{}, {}, a.centre, a.scale, a.weibull};
  std::size_t in_group = size;
  for (std::size_t i = 0; i < a.arms.size(); ++i, ++in_group) {
    const bool alone = i > 0 && std::isinf(a.u[i - 1]);  // 0 ms of a family in ln t
    if (in_group == size || alone) {
      g.arms.push_back({a.arms[i].latency_ms, 0, 0}), g.u.push_back(a.u[i]);
      in_group = 0;
    }
    auto& to = g.arms.back();
    to.sessions += a.arms[i].sessions, to.left += a.arms[i].left;
    if (in_group > 0) g.u.back() += (a.u[i] - g.u.back()) * a.arms[i].sessions / to.sessions;
  }
  return g;
}

CurveVector flat_start(const ScaledArms& a) {
  const double share = share_of_all(a.arms).value();
  return {0, a.weibull ? std::log(-std::log1p(-share)) : std::log(share) - std::log1p(-share), 0};
}

double step_loglik(std::span<const DelayArm> arms) {
  std::size_t last = arms.size() - 1;
  while (last > 0 && arms[last].left == arms[last].sessions) --last;
  Share below;
  for (std::size_t i = 0; i < last; ++i) below.sessions += arms[i].sessions, below.left += arms[i].left;
  const auto& at = arms[last];
  if (below.sessions == 0) return saturated_loglik(at.sessions, at.left);
  if (at.left / at.sessions >= below.value()) return saturated_loglik(below.sessions, below.left) + saturated_loglik(at.sessions, at.left);
  return saturated_loglik(below.sessions + at.sessions, below.left + at.left);
}

}  // namespace premortem
