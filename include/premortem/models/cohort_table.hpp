#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/models/measured_share.hpp"
#include "premortem/models/score_curve.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// What a threshold does to a cohort; every share with its own interval, absent where nothing was counted.
struct CohortShares {
  std::string cohort;  ///< empty: all rows
  Confusion counts;
  MeasuredShare precision;            ///< of flagged rows, positive
  MeasuredShare recall;               ///< of positives, flagged
  MeasuredShare miss_rate;            ///< of positives, passed (false negative rate)
  MeasuredShare false_positive_rate;  ///< of negatives, flagged
  MeasuredShare share_flagged;        ///< of rows, flagged
};

/// Shares by cohort. `cohorts` hold each at `confidence`; `joint` holds the same shares at 1 - (1 - confidence) / cohorts
/// (Bonferroni), so that one kind of share holds in all cohorts together: for "this cohort differs".
struct CohortTable {
  CohortShares all;
  std::vector<CohortShares> cohorts, joint;
  double confidence = 0, joint_confidence = 0;
};

/// Rows by what is flagged at `score >= threshold` (absent: nothing) and true: one entry a cohort, in the order of
/// `rows.cohort.names`; one in all without cohorts. A row counts once, whatever its weight, and a line as often
/// as its count says.
/// @param score  of every row: `rows.score`, or another score on the same rows
/// @throws DomainError if columns differ in length or the threshold is NaN
std::vector<Confusion> cohort_confusions(const ScoredRows& rows, std::span<const double> score, std::optional<double> threshold);

/// @param names, counts  one a cohort
/// @throws DomainError if there are not as many of both, or confidence is not in (0, 1)
CohortTable cohort_table(std::span<const std::string> names, std::span<const Confusion> counts, double confidence);

/// The table of rows at a threshold; without cohorts it has `all` alone.
CohortTable cohort_table(const ScoredRows& rows, std::optional<double> threshold, double confidence);

/// The counts together.
Confusion operator+(const Confusion& a, const Confusion& b);

/// 2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall; absent where nothing is positive or flagged.
std::optional<double> f1(const Confusion& counts);

}  // namespace premortem
