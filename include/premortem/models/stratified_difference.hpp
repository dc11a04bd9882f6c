#pragma once
#include <cstddef>
#include <optional>
#include <span>

#include "premortem/models/rate_split.hpp"
#include "premortem/statistics/student_t.hpp"

namespace premortem {

/// A measure of one cohort in the two groups that are compared; n is 0 where a group has nobody in the cohort.
struct CohortMoments {
  SampleMoments before, after;
};

/// The split of rates, of means of any measure. Means of nobody are absent.
/// @throws DomainError unless n is whole and moments are finite; Refusal if a group is empty
RateSplit mean_split(std::span<const CohortMoments> cohorts);

/// How much the means differ inside cohorts, in units of the measure: sum of (mean of both shares) x (difference of the
/// cohort's means). It is `rate` of mean_split where every cohort that both groups have has two values in each.
struct StratifiedDifference {
  double difference = 0;       ///< after - before, at the same shares of cohorts
  double standard_error = 0, df = 0;
  double p = 1;                ///< two-sided, of no difference
  Interval limits;             ///< nominal: near exact for many values, or values near normal
  std::size_t compared = 0;    ///< cohorts with two values or more in both groups; the others are left out
};

/// Direct standardisation: SE^2 = sum of w^2 (v_before / n_before + v_after / n_after), Student's t with degrees of freedom
/// by Satterthwaite. Values are independent; the cohorts' shares are taken as they are.
/// @return absent where no cohort can be compared, or none varies
/// @throws as mean_split; DomainError if confidence is not in (0, 1)
/// Sources: Kitagawa (1955), JASA 50; Satterthwaite (1946), Biometrics Bulletin 2.
std::optional<StratifiedDifference> stratified_difference(std::span<const CohortMoments> cohorts, double confidence);

}  // namespace premortem
