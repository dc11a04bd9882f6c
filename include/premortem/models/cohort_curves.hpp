#pragma once
#include <span>
#include <vector>

#include "premortem/models/score_curve.hpp"

namespace premortem {

/// Of the curve of each cohort, in the order of `cohort.names`, the entries that these thresholds flag, and the last one: as much
/// as entry_at and confusion_at need at these thresholds, in one pass over the rows. With every score as a threshold it is the
/// whole curve. The same bits as score_curves gives for the rows of the cohort where the largest amount and weight are those of all rows.
/// @param thresholds  in any order
/// @param jobs        threads; the same bits for any number
/// @throws DomainError if columns differ in length, counts are 0 or add up to more than 1e12, or a threshold is not a number
std::vector<ScoreCurve> cohort_curves(const ScoredRows& rows, std::span<const double> thresholds, int jobs);

}  // namespace premortem
