#pragma once
#include <vector>

namespace premortem {

/// Law of the run length T = 1, 2, ...: the number of checks up to and including the one at which a rule fires.
/// Survival is stated check by check until the hazard no longer changes; from there on it is geometric.
struct RunLength {
  std::vector<double> survival;  ///< P(T > n) for n = 0, 1, ...; falls, and begins at 1
  double hazard = 0;             ///< P(T = n + 1 | T > n) from the last of them on; in [0, 1]
  double relative_error = 0;     ///< standard error of the mean over the mean, where it was simulated; else 0
};

/// Average run length (ARL), in checks: the sum of P(T > n); infinite where the rule need not ever fire.
double mean(const RunLength& law);

/// E[min(T, checks)]: how many checks pass on average before it fires or the time is over. checks >= 0, not whole:
/// linear in between.
double restricted_mean(const RunLength& law, double checks);

/// P(T <= checks), checks >= 0, rounded down to whole ones.
double fired_within(const RunLength& law, double checks);

/// Smallest whole n with P(T <= n) >= p, p in (0, 1); infinite where that is never reached.
double quantile(const RunLength& law, double p);

/// Whichever of two independent rules fires first: P(T > n) is the product.
RunLength first_of(const RunLength& a, const RunLength& b);

/// E[exp(-rate T)], rate >= 0: the chance that a Poisson stream with that rate a check stays silent until the rule fires.
double silent_until_fired(const RunLength& law, double rate);

}  // namespace premortem
