#pragma once
#include <cstdint>
#include <span>

namespace premortem {

enum class KolmogorovLaw {
  exact,      ///< of every way to deal the pooled values out into two samples of these sizes, with the ties that they have
  asymptotic  ///< Kolmogorov's; with ties the p-value is too large (conservative), and below about 1e-4 it is only near
};

struct KolmogorovSmirnov {
  double statistic = 0;  ///< D = max |F - G|
  double p = 1;          ///< P(D at least as large) without drift, two-sided
  KolmogorovLaw law = KolmogorovLaw::exact;
};

/// The exact law takes n m steps; it is used up to so many.
inline constexpr double most_exact_ks_steps = 1e6;

/// Two-sample Kolmogorov-Smirnov test. The exact p is a sum of positive terms over lattice paths, in which D is compared as a
/// whole number and only where the pooled values differ; about 1e-12 relative.
/// @param sorted_reference, sorted_current  finite, ascending, not empty
/// @throws DomainError
/// Source: Schroeer & Trenkler (1995), Computational Statistics & Data Analysis 20.
KolmogorovSmirnov kolmogorov_smirnov(std::span<const double> sorted_reference, std::span<const double> sorted_current);

/// P(K > x) of Kolmogorov's limit law of sqrt(n) D; 1 for x <= 0. Two series that meet near 1, each to 1e-15.
/// Source: Kolmogorov (1933), Giornale dell'Istituto Italiano degli Attuari 4.
double kolmogorov_survival(double x);

/// P(D_n < d) of one sample of n against its own continuous distribution, exact; about 13 digits of P.
/// @param n  in [1, 2000], @param d  in [0, 1]
/// @throws DomainError
/// Source: Marsaglia, Tsang & Wang (2003), Journal of Statistical Software 8 (18), after Durbin (1973).
double kolmogorov_cdf(int n, double d);

}  // namespace premortem
