#pragma once
#include <optional>
#include <span>
#include <vector>

namespace premortem {

/// Inverse of a symmetric positive definite matrix of n x n numbers in rows, by Cholesky after scaling its diagonal to 1, so
/// that parameters in unlike units do no harm; absent where it is not positive definite to working precision.
/// @throws DomainError unless matrix has n * n entries, 1 <= n <= 32
/// Implementation: Eigen's LLT.
std::optional<std::vector<double>> positive_definite_inverse(std::span<const double> matrix, std::size_t n);

/// x with matrix x = right, likewise.
std::optional<std::vector<double>> positive_definite_solve(std::span<const double> matrix, std::span<const double> right);

}  // namespace premortem
