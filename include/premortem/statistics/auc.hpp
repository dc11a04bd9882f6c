#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "premortem/core/interval.hpp"

namespace premortem {

/// Area under the ROC curve: P(a positive scores above a negative), a tie counts one half. With DeLong's variance.
struct Auc {
  double value = 0;                ///< in [0, 1]
  std::optional<double> variance;  ///< of the estimate; absent with fewer than two positives or two negatives
  double positives = 0, negatives = 0;
};

/// Limits that hold approximately (nominal), or why there are none.
struct NominalLimits {
  std::optional<Interval> limits;
  std::string why;  ///< not empty where the limits are absent
};

/// AUC = sum over positives of (negatives below + ties / 2) / (m n), and DeLong's variance S10 / m + S01 / n, where S10
/// and S01 are the sample variances of the share of the other class that each row beats. One pass over distinct scores;
/// all sums are exact integers, so that the value and the variance carry only the rounding of their last operations.
/// @param positives, negatives  running totals of rows, one a distinct score, highest score first
/// @return absent without a positive or without a negative
/// @throws DomainError if the columns differ in length or fall anywhere, or hold more than 1e12 rows of a class
/// Source: DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44; mid-ranks as in Sun & Xu (2014), IEEE SPL 21.
std::optional<Auc> auc(std::span<const std::uint64_t> positives, std::span<const std::uint64_t> negatives);

/// Interval on the logit scale, logit A +- z SD / (A (1 - A)), turned back: stays within (0, 1). Nominal, not certified.
/// Absent where the variance is absent or 0: AUC 1 or 0, or all scores alike.
/// @throws DomainError unless confidence is in (0, 1)
/// Source: Pepe (2003), The Statistical Evaluation of Medical Tests, section 5.2.
NominalLimits auc_limits(const Auc& estimate, double confidence);

/// Two scores on the same rows.
struct AucDifference {
  double score = 0, baseline = 0;  ///< their AUC
  double difference = 0;           ///< score - baseline
  std::optional<double> variance;  ///< DeLong's, of the difference; absent with fewer than two rows of a class
};

/// Paired difference of two AUC. Its variance is that of every row's own difference, so that nothing cancels where the
/// scores agree; exact integers as above, the same bits in any order of rows. O(n log n).
/// @param label  1: positive, 0: negative
/// @return absent without a positive or without a negative
/// @throws DomainError if lengths differ or a score is NaN
std::optional<AucDifference> auc_difference(std::span<const double> score, std::span<const double> baseline,
                                            std::span<const std::uint8_t> label);

/// difference +- z SD; nominal. Absent where the variance is absent or 0 (both scores rank every pair alike).
NominalLimits auc_difference_limits(const AucDifference& estimate, double confidence);

/// Average precision: sum over distinct scores, highest first, of the rise in recall times the precision there; no
/// interpolation. Columns as for `auc`.
/// @return absent without a positive
/// Source: scikit-learn, sklearn.metrics.average_precision_score, defines the same sum.
std::optional<double> average_precision(std::span<const std::uint64_t> positives,
                                        std::span<const std::uint64_t> negatives);

}  // namespace premortem
