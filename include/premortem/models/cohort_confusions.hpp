#pragma once
#include <optional>
#include <span>
#include <vector>

#include "premortem/models/score_curve.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// Rows by what is flagged at `score >= threshold` (absent: nothing) and true: one entry a cohort, in the order of
/// `rows.cohort.names`; one in all without cohorts. A row counts once, whatever its weight, and a line as often
/// as its count says.
/// @param score  of every row: `rows.score`, or another score on the same rows
/// @throws DomainError if columns differ in length or the threshold is NaN
std::vector<Confusion> cohort_confusions(const ScoredRows& rows, std::span<const double> score, std::optional<double> threshold);

/// The counts together.
Confusion operator+(const Confusion& a, const Confusion& b);

/// 2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall; absent where nothing is positive or flagged.
std::optional<double> f1(const Confusion& counts);

}  // namespace premortem
