#include "premortem/models/expected_abandonment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/curve_average.hpp"
#include "models/latency_part.hpp"
#include "models/step_average.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/logit_limit.hpp"

namespace premortem {
namespace {

void require_known(const AbandonmentCurve& curve, const LatencyDistribution& latency) {
  if (latency.parts.empty()) throw DomainError("a latency without a law has no expected abandonment");
  if (!has_parameters(curve.family) && curve.steps.empty()) throw DomainError("a curve without steps says nothing of abandonment");
}

/// P(L > largest observed latency) and P(L < smallest).
void add_extrapolation(const AbandonmentCurve& curve, const LatencyDistribution& latency, ExpectedAbandonment& e) {
  for (const auto& part : latency.parts) {
    e.slower_share += part.weight * share_above(part, curve.high_ms);
    e.faster_share += part.weight * (1 - share_from(part, curve.low_ms));
  }
  const bool open_below = curve.family == CurveFamily::logistic || curve.family == CurveFamily::isotonic;
  e.extrapolated_share = e.slower_share + (open_below ? e.faster_share : 0);
}

/// Delta method on the logit scale.
void add_limits(ExpectedAbandonment& e, double variance, double confidence) {
  const double v = e.value;
  if (!std::isfinite(variance)) throw DomainError(fmt::format("the variance of an expected abandonment of {} is not finite", v));
  if (!(v > 0 && v < 1)) {
    e.why = fmt::format("the estimate is {}, where it has no limits", v > 0 ? "100%" : "0");
    return;
  }
  if (variance == 0) {
    e.why = "the curve's own uncertainty does not reach these latencies: its variance here is 0";
    return;
  }
  e.se = std::sqrt(variance);
  const double z = normal_upper_quantile(0, 1, (1 - confidence) / 2);
  e.limits = Interval{logit_limit(v, *e.se, -z), logit_limit(v, *e.se, z)};
  e.upper = logit_limit(v, *e.se, normal_upper_quantile(0, 1, 1 - confidence));
}

void average_steps(const AbandonmentCurve& curve, const LatencyDistribution& latency, double confidence, ExpectedAbandonment& e) {
  LatencyDistribution measured;  // the sum over steps gives the value; what the sample adds to its variance takes every latency
  for (const auto& part : latency.parts)
    if (is_measured(part)) measured.parts.push_back(part);
  const auto sampled = curve_average(curve, measured, 0, Averaged::value);
  const auto [value, variance] = step_average(curve, latency, 0);
  e.value = value;
  if (variance == 0 && e.value > 0) {
    e.why = "the curve carries no counts, so no limits are known";
  } else if (sampled.one_sample) {
    e.why = "one measured latency does not tell how far another would be from it";
  } else {
    add_limits(e, variance + sampled.sampling_variance, confidence);
  }
}

void average_isotonic(const AbandonmentCurve& curve, const LatencyDistribution& latency, ExpectedAbandonment& e) {
  e.value = curve_average(curve, latency, 0, Averaged::value).value;
  const bool banded = std::any_of(curve.steps.begin(), curve.steps.end(), [](const CurveStep& s) { return s.band_low > 0 || s.band_high < 1; });
  if (!banded) {
    e.why = "the curve carries no band, so no limits are known";
    return;
  }
  const Interval band = band_average(curve, latency);
  e.limits = Interval{std::min(band.low, e.value), std::max(band.high, e.value)};
  e.upper = e.limits->high;
}

void average_parameters(const AbandonmentCurve& curve, const LatencyDistribution& latency, double confidence, ExpectedAbandonment& e) {
  const auto average = curve_average(curve, latency, 0, curve.has_covariance ? Averaged::gradient : Averaged::value);
  e.value = average.value;
  if (!curve.has_covariance) {
    e.why = curve.data == LatencyData::published ? "the points of a study carry no counts, so no limits are known" : "the curve has no covariance, so no limits are known";
  } else if (average.one_sample) {
    e.why = "one measured latency does not tell how far another would be from it";
  } else {
    add_limits(e, variance_along(curve, average.gradient) + average.sampling_variance, confidence);
  }
}

}  // namespace

ExpectedAbandonment expected_abandonment(const AbandonmentCurve& curve, const LatencyDistribution& latency, double confidence) {
  require_known(curve, latency);
  if (!(confidence > 0 && confidence < 1)) throw DomainError(fmt::format("a confidence of {} does not lie within 0 and 1", confidence));
  ExpectedAbandonment e;
  add_extrapolation(curve, latency, e);
  if (curve.family == CurveFamily::kaplan_meier) {
    average_steps(curve, latency, confidence, e);
  } else if (curve.family == CurveFamily::isotonic) {
    average_isotonic(curve, latency, e);
  } else {
    average_parameters(curve, latency, confidence, e);
  }
  if (!std::isfinite(e.value)) throw DomainError(fmt::format("the {} curve has parameters from which no share follows", family_name(curve.family)));
  return e;
}

double expected_abandonment_later(const AbandonmentCurve& curve, const LatencyDistribution& latency, double later_ms) {
  require_known(curve, latency);
  if (!(later_ms >= 0) || !std::isfinite(later_ms)) throw DomainError(fmt::format("an answer cannot come {} ms later", later_ms));
  if (curve.family == CurveFamily::kaplan_meier) return step_average(curve, latency, later_ms).value;
  return curve_average(curve, latency, later_ms, Averaged::value).value;
}

}  // namespace premortem
