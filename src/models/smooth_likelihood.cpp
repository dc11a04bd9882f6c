#include "models/smooth_likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/curve_family.hpp"

namespace premortem {
namespace {

/// G(eta) and what the likelihood needs of it without cancellation in either tail.
struct Link {
  double value = 0, slope = 0;
  double complement = 1, log_complement = 0;  ///< 1 - G
  double hazard = 0, hazard_slope = 0;        ///< slope / (1 - G), and its derivative
  double bend = 0;                            ///< second derivative of G
};

Link logit_link(double eta) {
  const double e = std::exp(-std::abs(eta)), near = 1 / (1 + e), far = e / (1 + e);
  const double value = eta > 0 ? near : far, complement = eta > 0 ? far : near;
  const double slope = value * complement;
  return {value, slope, complement, (eta > 0 ? -eta : 0) - std::log1p(e), value, slope, slope * (complement - value)};
}

Link cloglog_link(double eta) {
  const double h = std::exp(eta), complement = std::exp(-h);
  const double slope = complement > 0 ? h * complement : 0;
  return {-std::expm1(-h), slope, complement, -h, h, h, slope > 0 ? slope * (1 - h) : 0};
}

/// -infinity times a slope of 0 would be NaN: the curve is flat there.
double eta_at(double u, const CurveVector& at) { return at[2] == 0 ? at[1] : at[1] + at[2] * u; }

Link link_at(const ScaledArms& a, std::size_t i, const CurveVector& at) {
  const double eta = eta_at(a.u[i], at);
  return a.weibull ? cloglog_link(eta) : logit_link(eta);
}

/// 0 times something infinite, such as the log of 0, is 0.
double times(double factor, double other) { return factor == 0 ? 0 : factor * other; }

double arm_loglik(const DelayArm& arm, const Link& g, double floor) {
  const double p = floor + (1 - floor) * g.value;
  return times(arm.left, std::log(p)) + times(arm.sessions - arm.left, std::log1p(-floor) + g.log_complement);
}

/// Derivatives of ln A and ln(1 - A) by c0, a0, a1.
struct ArmDerivatives {
  CurveVector log_p{}, log_q{};
  CurveMatrix log_p2{}, log_q2{};
};

ArmDerivatives derivatives(const Link& g, double u, double floor) {
  const double p = floor + (1 - floor) * g.value, over_p = p > 0 ? 1 / p : 0, slope = (1 - floor) * g.slope * over_p;
  ArmDerivatives d;
  d.log_p = {g.complement * over_p, slope, slope * u};
  d.log_q = {-1 / (1 - floor), -g.hazard, -g.hazard * u};
  const double mixed = -g.slope * over_p, bend = (1 - floor) * g.bend * over_p;
  d.log_p2 = {{{0, mixed, mixed * u}, {mixed, bend, bend * u}, {mixed * u, bend * u, bend * u * u}}};
  for (std::size_t i = 0; i < most_parameters; ++i)
    for (std::size_t j = 0; j < most_parameters; ++j) d.log_p2[i][j] -= d.log_p[i] * d.log_p[j];
  const double h = -g.hazard_slope, f = -1 / ((1 - floor) * (1 - floor));
  d.log_q2 = {{{f, 0, 0}, {0, h, h * u}, {0, h * u, h * u * u}}};
  return d;
}

void add_arm(SmoothLikelihood& sum, const DelayArm& arm, const Link& g, double u, double floor) {
  const double stayed = arm.sessions - arm.left;
  const auto d = derivatives(g, u, floor);
  sum.loglik += arm_loglik(arm, g, floor);
  for (std::size_t i = 0; i < most_parameters; ++i) {
    sum.score[i] += times(arm.left, d.log_p[i]) + times(stayed, d.log_q[i]);
    for (std::size_t j = i; j < most_parameters; ++j) {
      sum.information[i][j] += arm.sessions * times(d.log_p[i], -d.log_q[j]);
      sum.observed[i][j] -= times(arm.left, d.log_p2[i][j]) + times(stayed, d.log_q2[i][j]);
      sum.information[j][i] = sum.information[i][j], sum.observed[j][i] = sum.observed[i][j];
    }
  }
}

}  // namespace

ScaledArms scaled_arms(std::span<const DelayArm> merged, CurveFamily family) {
  ScaledArms a;
  a.arms.assign(merged.begin(), merged.end());
  a.weibull = is_weibull(family);
  for (const auto& arm : a.arms) a.u.push_back(is_linear(family) ? arm.latency_ms : std::log(arm.latency_ms));
  const auto lowest = std::find_if(a.u.begin(), a.u.end(), [](double x) { return std::isfinite(x); });
  if (lowest == a.u.end()) return a;
  a.centre = *lowest / 2 + a.u.back() / 2, a.scale = a.u.back() / 2 - *lowest / 2;
  if (!(a.scale > 0)) a.scale = 1;
  for (double& x : a.u) x = (x - a.centre) / a.scale;
  return a;
}

double smooth_loglik(const ScaledArms& a, const CurveVector& at) {
  double sum = 0;
  for (std::size_t i = 0; i < a.arms.size(); ++i) sum += arm_loglik(a.arms[i], link_at(a, i, at), at[0]);
  return std::isnan(sum) ? -std::numeric_limits<double>::infinity() : sum;
}

SmoothLikelihood smooth_likelihood(const ScaledArms& a, const CurveVector& at) {
  SmoothLikelihood sum;
  for (std::size_t i = 0; i < a.arms.size(); ++i) add_arm(sum, a.arms[i], link_at(a, i, at), std::isfinite(a.u[i]) ? a.u[i] : 0, at[0]);
  return sum;
}

double expected_leavers(const ScaledArms& a, const CurveVector& at) {
  double sum = 0;
  for (std::size_t i = 0; i < a.arms.size(); ++i) sum += a.arms[i].sessions * (at[0] + (1 - at[0]) * link_at(a, i, at).value);
  return sum;
}

double saturated_loglik(double n, double y) {
  return times(y, std::log(y / n)) + times(n - y, std::log1p(-y / n));
}

}  // namespace premortem
