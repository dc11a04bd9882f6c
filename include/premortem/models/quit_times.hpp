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

/// Moments in their order, each once. O(rows); the same bits in any order of rows.
/// @param latency_ms  until somebody gave up or was served
/// @param left        1: gave up, 0: was served
/// @throws DomainError unless latencies are finite and > 0, outcomes are 0 or 1 and both columns are of one length
std::vector<QuitMoment> quit_moments(std::span<const double> latency_ms, std::span<const std::uint8_t> left);

/// Fits a curve to quit times, those who were served being right-censored: had they not been, they would have waited for
/// longer than they did. It takes for granted that who is served soon would not have been more patient than others.
///
/// log_logistic and weibull, mu and sigma of z = (ln t - mu) / sigma per ms, by maximum likelihood of the density of t,
///   sum over who left of ln(h(z) / (sigma t)) - sum over all of H(z),
/// H = exp(z) for weibull and ln(1 + exp(z)) for log_logistic, h = dH/dz. It has one maximum, found by Newton's method in
/// (1 / sigma, -mu / sigma), where it is concave; accepted where the score is 0 to 1e-9 standard errors. Covariance of
/// (mu, sigma): inverse of the observed information, times `overdispersion`. pearson, df and fit_p compare how many left with
/// how many the curve expects, in about ten intervals of time of equally many and at least 5 each; absent with fewer than 4
/// intervals. Their df is the mean of the statistic where the curve is right, not whole. Limits by this covariance are nominal.
///
/// kaplan_meier: the product-limit estimate, a step a moment at which somebody left, after one at 0 ms that says what is known
/// before the first. low, high: nominal, by Greenwood's variance on the scale of ln(-ln S). band_low, band_high: of all moments
/// together, by Hall & Wellner's band with the constant of Dvoretzky, Kiefer & Wolfowitz, which is exact without
/// censoring and otherwise holds for large samples, conservatively; drawn in where it could fall. Once somebody was served
/// it says nothing new (band_high 1) where fewer than max(10, min(150, a tenth of all)) still wait. Where everybody who still
/// waits leaves (A = 1), limits are those of the step before and 1, and variance_term is 0, since what it is the variance of
/// has no weight. After its last step the curve is flat until high_ms, and not known beyond.
///
/// low_ms and high_ms are the first and last moment at which somebody left or was served.
/// @param moments     as of quit_moments
/// @param confidence  of the limits of kaplan_meier, in (0, 1)
/// @return a fit with problem too_few where nobody left, or, with parameters, all did at one moment; no_convergence where they
///         left at moments too near each other for the digits of ln t
/// @throws DomainError for another family, a confidence outside (0, 1), or moments that do not ascend
/// Sources: Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, chapters 1 and 3; Burridge (1981),
/// JRSS B 43; Hall & Wellner (1980), Biometrika 67; Hjort (1990), Annals of Statistics 18.
CurveFit fit_quit_curve(std::span<const QuitMoment> moments, CurveFamily family, double confidence);

/// log_logistic and weibull by AIC, then kaplan_meier, then those that were refused.
std::vector<CurveFit> fit_quit_curves(std::span<const QuitMoment> moments, double confidence);

/// Largest distance between a fitted curve and Kaplan-Meier, on both sides of its steps, while at least 5% of those who
/// waited until the first quit still wait.
/// @throws DomainError unless the first is fitted and has parameters and the second is a fitted kaplan_meier
double largest_gap(const CurveFit& parametric, const CurveFit& kaplan_meier);

/// Log-rank test that groups give up alike: (O - E)' V^-1 (O - E), O those who left, E = sum over moments of d n_g / n, V the
/// covariance of the hypergeometric law, a group left out that nobody of another group was waiting with when somebody gave
/// up, and one more, whose difference follows from the others'. df: groups left in, less one.
/// @param groups  2 to 33, each as of quit_moments
/// @throws DomainError with fewer than two groups or one without anybody; Refusal where they are too many or never waited
///         together
/// Source: Mantel (1966), Cancer Chemotherapy Reports 50; Peto & Peto (1972), JRSS A 135.
GroupDifference log_rank(std::span<const std::vector<QuitMoment>> groups);

}  // namespace premortem
