#pragma once
#include <span>
#include <string>

#include "premortem/models/delay_arms.hpp"

namespace premortem {

/// A fit of the family to these merged arms that is still to be found, or was refused.
CurveFit delay_fit_of(std::span<const DelayArm> merged, CurveFamily family);
CurveFit refused_fit(std::span<const DelayArm> merged, CurveFamily family, FitProblem problem, std::string why);

/// Why no curve with parameters can be fitted, whatever the family: too few delays, nobody or everybody left.
/// @param informative  arms that tell something of the parameters
/// @return a fit without a problem where none of these holds
CurveFit refused_by_counts(std::span<const DelayArm> merged, CurveFamily family, std::size_t informative);

/// AIC, deviance, Pearson's X2 with df and p, and the overdispersion, by which the covariance is multiplied, of a fit whose
/// curve and log-likelihood stand. For X2 an arm with fewer than one expected of either kind is pooled with its neighbours
/// above until there is one of each (the last ones with those below), its variance the sum of n A (1 - A).
void add_fit_measures(CurveFit& fit, std::span<const DelayArm> merged);

/// Log-likelihood of one share for all arms.
double flat_loglik(std::span<const DelayArm> merged);

}  // namespace premortem
