#pragma once
#include <array>
#include <span>
#include <vector>

#include "premortem/models/delay_arms.hpp"

namespace premortem {

/// Delay arms with latency on the scale of a smooth family, brought to [-1, 1] so that the information matrix is well
/// conditioned: u = (x - centre) / scale, x = ln t or t. At 0 ms of a family in ln t, u is -infinity.
struct ScaledArms {
  std::vector<DelayArm> arms;  ///< merged
  std::vector<double> u;
  double centre = 0, scale = 1;
  bool weibull = false;  ///< G is 1 - exp(-exp(eta)), else 1 / (1 + exp(-eta))
};
ScaledArms scaled_arms(std::span<const DelayArm> merged, CurveFamily family);

/// Log-likelihood of A = c0 + (1 - c0) G(a0 + a1 u) without binomial coefficients, at (c0, a0, a1): sum of y ln A + (n - y)
/// ln(1 - A); -infinity where A is 0 or 1 and the data say otherwise.
double smooth_loglik(const ScaledArms& arms, const CurveVector& at);

/// With its score, expected information and negative Hessian (observed information), in the order c0, a0, a1.
struct SmoothLikelihood {
  double loglik = 0;
  CurveVector score{};
  CurveMatrix information{}, observed{};
};
SmoothLikelihood smooth_likelihood(const ScaledArms& arms, const CurveVector& at);

/// Sum of n A.
double expected_leavers(const ScaledArms& arms, const CurveVector& at);

/// y ln(y / n) + (n - y) ln(1 - y / n), the largest log-likelihood of one share.
double saturated_loglik(double sessions, double left);

}  // namespace premortem
