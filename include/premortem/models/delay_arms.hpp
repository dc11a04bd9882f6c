#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"
#include "premortem/models/curve_fit.hpp"

namespace premortem {

/// Sessions that were shown one delay, and how many of them left.
struct DelayArm {
  double latency_ms = 0;  ///< >= 0
  double sessions = 0;    ///< whole, >= 1
  double left = 0;        ///< whole, in [0, sessions]
};

/// Arms in the order of latency, those of one latency added up.
/// @throws DomainError if an arm lies outside its domain
std::vector<DelayArm> merged_arms(std::span<const DelayArm> arms);

/// Fits one family to delay arms by maximum likelihood.
CurveFit fit_delay_curve(std::span<const DelayArm> arms, CurveFamily family, double confidence);

/// All families of delay arms: fitted ones by AIC, lowest first, then isotonic, then those that were refused.
std::vector<CurveFit> fit_delay_curves(std::span<const DelayArm> arms, double confidence);

/// Interval of a hinge's kink, by profile.
struct HingeReading {
  double tau_ms = 0;
  std::optional<Interval> interval;
  std::string why;                ///< why there is no interval
  double likelihood_ratio = 0;    ///< 2 (log-likelihood of the hinge - that of a floor alone)
};
std::optional<HingeReading> hinge_reading(std::span<const DelayArm> arms, double confidence);
/// The same ratio alone, for samples that are drawn where there is no hinge.
double hinge_likelihood_ratio(std::span<const DelayArm> arms);

/// Whether abandonment rises with latency at all.
struct TrendTest {
  double z = 0;
  double p = 1;  ///< one-sided
};
TrendTest abandonment_trend(std::span<const DelayArm> arms, double overdispersion);

/// Whether groups differ in their curve.
struct GroupDifference {
  double statistic = 0, df = 0, p = 1;
};

}  // namespace premortem
