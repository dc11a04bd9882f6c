#pragma once
#include <span>
#include <vector>

namespace premortem {

/// How far apart the shares of two tables of counts over the same cells are, and how far chance alone puts them.
struct StabilityIndex {
  int bins = 0;            ///< B: cells with a count in either table; the others are left out
  double psi = 0;          ///< sum (q - p) ln(q / p)
  double debiased = 0;     ///< max(0, psi - null_mean)
  double null_mean = 0;    ///< (B - 1) c, c = 1/N + 1/M: expected without drift
  double null_95 = 0;      ///< 95% quantile without drift: c times that of chi-square with B - 1 degrees of freedom
  double p = 1;            ///< P(chi-square_{B-1} > psi / c); 1 for a single cell
  double p_checked = 1;    ///< the larger of p and of Pearson's chi-square test of the same two tables
};

/// Population stability index (Jeffreys divergence) of shares p_i = (n_i + 1/2 [n_i = 0]) / N' and q_i likewise, N' the sum of
/// those terms. Its law without drift is a limit for many rows, and with few the test is too eager: of ten cells by deciles of
/// the reference, the test of 5% rejects 7.8% at N = M = 100, 6.0% at 200 and 5.2% at 1,000, and the test of 0.01% rejects
/// 0.023% at 200 (100,000 simulated pairs each, 20,000 at 1,000). p_checked, which shares the limit, rejects at most 5% and 0.01% there.
/// @param reference, current  counts >= 0 (they need not be whole), of one length, each with a sum > 0
/// @throws DomainError
/// Source: Yurdakul (2018), Statistical properties of population stability index, dissertation, Western Michigan University.
StabilityIndex population_stability_index(std::span<const double> reference, std::span<const double> current);

/// Jensen-Shannon divergence of the shares of two tables of counts over the same cells: the mean of the Kullback-Leibler
/// divergences from their average. Cells may be empty.
struct JensenShannon {
  double nats = 0;       ///< divergence, in [0, ln 2]
  double bits = 0;       ///< divergence, in [0, 1]
  double distance = 0;   ///< square root of the divergence in bits, in [0, 1]: a metric
  double null_mean = 0;  ///< nats expected without drift, to first order: (B - 1) c / 8
};
/// @throws DomainError as population_stability_index
/// Source: Lin (1991), IEEE Transactions on Information Theory 37; Endres & Schindelin (2003), ibid. 49 (the distance).
JensenShannon jensen_shannon_divergence(std::span<const double> reference, std::span<const double> current);

/// Wasserstein-1 (earth mover's) distance of two samples of any sizes, in the unit of the values: the area between their
/// distribution functions, exact up to rounding. Infinite only where a difference of values is.
/// @param sorted_reference, sorted_current  finite, ascending, not empty
/// @throws DomainError
/// Source: Vallender (1974), Theory of Probability and Its Applications 18.
double wasserstein_1(std::span<const double> sorted_reference, std::span<const double> sorted_current);

/// P-values adjusted for a list, in the order given: with p sorted, the least of k p_(j) / j over j >= i, at most 1. Keeping
/// those <= q leaves an expected share of at most q false ones among the kept, where the tests are independent or positively
/// dependent.
/// @throws DomainError unless all are in [0, 1]
/// Source: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57.
std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace premortem
