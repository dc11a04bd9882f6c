#pragma once
#include "premortem/core/interval.hpp"

namespace premortem {

/// Two-sided Clopper-Pearson interval for a binomial proportion; certified (exact) coverage.
/// low = BetaQuantile(alpha/2; k, n-k+1), high = BetaQuantile(1-alpha/2; k+1, n-k), alpha = 1 - confidence;
/// both tails are kept at alpha/2 also at k = 0 and k = n, where low is 0 or high is 1.
/// @param events      whole number, 0 <= events <= trials
/// @param trials      whole number >= 1
/// @param confidence  two-sided coverage in (0, 1); 0.95 leaves 0.025 in each tail
/// @throws DomainError if the counts are not whole, events > trials or trials < 1
/// Source: Clopper & Pearson (1934), Biometrika 26.
Interval clopper_pearson(double events, double trials, double confidence);

/// One-sided upper limit: all of alpha in the upper tail. 0 of 3000 at 95%: 0.00099808.
double clopper_pearson_upper(double events, double trials, double confidence);

/// Two-sided Wilson score interval; nominal coverage only (falls to .84 at n = 50). For comparison.
/// Source: Wilson (1927), JASA 22.
Interval wilson(double events, double trials, double confidence);

}  // namespace premortem
