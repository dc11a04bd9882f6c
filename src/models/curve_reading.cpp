#include "premortem/models/curve_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/curve_family.hpp"
#include "models/step_reading.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/logit_limit.hpp"

namespace premortem {
namespace {

/// Whether its inverse is told on the scale of the latency itself.
bool is_in_ms(CurveFamily f) { return is_linear(f) || f == CurveFamily::hinge; }

double two_sided_z(double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw DomainError(fmt::format("a confidence of {} is not in (0, 1)", confidence));
  return normal_upper_quantile(0, 1, (1 - confidence) / 2);
}

constexpr auto no_covariance = "no limits are known of this curve";

/// x of a share above the floor: t, or ln t.
double x_of_share(const AbandonmentCurve& c, double share, double floor) {
  const auto& p = c.parameters;
  if (c.family == CurveFamily::hinge) return p[2] + (share - floor) / p[1];
  const double g = (share - floor) / (1 - floor);
  const double eta = is_weibull(c.family) ? std::log(-std::log1p(-g)) : std::log(g) - std::log1p(-g);
  if (c.data == LatencyData::quits) return p[0] + p[1] * eta;
  const std::size_t first = parameter_count(c) - 2;
  return (eta - p[first]) / p[first + 1];
}

double floor_of(const AbandonmentCurve& c) { return parameter_count(c) == 3 ? c.parameters[0] : 0; }

/// What makes the curve rise.
double rise_of(const AbandonmentCurve& c) { return c.family == CurveFamily::hinge ? c.parameters[1] : c.parameters[parameter_count(c) - 1]; }

/// x -+ z sqrt(g' C g) / (dA/dx), g the derivatives of A: the delta method of the inverse function.
void set_limits(LatencyReading& r, const AbandonmentCurve& c, double x, double z) {
  if (!c.has_covariance) return void(r.why = no_covariance);
  const double ms = *r.value_ms, by_x = abandonment_slope(c, ms) * (is_in_ms(c.family) ? 1 : ms);
  const double half = z * std::sqrt(variance_along(c, abandonment_gradient(c, ms))) / by_x;
  if (!std::isfinite(half)) return void(r.why = "the curve is too flat there");
  r.limits = is_in_ms(c.family) ? Interval{std::max(0.0, x - half), x + half} : Interval{std::exp(x - half), std::exp(x + half)};
}

}  // namespace

CurveReading abandonment_at(const AbandonmentCurve& c, double ms, double confidence) {
  const double z = two_sided_z(confidence);
  if (!has_parameters(c.family)) {
    auto r = step_abandonment_at(c, ms);
    if (c.data == LatencyData::published) r.limits.reset(), r.why = no_covariance;
    return r;
  }
  CurveReading r;
  r.value = abandonment(c, ms);
  r.extrapolated = ms < c.low_ms || ms > c.high_ms;
  if (!c.has_covariance) return r.why = no_covariance, r;
  if (r.value <= 0 || r.value >= 1) return r.why = fmt::format("the curve is {}% there, at which its error cannot be told", r.value <= 0 ? 0 : 100), r;
  const double se = std::sqrt(variance_along(c, abandonment_gradient(c, ms)));
  if (!std::isfinite(se)) return r.why = "the error of the curve there cannot be computed", r;
  r.limits = Interval{logit_limit(r.value, se, -z), logit_limit(r.value, se, z)};
  return r;
}

LatencyReading latency_at(const AbandonmentCurve& c, double share, double confidence) {
  const double z = two_sided_z(confidence);
  if (!(share > 0 && share < 1)) throw DomainError(fmt::format("a share of {} that leaves is not in (0, 1)", share));
  if (!has_parameters(c.family)) {
    auto r = step_latency_at(c, share);
    if (c.data == LatencyData::published) r.limits.reset(), r.why = r.value_ms ? no_covariance : r.why;
    return r;
  }
  LatencyReading r;
  if (!(rise_of(c) > 0)) return r.why = "the curve does not rise", r;
  if (share <= floor_of(c)) return r.why = fmt::format("{:.4g}% leave however fast it is", 100 * floor_of(c)), r;
  const double x = x_of_share(c, share, floor_of(c)), ms = is_in_ms(c.family) ? x : std::exp(x);
  if (ms < 0) return r.why = fmt::format("{:.4g}% leave already at 0 ms", 100 * abandonment(c, 0)), r;
  if (!std::isfinite(ms)) return r.why = fmt::format("the curve does not reach {:.4g}%", 100 * share), r;
  r.value_ms = ms;
  r.extrapolated = ms < c.low_ms || ms > c.high_ms;
  set_limits(r, c, x, z);
  return r;
}

}  // namespace premortem
