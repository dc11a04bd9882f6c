#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "premortem/models/score_curve.hpp"

namespace premortem {

/// What one threshold of a grid flags among the rows.
struct GridPoint {
  double threshold = 0;  ///< everything scored >= threshold is flagged
  std::optional<double>
      above;  ///< of a rank: the score at the cut; `score > above` says the same as `score >= threshold`
  std::uint64_t tp = 0, fp = 0, fn = 0;
  double flagged() const { return static_cast<double>(tp + fp); }
};

/// What thresholds flag that were fixed before these rows were looked at. Given how many a threshold flags, its false
/// positives are binomial.
/// @throws DomainError for a threshold that is NaN
std::vector<GridPoint> at_thresholds(const ScoreCurve& curve, std::span<const double> thresholds);

/// What is scored strictly above the row of each rank (1 = the highest score): at most rank - 1 rows, fewer where the
/// cut is tied. The cut is a score of these rows, yet its test is exact: given the cut's score alone, the rows above it
/// are independent draws from all that will ever be scored above it, so that their false positives are binomial, with
/// the share that is true of the threshold from now on. Two shortcuts would not be: to count the row at the cut as
/// well, which is no draw from above it; and to take all scores as given, where labels are independent with unlike
/// probabilities, and the binomial limit (Hoeffding 1956) holds of the mean probability of these rows, not of rows to
/// come.
/// @param ranks  from 1 to the number of rows
/// @throws DomainError for a rank outside that range
std::vector<GridPoint> at_ranks(const ScoreCurve& curve, std::span<const std::size_t> ranks);

/// Ranks whose cuts have from `fewest` rows above them to all but one, in at most `points` steps of equal ratio;
/// ascending and distinct. They depend on the number of rows alone, never on labels. Empty where rows <= fewest.
/// @throws DomainError for fewest = 0 or points = 0
std::vector<std::size_t> rank_grid(std::size_t rows, std::size_t fewest, std::size_t points);

}  // namespace premortem
