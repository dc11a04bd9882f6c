#include "premortem/models/abandonment_curve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/curve_family.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// G and its derivative by eta.
struct Link {
  double value = 0, slope = 0;
};

Link logit_link(double eta) {
  const double e = std::exp(-std::abs(eta)), low = e / (1 + e);
  return {eta > 0 ? 1 / (1 + e) : low, low / (1 + e)};
}

Link cloglog_link(double eta) {
  const double hazard = std::exp(eta);
  return {-std::expm1(-hazard), std::isinf(hazard) ? 0 : hazard * std::exp(-hazard)};
}

/// A smooth curve as floor + (1 - floor) G(eta), with eta's derivatives by its own two parameters and by t.
struct Smooth {
  double floor = 0;
  Link link;
  double by_first = 1, by_second = 0, by_ms = 0;
  std::size_t first = 0;  ///< where the two parameters of eta stand
};

Smooth smooth_at(const AbandonmentCurve& c, double ms) {
  Smooth s;
  s.first = has_floor(c.family) ? 1 : 0;
  if (s.first == 1) s.floor = c.parameters[0];
  const double p = c.parameters[s.first], q = c.parameters[s.first + 1];
  const double x = is_linear(c.family) ? ms : std::log(ms);  // -inf at 0
  const bool quits = c.data == LatencyData::quits;
  const double rate = quits ? 1 / q : q;
  double eta = quits ? (x - p) / q : p + q * x;
  if (rate == 0) eta = p;  // 0 times -inf
  s.link = is_weibull(c.family) ? cloglog_link(eta) : logit_link(eta);
  const bool flat = std::isinf(eta) || std::isinf(x);
  s.by_first = quits ? -rate : 1;
  s.by_second = flat ? 0 : quits ? -eta * rate : x;
  s.by_ms = flat ? 0 : is_linear(c.family) ? rate : rate / ms;
  return s;
}

/// Of a curve in ln t at 0 ms, where G is exp(b0) t^b1 to the first order.
double slope_at_zero(const AbandonmentCurve& c, const Smooth& s) {
  const double p = c.parameters[s.first], q = c.parameters[s.first + 1];
  const double power = c.data == LatencyData::quits ? 1 / q : q;
  if (power > 1 || power <= 0) return 0;
  if (power < 1) return std::numeric_limits<double>::infinity();
  return (1 - s.floor) * std::exp(c.data == LatencyData::quits ? -p : p);
}

double hinge_value(const AbandonmentCurve& c, double ms) {
  const auto& [floor, beta, tau] = c.parameters;
  return std::min(1.0, floor + beta * std::max(0.0, ms - tau));
}

double step_value(const AbandonmentCurve& c, double ms) {
  const auto after = std::upper_bound(c.steps.begin(), c.steps.end(), ms, [](double t, const auto& s) { return t < s.latency_ms; });
  if (c.family == CurveFamily::kaplan_meier) return after == c.steps.begin() ? 0 : std::prev(after)->value;
  if (after == c.steps.begin()) return after->value;
  const auto& before = *std::prev(after);
  if (after == c.steps.end()) return before.value;
  return std::lerp(before.value, after->value, (ms - before.latency_ms) / (after->latency_ms - before.latency_ms));  // never falls, also in the last bit
}

double step_slope(const AbandonmentCurve& c, double ms) {
  if (c.family == CurveFamily::kaplan_meier) return 0;
  const auto after = std::upper_bound(c.steps.begin(), c.steps.end(), ms, [](double t, const auto& s) { return t < s.latency_ms; });
  if (after == c.steps.begin() || after == c.steps.end()) return 0;
  const auto& before = *std::prev(after);
  return (after->value - before.value) / (after->latency_ms - before.latency_ms);
}

void require_latency(double ms) {
  if (!std::isfinite(ms) || ms < 0) throw DomainError(fmt::format("the share that leaves is not defined at a latency of {} ms", ms));
}

}  // namespace

std::string_view family_name(CurveFamily family) {
  constexpr std::array<std::string_view, 9> names{"logistic", "log_logistic", "weibull", "floor_logistic", "floor_log_logistic", "floor_weibull", "hinge", "isotonic", "kaplan_meier"};
  return names[static_cast<std::size_t>(family)];
}

bool has_parameters(CurveFamily family) { return family != CurveFamily::isotonic && family != CurveFamily::kaplan_meier; }

std::size_t parameter_count(const AbandonmentCurve& c) {
  if (!has_parameters(c.family)) return 0;
  return has_floor(c.family) || c.family == CurveFamily::hinge ? 3 : 2;
}

std::vector<std::string> parameter_names(const AbandonmentCurve& c) {
  if (!has_parameters(c.family)) return {};
  if (c.family == CurveFamily::hinge) return {"c0", "beta", "tau"};
  if (c.data == LatencyData::quits) return {"mu", "sigma"};
  if (has_floor(c.family)) return {"c0", "b0", "b1"};
  return {"b0", "b1"};
}

double abandonment(const AbandonmentCurve& c, double ms) {
  require_latency(ms);
  if (!has_parameters(c.family)) return c.steps.empty() ? 0 : step_value(c, ms);
  if (c.family == CurveFamily::hinge) return hinge_value(c, ms);
  const auto s = smooth_at(c, ms);
  return s.floor + (1 - s.floor) * s.link.value;
}

CurveVector abandonment_gradient(const AbandonmentCurve& c, double ms) {
  require_latency(ms);
  CurveVector g{};
  if (!has_parameters(c.family)) return g;
  if (c.family == CurveFamily::hinge) {
    if (hinge_value(c, ms) >= 1) return g;
    const bool beyond = ms > c.parameters[2];
    return {1, beyond ? ms - c.parameters[2] : 0, beyond ? -c.parameters[1] : 0};
  }
  const auto s = smooth_at(c, ms);
  if (s.first == 1) g[0] = 1 - s.link.value;
  g[s.first] = (1 - s.floor) * s.link.slope * s.by_first;
  g[s.first + 1] = (1 - s.floor) * s.link.slope * s.by_second;
  return g;
}

double abandonment_slope(const AbandonmentCurve& c, double ms) {
  require_latency(ms);
  if (!has_parameters(c.family)) return c.steps.empty() ? 0 : step_slope(c, ms);
  if (c.family == CurveFamily::hinge) return ms > c.parameters[2] && hinge_value(c, ms) < 1 ? c.parameters[1] : 0;
  const auto s = smooth_at(c, ms);
  if (ms == 0 && !is_linear(c.family)) return slope_at_zero(c, s);
  return (1 - s.floor) * s.link.slope * s.by_ms;
}

std::optional<double> standard_error(const AbandonmentCurve& curve, std::size_t i) {
  if (!curve.has_covariance) return std::nullopt;
  return std::sqrt(curve.covariance[i][i]);
}

double variance_along(const AbandonmentCurve& c, const CurveVector& g) {
  double sum = 0;
  const auto n = parameter_count(c);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) sum += g[i] * c.covariance[i][j] * g[j];
  return std::max(0.0, sum);
}

}  // namespace premortem
