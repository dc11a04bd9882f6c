#pragma once
#include <span>

#include "premortem/core/interval.hpp"

namespace premortem {

/// Half-width of the Dvoretzky-Kiefer-Wolfowitz band with Massart's constant: sqrt(ln(2/alpha)/(2 n)).
/// @param n      sample size >= 1
/// @param confidence  simultaneous two-sided coverage in (0, 1)
/// Source: Massart (1990), Annals of Probability 18.
double dkw_half_width(double n, double confidence);

/// Certified interval for the mean of independent values with hard limits [low, high], from the DKW band:
/// the mean of the least and of the greatest distribution inside the band. At most as wide as Hoeffding's.
/// @param sorted  values in ascending order, all within limits, at least one
/// @throws DomainError if the values are not sorted, not within the limits, or there are none
/// Source: Anderson (1969), Stanford technical report 125.
Interval anderson_mean(std::span<const double> sorted, const Interval& limits, double confidence);

/// Ranks (1-based) of the order statistics that hold the p-quantile between them with at least `confidence`;
/// low 0 means "no finite lower limit", high n+1 "no finite upper limit".
struct QuantileRanks { long low; long high; double coverage; };
QuantileRanks quantile_ranks(long n, double p, double confidence);

/// One-sided: the smallest rank whose order statistic lies above the p-quantile with at least `confidence`; n + 1 where even the
/// largest value does not, which is while 1 - p^n is below it (Wilks 1941: 299 values bound a 99% quantile at 95%).
/// @throws DomainError unless n >= 1 and p, confidence lie in (0, 1)
long quantile_upper_rank(long n, double p, double confidence);

}  // namespace premortem
