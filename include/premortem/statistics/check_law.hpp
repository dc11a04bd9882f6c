#pragma once
#include <variant>
#include <vector>

namespace premortem {

/// What one check shows: normal with standard deviation 1, its mean in standard deviations from the baseline.
struct NormalCheck {
  double mean = 0;
  bool operator==(const NormalCheck&) const = default;
};

/// What one check shows: a whole number. Tails below 1e-18 in all are left to the neighbouring counts.
struct CountCheck {
  long lowest = 0;                  ///< the number that the first probability is of
  std::vector<double> probability;  ///< of lowest, lowest + 1, ...; sums to 1
  bool operator==(const CountCheck&) const = default;
};

/// Successive checks are independent and follow the same law.
using CheckLaw = std::variant<NormalCheck, CountCheck>;

/// Binomial counts of `trials` (whole, 0 to 1e12) with probability p in [0, 1].
/// @throws DomainError outside that domain
CountCheck binomial_check(double trials, double p);

/// Poisson counts with the mean, finite and >= 0.
/// @throws DomainError outside that domain
CountCheck poisson_check(double mean);

/// The same count with its sign turned, so that a fall is watched as a rise.
CountCheck mirrored(const CountCheck& law);

/// P(X >= limit).
double exceedance(const CheckLaw& law, double limit);

/// P(|X| >= limit) for a normal check; for counts an error, since they have no middle.
/// @throws DomainError for counts
double two_sided_exceedance(const CheckLaw& law, double limit);

}  // namespace premortem
