#include "premortem/statistics/correlation_factor.hpp"

#define EIGEN_DONT_VECTORIZE  // the same bits on every processor
#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void require_matrix(std::span<const double> matrix, std::size_t n) {
  if (n < 1 || n > largest_correlation_matrix || matrix.size() != n * n ||
      !std::all_of(matrix.begin(), matrix.end(), [](double x) { return std::isfinite(x); }))
    throw DomainError("a matrix of 1 x 1 to 500 x 500 finite numbers is needed");
}

}  // namespace

double smallest_eigenvalue(std::span<const double> matrix, std::size_t n) {
  require_matrix(matrix, n);
  const auto size = static_cast<Eigen::Index>(n);
  const Eigen::MatrixXd m = Eigen::Map<const Eigen::MatrixXd>(matrix.data(), size, size);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(m, Eigen::EigenvaluesOnly);
  if (solver.info() != Eigen::Success) throw DomainError("the eigenvalues of the matrix were not found");
  return solver.eigenvalues()(0);
}

std::vector<double> correlation_factor(std::span<const double> matrix, std::size_t n) {
  if (smallest_eigenvalue(matrix, n) < tolerated_eigenvalue) throw DomainError("the matrix has a negative eigenvalue");
  constexpr double smallest_pivot = 1e-9;
  std::vector<double> lower(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    if (matrix[i * n + i] != 1) throw DomainError("a correlation matrix has ones on its diagonal");
    double length = 0;
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = matrix[i * n + j];
      for (std::size_t k = 0; k < j; ++k) rest -= lower[i * n + k] * lower[j * n + k];
      if (j == i)
        lower[i * n + i] = rest > smallest_pivot ? std::sqrt(rest) : 0;
      else
        lower[i * n + j] = lower[j * n + j] > 0 ? rest / lower[j * n + j] : 0;
      length += lower[i * n + j] * lower[i * n + j];
    }
    for (std::size_t j = 0; j <= i; ++j) lower[i * n + j] /= std::sqrt(length);
  }
  return lower;
}

}  // namespace premortem
