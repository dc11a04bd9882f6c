#include <algorithm>
#include <array>
#include <cmath>

#include "models/curve_average.hpp"

namespace premortem {
namespace {

/// Where the logistic and the Weibull curve turn, in eta: beyond the first and the last they are constant to 1e-19.
constexpr std::array<double, 11> logit_turns{-45, -20, -8, -3, -1, 0, 1, 3, 8, 20, 45};
constexpr std::array<double, 11> hazard_turns{-45, -20, -8, -3, -1, 0, 1, 2, 3, 3.8, 5};

std::vector<double> turns(const AbandonmentCurve& c) {
  const bool floored = parameter_count(c) == 3, quits = c.data == LatencyData::quits;
  const double p = c.parameters[floored ? 1 : 0], q = c.parameters[floored ? 2 : 1];
  const bool hazard = c.family == CurveFamily::weibull || c.family == CurveFamily::floor_weibull;
  const bool linear = c.family == CurveFamily::logistic || c.family == CurveFamily::floor_logistic;
  std::vector<double> ms;
  for (const double eta : hazard ? hazard_turns : logit_turns) {
    const double x = quits ? p + q * eta : (eta - p) / q;
    ms.push_back(linear ? x : std::exp(x));
  }
  return ms;
}

/// Knots between straight lines of another slope: a curve of many steps is flat between few of them.
std::vector<double> corners(const std::vector<CurveStep>& steps) {
  std::vector<double> ms;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool flat_before = i == 0 || steps[i - 1].value == steps[i].value;
    const bool flat_after = i + 1 == steps.size() || steps[i + 1].value == steps[i].value;
    if (!flat_before || !flat_after) ms.push_back(steps[i].latency_ms);
  }
  return ms;
}

}  // namespace

std::vector<double> curve_breaks(const AbandonmentCurve& c) {
  if (c.family == CurveFamily::kaplan_meier) return {};
  std::vector<double> ms;
  if (c.family == CurveFamily::isotonic) {
    ms = corners(c.steps);
  } else if (c.family == CurveFamily::hinge) {
    const auto& [floor, beta, tau] = c.parameters;
    ms = {tau, tau + (1 - floor) / beta};  // the kink, and where it reaches 1
  } else {
    ms = turns(c);
  }
  std::erase_if(ms, [](double t) { return !(t > 0) || !std::isfinite(t); });
  std::sort(ms.begin(), ms.end());
  return ms;
}

}  // namespace premortem
