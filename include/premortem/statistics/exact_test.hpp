#pragma once
#include <span>
#include <vector>

namespace premortem {

/// Hypergeometric: `drawn` of `population` items, of which `marked` are marked; P(X >= k), k the marked ones drawn. Sum of
/// the terms by their ratios from the mode, to about 1e-13 relative; below 1e-300 it is 0. Of more than 1e9 items, where the variance passes 1e6, it is the normal law with
/// the correction for skewness at k - 1/2 (Edgeworth), in error by less than 1e-6.
/// @throws DomainError unless the counts are whole with drawn, marked <= population <= 2e12 and k <= drawn
double hypergeometric_at_least(double population, double marked, double drawn, double k);

/// Fisher's exact test that events are not more common in the first group, against that they are: the chance of at least
/// as many in it, given all totals.
/// @throws DomainError unless the counts are whole with events <= trials, the events of either group at most 1e12 and all
///         trials together at most 2e12
/// Source: Fisher (1935), Journal of the Royal Statistical Society 98.
double fisher_more_p(double events, double trials, double other_events, double other_trials);

/// McNemar's test for rows that changed one way or the other, exact: two-sided, twice the smaller binomial tail with 1/2,
/// at most 1. Without a changed row: 1.
/// @throws DomainError unless both are whole and >= 0
double mcnemar_p(double one_way, double other_way);

/// P-values multiplied for having been looked at together, in the order given: with p sorted, the i-th times (k - i), never
/// falling, at most 1. Rejecting those <= alpha makes any false rejection at most alpha likely, whatever the dependence.
/// @throws DomainError unless all are in [0, 1]
/// Source: Holm (1979), Scandinavian Journal of Statistics 6.
std::vector<double> holm_adjusted(std::span<const double> p);

}  // namespace premortem
