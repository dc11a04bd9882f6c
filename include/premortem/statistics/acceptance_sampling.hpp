#pragma once
#include <optional>

namespace premortem {

/// How many events n trials may show, and how many trials it takes, to reject "the rate is above `limit`" with an error
/// of at most `delta`: the exact one-sided binomial test, p = P(Bin(n, limit) <= events). Rejected where p <= delta,
/// which is where the one-sided Clopper-Pearson limit of the rate is at most `limit`. Domain: limit in (0, 1), delta in
/// (0, 1), trials whole and >= 0.
/// @throws DomainError outside it
/// Source: Clopper & Pearson (1934), Biometrika 26; the numbers for 0, 1 and 2 events are Wilks' (1941), Annals of
/// Mathematical Statistics 12: 59, 93 and 124 trials at limit and delta 5%.

/// The acceptance number: the most events of `trials` with which the test still rejects; absent where not even none
/// does.
std::optional<double> acceptance_number(double trials, double limit, double delta);

/// The fewest trials in which `events` (whole, >= 0) still reject.
double trials_needed(double events, double limit, double delta);

/// The fewest trials, of which events make up a share of at least `rate`, that still reject: what it takes if the next
/// trials are as bad as those seen. Absent where rate >= limit, or where more than 1e12 trials would be needed.
/// @param rate  in [0, 1]
std::optional<double> trials_needed_at_rate(double rate, double limit, double delta);

}  // namespace premortem
