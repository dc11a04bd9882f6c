#pragma once
#include <optional>

#include "premortem/core/interval.hpp"

namespace premortem {

/// Student's t with df > 0 degrees of freedom, not necessarily whole: P(T > t) without cancellation.
/// @throws DomainError unless df > 0 and t is a number
double student_t_survival(double df, double t);
/// t with survival(t) = q, q in (0, 1).
double student_t_upper_quantile(double df, double q);

/// What a mean needs of a sample.
struct SampleMoments {
  double n = 0;
  double mean = 0;
  double variance = 0;  ///< with n - 1 in the denominator
};

/// Difference of two independent means that need not have one variance.
struct WelchDifference {
  double difference = 0;         ///< second - first
  double standard_error = 0, df = 0;
  double p = 1;                  ///< two-sided, of no difference
  Interval limits;               ///< nominal: exact for normal values of one variance, near it for large samples
};

/// Welch's t: SE^2 = v1/n1 + v2/n2, df by Satterthwaite.
/// @return absent where a sample has fewer than two values or both variances are 0
/// @throws DomainError if n is not whole, a moment is not finite, a variance is negative, or confidence not in (0, 1)
/// Source: Welch (1947), Biometrika 34.
std::optional<WelchDifference> welch_difference(const SampleMoments& first, const SampleMoments& second,
                                                double confidence);

}  // namespace premortem
