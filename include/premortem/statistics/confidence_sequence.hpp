#pragma once
#include "premortem/core/interval.hpp"

namespace premortem {

/// The mixing variance for which the normal mixture bound is tightest when the variance is v: v / (2 ln(1/alpha) +
/// ln(1 + 2 ln(1/alpha))). v > 0, alpha in (0, 1).
/// Source: Howard, Ramdas, McAuliffe & Sekhon (2021), Annals of Statistics 49, section 3.5.
double normal_mixture_rho(double v, double alpha);

/// Two-sided normal mixture bound: |S| stays below it at all times with probability at least 1 - alpha, S a sum of centred
/// sub-Gaussian steps whose variances add up to v: sqrt((v + rho) ln((v + rho) / (rho alpha^2))).
double normal_mixture_bound(double v, double rho, double alpha);

/// Anytime-valid interval for a probability: it may be looked at after every trial, and holds at all of them together
/// with at least the confidence. Beta-binomial mixture, tightest near `optimal_trials`.
/// @param events          whole, 0 <= events <= trials
/// @param trials          whole, >= 1
/// @throws DomainError outside that domain
/// Source: Howard et al. (2021), proposition 7; certified.
Interval confidence_sequence(double events, double trials, double confidence, double optimal_trials);

}  // namespace premortem
