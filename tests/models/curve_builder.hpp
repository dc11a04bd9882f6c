#pragma once
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/latency_builder.hpp"
#include "premortem/models/abandonment_curve.hpp"

namespace premortem::testing {

inline AbandonmentCurve curve_of(CurveFamily family, CurveVector parameters, LatencyData data = LatencyData::delays) {
  AbandonmentCurve curve;
  curve.family = family, curve.data = data, curve.parameters = parameters;
  curve.low_ms = 200, curve.high_ms = 3000;
  return curve;
}

/// Arms of 2,000 sessions at 200, 400, 600, 800, 1000, 1500, 2000, 3000 ms of which 82, 78, 85, 80, 112, 205, 291, 452 left.
/// R 4.2: glm(cbind(y, n - y) ~ log(t), binomial, epsilon = 1e-14), coef and vcov; `inflation` 1, or X^2 / 6 = 111.242646773698 / 6.
inline AbandonmentCurve floorless_fit(double inflation = 1) {
  auto curve = curve_of(CurveFamily::log_logistic, {-9.074489482706554, .956744069433295, 0});
  curve.has_covariance = true;
  curve.covariance = {{{.0923113707508157 * inflation, -.01263855776252449 * inflation, 0}, {-.01263855776252449 * inflation, .00174593646138427 * inflation, 0}, {}}};
  return curve;
}

inline AbandonmentCurve steps_of(CurveFamily family, std::vector<CurveStep> steps) {
  auto curve = curve_of(family, {}, family == CurveFamily::kaplan_meier ? LatencyData::quits : LatencyData::delays);
  curve.low_ms = steps.front().latency_ms, curve.high_ms = steps.back().latency_ms;
  curve.steps = std::move(steps);
  return curve;
}

/// Kaplan-Meier of so many events among people of whom nobody was served before the last event.
inline AbandonmentCurve quits_at(const std::vector<double>& moments, double people) {
  std::vector<CurveStep> steps;
  double gone = 0;
  for (const double ms : moments) {
    const double at_risk = people - gone++;
    steps.push_back({ms, gone / people, 0, 1, 0, 1, 1 / (at_risk * (at_risk - 1))});
  }
  return steps_of(CurveFamily::kaplan_meier, std::move(steps));
}

/// A curve of any family that rises with latency.
inline AbandonmentCurve any_curve() {
  const double middle = any_between(5, 9), rate = std::exp(any_between(-1, 3)), floor = any_between(0, .3), ms = std::exp(middle);
  switch (*rc::gen::inRange(0, 10)) {
    case 0: return curve_of(CurveFamily::logistic, {-rate, rate / ms, 0});
    case 1: return curve_of(CurveFamily::log_logistic, {-rate * middle, rate, 0});
    case 2: return curve_of(CurveFamily::weibull, {-rate * middle, rate, 0});
    case 3: return curve_of(CurveFamily::floor_logistic, {floor, -rate, rate / ms});
    case 4: return curve_of(CurveFamily::floor_log_logistic, {floor, -rate * middle, rate});
    case 5: return curve_of(CurveFamily::floor_weibull, {floor, -rate * middle, rate});
    case 6: return curve_of(CurveFamily::hinge, {floor, rate / 10 / ms, ms});
    case 7: return curve_of(CurveFamily::weibull, {middle, 1 / rate, 0}, LatencyData::quits);
    default: break;
  }
  std::vector<CurveStep> steps;
  double at = ms / 3, value = 0;
  for (int i = 0; i < 6; ++i) {
    value += (1 - value) * any_between(0, .2);
    const double below = value * any_between(.3, 1), above = value + (1 - value) * any_between(0, .5);
    steps.push_back({at, value, 0, 1, steps.empty() ? below : std::max(below, steps.back().band_low), steps.empty() ? above : std::max(above, steps.back().band_high), .001 * (i + 1)});
    at *= any_between(1.1, 2);
  }
  return steps_of(*rc::gen::arbitrary<bool>() ? CurveFamily::isotonic : CurveFamily::kaplan_meier, std::move(steps));
}

}  // namespace premortem::testing
