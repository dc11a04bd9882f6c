#include "premortem/statistics/positive_definite.hpp"

#define EIGEN_DONT_VECTORIZE  // the same bits on every processor
#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr int largest = 32;
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, largest, largest>;
using Vector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, largest, 1>;

struct Scaled {
  Vector scale;  // 1 / sqrt of the diagonal
  Eigen::LLT<Matrix> factor;
};

std::optional<Scaled> factored(std::span<const double> matrix, std::size_t n) {
  if (n < 1 || n > largest || matrix.size() != n * n) throw DomainError("a matrix of 1 x 1 to 32 x 32 numbers is needed");
  const auto size = static_cast<Eigen::Index>(n);
  Matrix m = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(matrix.data(), size, size);
  if (!m.allFinite() || !(m.diagonal().minCoeff() > 0)) return std::nullopt;
  Scaled s;
  s.scale = m.diagonal().cwiseSqrt().cwiseInverse();
  m = s.scale.asDiagonal() * m * s.scale.asDiagonal();
  s.factor.compute(m);
  constexpr double smallest_pivot = 1e-7;  // its square is lost among the roundings of a diagonal of 1
  if (s.factor.info() != Eigen::Success || !(s.factor.matrixLLT().diagonal().minCoeff() > smallest_pivot)) return std::nullopt;
  return s;
}

}  // namespace

std::optional<std::vector<double>> positive_definite_inverse(std::span<const double> matrix, std::size_t n) {
  const auto s = factored(matrix, n);
  if (!s) return std::nullopt;
  const auto size = static_cast<Eigen::Index>(n);
  const Matrix inverse = s->scale.asDiagonal() * s->factor.solve(Matrix::Identity(size, size)) * s->scale.asDiagonal();
  std::vector<double> rows;
  for (Eigen::Index i = 0; i < size; ++i)
    for (Eigen::Index j = 0; j < size; ++j) rows.push_back((inverse(i, j) + inverse(j, i)) / 2);
  return rows;
}

std::optional<std::vector<double>> positive_definite_solve(std::span<const double> matrix, std::span<const double> right) {
  const auto s = factored(matrix, right.size());
  if (!s) return std::nullopt;
  Vector b = Eigen::Map<const Eigen::VectorXd>(right.data(), static_cast<Eigen::Index>(right.size()));
  const Vector x = s->scale.cwiseProduct(s->factor.solve(Vector(s->scale.cwiseProduct(b))));
  return std::vector<double>(x.data(), x.data() + x.size());
}

}  // namespace premortem
