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

/// Fits one family to delay arms by maximum likelihood. Whoever left was there for less than the delay, and it is not known for
/// how long (current status data), so that y of n is binomial with A(t); the log-likelihood is sum of y ln A + (n - y) ln(1 - A).
/// Parameters and covariance are per ms; the fit is found on a scale of latency from -1 to 1.
///   Smooth families: Fisher scoring with halved steps, near the top Newton's method, until the gain in sight is below 1e-20;
///     floors in [0, 1) from 18 starts and from the curve without a floor. Where the best floor is 0 it is held there: it has no
///     variance, and still counts as a parameter. Covariance: the inverse of the expected information.
///   hinge: tau by profile, exactly (of more than 200 delays on a refined grid), c0 >= 0 and beta by Newton's method. At an arm the
///     covariance is that of a kink just before it, to which the arms beyond bear witness.
///   isotonic: pool adjacent violators. The lower limit of A at an arm is that of Clopper & Pearson of the arms at and before it,
///     as few as hold N^(2/3) of the N sessions (all, if they hold fewer), the upper one of the arms at and after it. It is
///     certified for each arm of independent sessions if A does not fall, since outcomes do not choose what is pooled; the band, at
///     1 - confidence over the number of arms, for all arms together. Limits are widened to hold the estimate.
/// Lack of fit: X2 of the arms; one with fewer than one expected of either kind is pooled with those beyond. Where its p is below
/// .05 the covariance is multiplied by X2 / df (which also is what sessions of one person or day, scattering more, call for).
/// With single sessions at distinct delays the pools are small and p is rough.
/// Refused: separation (nobody or everybody left, or the likelihood rises without end as the curve becomes a step), not_rising (the
/// best curve is flat or falls, to 1e-7 of the log-likelihood), too_few (fewer delays than parameters; a hinge with one arm
/// beyond its kink), outside_domain (somebody left at 0 ms without a floor; a hinge that would pass 100%), no_convergence.
/// The same bits in any order of the arms, and with an arm split in two.
/// @param confidence  two-sided, of the limits of isotonic; the others do not use it
/// @throws DomainError if an arm lies outside its domain, for confidence not in (0, 1), or kaplan_meier
/// Sources: McCullagh & Nelder (1989), Generalized Linear Models, chapters 2, 4 and 12 (scoring, dispersion); Albert & Anderson
/// (1984), Biometrika 71 (separation); Kim, Fay & Proschan (2018), arXiv:1805.06488, Valid and approximately valid confidence intervals
/// for current status data; Clopper & Pearson (1934), Biometrika 26.
CurveFit fit_delay_curve(std::span<const DelayArm> arms, CurveFamily family, double confidence);

/// All families of delay arms: fitted ones by AIC, lowest first (ties in the order of the families), then isotonic, then those
/// that were refused. @throws DomainError as fit_delay_curve
std::vector<CurveFit> fit_delay_curves(std::span<const DelayArm> arms, double confidence);

/// Interval of a hinge's kink, by profile.
struct HingeReading {
  double tau_ms = 0;
  std::optional<Interval> interval;
  std::string why;                ///< why there is no interval
  double likelihood_ratio = 0;    ///< 2 (log-likelihood of the hinge - that of a floor alone)
};

/// All tau whose profile log-likelihood is within half a quantile of chi-square with one df, times the overdispersion, of the best,
/// from the lowest to the highest; nominal. Before the first delay any tau gives the same line: then the interval begins at 0; and
/// one arm beyond is met from any tau: then it ends at the last delay. Without an interval where a flat curve is within it.
/// @return absent where fit_delay_curve refuses the hinge
/// @throws DomainError as fit_delay_curve
std::optional<HingeReading> hinge_reading(std::span<const DelayArm> arms, double confidence);

/// The same ratio alone, for samples that are drawn where there is no hinge; also where the fit would be refused, 0 where no hinge
/// is better than a floor alone. Microseconds for 8 arms, a tenth of a millisecond for 30, in proportion for 1,000 and more.
double hinge_likelihood_ratio(std::span<const DelayArm> arms);

/// Whether abandonment rises with latency at all.
struct TrendTest {
  double z = 0;
  double p = 1;  ///< one-sided
};

/// Cochran-Armitage test with midranks of the sessions as scores s, so that only the order of delays counts: z = sum of y (s - mean s)
/// over the square root of Y (N - Y) / (N (N - 1)) sum of n (s - mean s)^2 (hypergeometric) times the overdispersion; it is the
/// Wilcoxon-Mann-Whitney test with ties. z = 0 and p = 1 where all or nobody left, or all at one delay.
/// @param overdispersion  >= 1, of a fit
/// @throws DomainError if that is below 1 or an arm lies outside its domain
/// Sources: Armitage (1955), Biometrics 11; Mantel (1963), JASA 58 (variance).
TrendTest abandonment_trend(std::span<const DelayArm> arms, double overdispersion);

/// P-value of the claim that abandonment nowhere falls as latency rises: the distance X2 = sum of (y - n q)^2 / (n q (1 - q)) of the
/// arms, in at most ten groups of neighbours of about as many sessions, from the nearest rising shares q (pool adjacent violators).
/// On groups - 1 degrees of freedom, which is more than X2 can have: it says "falls" too rarely, never too often. Arms that scatter
/// more than chance allows fall somewhere too.
/// @return 1 for fewer than two delays, or where all or nobody left
/// @throws DomainError if an arm lies outside its domain
/// Source: Robertson, Wright & Dykstra (1988), Order Restricted Statistical Inference, chapter 2 (chi-bar-square).
double falling_p(std::span<const DelayArm> arms);

/// Whether groups differ in their curve.
struct GroupDifference {
  double statistic = 0, df = 0, p = 1;
};

/// Likelihood-ratio test that groups share one curve of the family: 2 (sum of the groups' log-likelihoods - that of all arms
/// together) over the overdispersion of the separate fits (their X2 and df added up, as in fit_delay_curve); df = (groups - 1) x
/// parameters. Nominal; where a floor is held at 0 it finds a difference too rarely.
/// @return absent for fewer than two groups, a family without parameters, or where a group or all together cannot be fitted
/// @throws DomainError as fit_delay_curve
std::optional<GroupDifference> curve_difference(std::span<const std::vector<DelayArm>> groups, CurveFamily family, double confidence);

}  // namespace premortem
