#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/fit_measures.hpp"
#include "models/hinge_fit.hpp"
#include "models/hinge_profile.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

/// Where the profile crosses a level between a place below it and one above.
double crossing(const HingeArms& arms, double below, double above, double level) {
  constexpr int halvings = 50;
  for (int i = 0; i < halvings; ++i) {
    const double middle = below + (above - below) / 2;
    (hinge_line(arms, middle).loglik < level ? below : above) = middle;
  }
  return above;
}

/// All places at or above the level lie in it; the profile is monotone between neighbours, since every top is one of them.
Interval hull(const HingeArms& arms, const std::vector<HingePoint>& points, double level) {
  const auto holds = [&](const HingePoint& p) { return p.line.loglik >= level; };
  const auto first = std::find_if(points.begin(), points.end(), holds);
  const auto last = std::prev(std::find_if(points.rbegin(), points.rend(), holds).base());
  Interval tau{0, arms.origin() + arms.scale()};
  if (first != points.begin()) tau.low = arms.origin() + arms.scale() * crossing(arms, std::prev(first)->tau, first->tau, level);
  const bool up_to_slowest = arms.size() - arms.first_beyond(last->tau) < 2;  // one arm is met from anywhere before it
  if (!up_to_slowest) tau.high = arms.origin() + arms.scale() * crossing(arms, std::next(last)->tau, last->tau, level);
  return tau;
}

}  // namespace

std::optional<HingeReading> hinge_reading(std::span<const DelayArm> given, double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw DomainError(fmt::format("a confidence of {} is not in (0, 1)", confidence));
  const auto merged = merged_arms(given);
  const auto fit = fit_hinge(merged);
  if (!fit.is_fitted()) return std::nullopt;
  HingeReading reading;
  reading.tau_ms = fit.curve.parameters[2];
  const double flat = flat_loglik(merged);
  reading.likelihood_ratio = std::max(0.0, 2 * (*fit.loglik - flat));
  const double z = normal_upper_quantile(0, 1, (1 - confidence) / 2), level = *fit.loglik - z * z * fit.overdispersion / 2;
  if (flat >= level)
    reading.why = "the data agree with a curve that does not rise at all, so that a kink may lie anywhere";
  else
    reading.interval = hull(HingeArms(merged), hinge_profile(HingeArms(merged)), level);
  return reading;
}

}  // namespace premortem
