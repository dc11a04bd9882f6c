#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace premortem {

/// A correlation matrix may have at most so many rows.
constexpr std::size_t largest_correlation_matrix = 500;

/// Smallest eigenvalue of a symmetric matrix of n x n numbers in rows; a matrix is one of correlations if its diagonal
/// is 1 and this is not negative. Implementation: Eigen's SelfAdjointEigenSolver.
/// @throws DomainError unless matrix has n * n finite entries, 1 <= n <= largest_correlation_matrix
double smallest_eigenvalue(std::span<const double> matrix, std::size_t n);

/// An eigenvalue down to this counts as 0: roundings of a matrix that is singular because some correlations are 1 or
/// -1.
constexpr double tolerated_eigenvalue = -1e-9;

/// Lower triangle L, n x n numbers in rows, with L L' = matrix, row by row in the order given (Cholesky). Rows have
/// length 1; a pivot below 1e-9 counts as 0, so that a matrix of correlations that are 1 or -1 has its factor too, and
/// what is left out of a correlation is below 4e-5.
/// @throws DomainError as above, or where smallest_eigenvalue is below tolerated_eigenvalue or the diagonal is not 1
std::vector<double> correlation_factor(std::span<const double> matrix, std::size_t n);

}  // namespace premortem
