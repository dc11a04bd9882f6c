#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "premortem/models/curve_fit.hpp"
#include "premortem/models/delay_arms.hpp"

namespace premortem {

/// People who waited until one moment: `left` gave up then, `served` were answered and could have waited longer.
struct QuitMoment {
  double latency_ms = 0;  ///< > 0
  double left = 0, served = 0;
};

/// Moments in their order, each once.
/// @throws DomainError unless latencies are finite and > 0 and both columns are of one length
std::vector<QuitMoment> quit_moments(std::span<const double> latency_ms, std::span<const std::uint8_t> left);

/// Fits log_logistic, weibull or kaplan_meier to quit times.
CurveFit fit_quit_curve(std::span<const QuitMoment> moments, CurveFamily family, double confidence);

/// log_logistic and weibull by AIC, then kaplan_meier, then those that were refused.
std::vector<CurveFit> fit_quit_curves(std::span<const QuitMoment> moments, double confidence);

/// Log-rank test that groups give up alike.
GroupDifference log_rank(std::span<const std::vector<QuitMoment>> groups);

}  // namespace premortem
