#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace premortem {

/// Columns over samples, orthonormal in their mean square: (1/n) sum_i q_j(i) q_l(i) = 1 where j = l, else 0. The first level_ends[l]
/// of them span level l; the first level is the constant 1.
struct NestedBasis {
  std::vector<std::vector<double>> columns;
  std::vector<std::size_t> level_ends;
};

/// The input and natural cubic splines of its normal score (to 17 knots), or products of those of two (to 5 each). What adds nothing to
/// the columns before it is left out, so an input of few values gets the indicator of each.
NestedBasis spline_basis(std::span<const double> input);
NestedBasis spline_basis(std::span<const double> first, std::span<const double> second);

/// Least squares of y on a nested basis.
struct NestedFit {
  std::vector<double> coefficients;  ///< of all columns
  std::size_t used = 1;              ///< those of the chosen level: the first so many
  std::vector<double> residuals;     ///< of all columns
};

/// The level with the smallest RSS n^(p/n), p columns (Schwarz 1978: n log(RSS/n) + p log n, in a form that scales exactly).
/// Plain sums in the order of the samples: the same bits whatever the vector width.
NestedFit fit_nested(const NestedBasis& basis, std::span<const double> y);

/// sum_j coefficients[j] columns[j][at], over the first `used`.
double fitted(const NestedBasis& basis, std::span<const double> coefficients, std::size_t used, std::size_t at);

}  // namespace premortem
