#pragma once
#include "premortem/core/interval.hpp"

namespace premortem {

/// Two-sided Garwood interval for the rate of a Poisson process; certified (exact) coverage.
/// low = GammaQuantile(alpha/2; k)/exposure, high = GammaQuantile(1-alpha/2; k+1)/exposure; low is 0 at k = 0.
/// @param events      whole number >= 0
/// @param exposure    > 0, any unit; the interval is per that unit
/// @param confidence  two-sided coverage in (0, 1)
/// @throws DomainError outside that domain
/// Source: Garwood (1936), Biometrika 28.
Interval garwood(double events, double exposure, double confidence);

}  // namespace premortem
