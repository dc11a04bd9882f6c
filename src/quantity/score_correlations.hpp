#pragma once
#include <span>
#include <vector>

#include "premortem/quantity/simulation.hpp"

namespace premortem {

/// Correlation of the normal scores of two quantities whose rank correlation (Spearman) is r: 2 sin(pi r / 6).
/// @throws DomainError unless r is in [-1, 1]. Source: Pearson (1907), On further methods of determining correlation.
double score_correlation(double rank_correlation);

/// The stated correlations other than 0 between two leaves that vary and can be drawn.
/// @throws DomainError  a leaf number beyond the leaves, a leaf with itself, or a correlation outside [-1, 1]
std::vector<RankCorrelation> effective_correlations(std::span<const Leaf> leaves,
                                                    std::span<const RankCorrelation> stated);

/// Lower factor, in rows, of the matrix of score correlations of `members` (leaf numbers); pairs not stated are 0.
/// @throws Refusal where a pair is stated twice and differently, or no joint distribution has these correlations
std::vector<double> score_factor(std::span<const std::size_t> members, std::span<const RankCorrelation> correlations);

}  // namespace premortem
